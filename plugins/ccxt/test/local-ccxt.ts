import type ccxt from "ccxt";
import type { LocalExchange, LocalKey } from "../src/node/local-exchange/index.js";

/** ccxt's own class, unmodified. */
export type Binance = InstanceType<typeof ccxt.pro.binance>;

const root = new URL(".", import.meta.resolve("ccxt"));
const { default: Pro } = (await import(new URL("src/pro/binance.js", root).href)) as {
  default: typeof ccxt.pro.binance;
};

/** The error classes of the tree that {@link connectCcxt} comes from. */
export const errors = (await import(new URL("src/base/errors.js", root).href)) as typeof ccxt;

export interface Connected {
  readonly ex: Binance;
  close(): Promise<void>;
}

/** A ccxt instance that reaches a local exchange, prepared only by options and by what ccxt offers for it. */
export async function connectCcxt(
  local: LocalExchange,
  key: LocalKey | null = null,
  config: Record<string, unknown> = {},
): Promise<Connected> {
  const { options, ...rest } = config as { options?: object };
  const given = local.ccxtOptions();
  const ex = new Pro({
    ...given,
    timeout: 5_000,
    rateLimiterAlgorithm: "rollingWindow",
    streaming: { keepAlive: 15_000 },
    ...(key ?? {}),
    ...rest,
    options: { ...given.options, ...options },
  });
  await ex.loadHttpProxyAgent(); // without it ccxt refuses a socket without TLS
  // ccxt finds the errors of spot by the address of the real exchange
  Object.assign(ex.exceptions.exact, ex.exceptions.spot.exact);
  return { ex, close: () => ex.close() };
}
