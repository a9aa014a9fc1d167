export { LocalExchangeError } from "./api-error.js";
export type { CcxtOptions } from "./ccxt-options.js";
export { createLocalExchange } from "./create-local-exchange.js";
export { FAULTS, type FaultName, type FaultRates, type FaultShape, type LocalFaults } from "./faults.js";
export type { Advance, LocalExchange, LocalExchangeOptions, LocalKey, TimestampRule } from "./options.js";
