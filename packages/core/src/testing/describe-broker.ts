import { describe } from "vitest";
import { type BrokerCheckOptions, brokerChecks } from "../checks/broker-checks.js";
import { itHolds } from "./it-holds.js";

/** The contract of a broker as a vitest suite. */
export function describeBroker(name: string, options: BrokerCheckOptions): void {
  describe(`${name} keeps the contract of a broker`, () => itHolds(brokerChecks(options)));
}
