import { definePlugin, PLUGIN_API_VERSION } from "@bellwether/core";
import type { ExchangeDefinition } from "@bellwether/live";
import { CcxtOptions } from "./options.js";

/** Exchanges through ccxt, which is loaded when the first is asked for. */
export const ccxtExchanges: ExchangeDefinition<typeof CcxtOptions> = {
  options: CcxtOptions,
  ids: async () => (await import("./node/load-exchange.js")).exchangeIds(),
  create: async (context) => (await import("./ccxt-exchange.js")).ccxtExchange(context),
};

/** Market data of exchanges, and orders on them. */
export default definePlugin({
  name: "@bellwether/ccxt",
  apiVersion: PLUGIN_API_VERSION,
  kinds: ["exchange"],
  setup({ register }) {
    register.add("exchange", "ccxt", ccxtExchanges);
  },
});
