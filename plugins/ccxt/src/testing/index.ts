/** A Binance spot exchange on this machine, for tests of whatever trades. */
export {
  type Advance,
  type CcxtOptions,
  createLocalExchange,
  FAULTS,
  type FaultName,
  type FaultRates,
  type FaultShape,
  type LocalExchange,
  LocalExchangeError,
  type LocalExchangeOptions,
  type LocalFaults,
  type LocalKey,
  type TimestampRule,
} from "../node/local-exchange/index.js";
export { type Lockstep, type LockstepOptions, lockstep } from "../node/local-exchange/lockstep.js";
