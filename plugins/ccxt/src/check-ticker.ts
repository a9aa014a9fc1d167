import { asObject, asPositive } from "./check.js";

/** The last price of a ticker. @throws {ExchangeUnclearError} where it has none. */
export function checkLastPrice(answer: unknown): number {
  return asPositive(asObject(answer, "a ticker").last, "the last price");
}
