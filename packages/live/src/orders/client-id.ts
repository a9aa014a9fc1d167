import { sha256Hex } from "@bellwether/core";
import { ExchangeUnsuitableError } from "../exchange/errors.js";

/** Characters that every exchange is known to take at most, and those that an id needs to be told from all others. */
const LONGEST = 32;
const SHORTEST = 18;
const TAG = 5;

/**
 * What an order is called at the exchange: the same for the same order of the same account, whenever it is asked. Letters
 * `a-z`, digits and `-`.
 * @param account - name of the account in the run.
 * @param orderId - of the loop.
 * @param attempt - counts from 1 where the loop sends a second order of one id after the end of the first.
 * @param length - most characters that the exchange takes.
 * @throws {ExchangeUnsuitableError} if that is less than 18: ids would begin to meet.
 */
export function clientIdOf(account: string, orderId: string, attempt: number, length = LONGEST): string {
  if (!(length >= SHORTEST))
    throw new ExchangeUnsuitableError(
      `client order ids of ${length} characters are too short to be unique; at least ${SHORTEST} are needed`,
    );
  const hash = base32(sha256Hex(JSON.stringify([account, orderId, attempt])));
  return `${prefixOf(account)}${hash}`.slice(0, Math.min(length, LONGEST));
}

/** Whether an order at the exchange was placed by a run on this account, of now or of earlier. */
export function isOurs(clientId: string, account: string): boolean {
  return clientId.startsWith(prefixOf(account));
}

function prefixOf(account: string): string {
  return `bw${base32(sha256Hex(account)).slice(0, TAG)}-`;
}

/** 24 digits: 120 bits of the hash. */
function base32(hex: string): string {
  return BigInt(`0x${hex.slice(0, 30)}`)
    .toString(32)
    .padStart(24, "0");
}
