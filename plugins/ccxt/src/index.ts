export { ADAPTERS, type Adapter, adapterOf, type ByClientId, type FillRecipe } from "./adapters.js";
export { ccxtExchange } from "./ccxt-exchange.js";
export type { ClientIdForm } from "./client-ids.js";
export type { CcxtClass, CcxtInstance } from "./narrow.js";
export { CcxtOptions } from "./options.js";
export { ccxtExchanges, default } from "./plugin.js";
