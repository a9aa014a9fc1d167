import { generateKeyPairSync } from "node:crypto";
import { type Logger, silentLogger } from "@bellwether/core";
import type { Exchange } from "@bellwether/live";
import { ccxtExchange } from "../src/ccxt-exchange.js";
import type { CcxtClass } from "../src/narrow.js";
import { loadExchange } from "../src/node/load-exchange.js";
import { CcxtOptions } from "../src/options.js";
import { realTimers } from "./real-timers.js";

/** What ccxt wanted to send. */
export interface Sent {
  readonly method: string;
  readonly url: URL;
  /** Fields of the body, or of the query where there is none; signatures and times left out. */
  readonly fields: Record<string, unknown>;
}

type Answering = (sent: Sent) => unknown | Response | Promise<unknown | Response>;

const { privateKey } = generateKeyPairSync("ec", { namedCurve: "prime256v1" });
const PEM = privateKey.export({ type: "sec1", format: "pem" }).toString();

/** Credentials of the form that each exchange's signature takes; not accepted anywhere. */
export function credentialsFor(id: string) {
  return id === "coinbase"
    ? { apiKey: "organizations/canary/apiKeys/canary", secret: PEM, password: "canary-phrase" }
    : {
        apiKey: "canary-key-0123456789",
        secret: Buffer.from("canary-secret-0123456789").toString("base64"),
        password: "canary-phrase",
      };
}

export const MARKET_IDS: Readonly<Record<string, string>> = {
  binance: "BTCUSDT",
  okx: "BTC-USDT",
  kraken: "XBTUSDT",
  bybit: "BTCUSDT",
  coinbase: "BTC-USDT",
  gate: "BTC_USDT",
  bitget: "BTCUSDT",
  kucoin: "BTC-USDT",
  mexc: "BTCUSDT",
};

/** A spot market as ccxt unifies it. */
export function market(id: string) {
  return {
    id: MARKET_IDS[id] ?? "BTCUSDT",
    symbol: "BTC/USDT",
    base: "BTC",
    quote: "USDT",
    baseId: "BTC",
    quoteId: "USDT",
    type: "spot",
    spot: true,
    margin: false,
    swap: false,
    future: false,
    option: false,
    contract: false,
    active: true,
    taker: 0.001,
    maker: 0.001,
    precision: { amount: 0.00001, price: 0.01 },
    limits: { amount: { min: 0.00001 }, price: {}, cost: { min: 5 } },
    info: { orderTypes: ["LIMIT", "LIMIT_MAKER", "MARKET", "STOP_LOSS", "STOP_LOSS_LIMIT"] },
  };
}

export interface StubOptions {
  readonly id: string;
  /** JSON of the answer, or a whole response. Questions about the kind of the account are answered already. */
  readonly answer?: Answering;
  readonly markets?: () => unknown;
  /** Held until then: what the exchange says about the kind of the account. */
  readonly accountKind?: () => Promise<void>;
  readonly log?: Logger;
  readonly options?: Partial<CcxtOptions>;
}

/** An exchange whose ccxt class is real, except that nothing leaves it and its one market is given. */
export async function stubbed({
  id,
  answer = () => ({}),
  markets,
  accountKind,
  log = silentLogger,
  options = {},
}: StubOptions) {
  const sent: Sent[] = [];
  const Real = await loadExchange(id);
  // biome-ignore lint/suspicious/noExplicitAny: ccxt's class, as its own documentation extends it
  const Stub = class extends (Real as any) {
    // biome-ignore lint/suspicious/noExplicitAny: ccxt's configuration
    constructor(config: any) {
      super(config);
      this.enableRateLimit = false;
      this.fetchImplementation = async (url: string, init: { method: string; body?: string }) => {
        const request = read(url, init.method, init.body);
        const account = aboutAccount(request.url.pathname);
        if (account === undefined) sent.push(request);
        else await accountKind?.();
        const given = account ?? (await answer(request));
        return given instanceof Response ? given : json(given);
      };
    }
    async fetchMarkets() {
      return markets === undefined ? [market(id)] : markets();
    }
    async fetchCurrencies() {
      return undefined;
    }
  } as unknown as CcxtClass;
  const exchange = (await ccxtExchange(
    {
      id,
      symbols: ["BTC/USDT"],
      mode: "live",
      credentials: credentialsFor(id),
      options: CcxtOptions.parse(options),
      timers: realTimers,
      log,
    },
    async () => Stub,
  )) as Exchange;
  return { exchange, sent };
}

export function json(body: unknown, init: { status?: number; headers?: Record<string, string> } = {}): Response {
  return new Response(JSON.stringify(body), {
    status: init.status ?? 200,
    headers: { "content-type": "application/json", ...init.headers },
  });
}

/** Some exchanges are asked what kind of account it is before anything else. */
function aboutAccount(path: string): unknown {
  if (path === "/v5/user/query-api") return { retCode: 0, result: { unified: 1, uta: 1 } };
  if (path === "/v5/account/info") return { retCode: 0, result: { unifiedMarginStatus: 6 } };
  if (path === "/api/v4/account/detail") return { user_id: 1, key: { mode: 1 } };
  if (path === "/api/ua/v1/account/mode") return { code: "200000", data: { selfAccountMode: "CLASSIC" } };
  if (path === "/api/v3/account/settings") return { code: "40085", msg: "not a unified account" };
  return undefined;
}

const NOISE = new Set(["signature", "timestamp", "recvWindow", "nonce"]);

function read(address: string, method: string, body: string | undefined): Sent {
  const url = new URL(address);
  const isJson = body !== undefined && /^[[{]/.test(body);
  const parsed: unknown = isJson ? JSON.parse(body) : undefined;
  const fields: Record<string, unknown> = isJson
    ? Array.isArray(parsed)
      ? parsed[0]
      : parsed
    : Object.fromEntries(new URLSearchParams(body ?? url.search));
  return { method, url, fields: Object.fromEntries(Object.entries(fields).filter(([name]) => !NOISE.has(name))) };
}
