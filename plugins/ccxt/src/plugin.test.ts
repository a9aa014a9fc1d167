import { silentLogger } from "@bellwether/core";
import { ExchangeUnsuitableError } from "@bellwether/live";
import { describe, expect, it } from "vitest";
import { realTimers } from "../test/real-timers.js";
import { credentialsFor } from "../test/stubbed.js";
import { ccxtExchange } from "./ccxt-exchange.js";
import type { CcxtInstance } from "./narrow.js";
import { exchangeIds, loadExchange } from "./node/load-exchange.js";
import { CcxtOptions } from "./options.js";
import plugin, { ccxtExchanges } from "./plugin.js";

const make = (id: string, more: object = {}, options: object = {}) =>
  ccxtExchange({
    id,
    symbols: ["BTC/USDT"],
    mode: "paper",
    options: CcxtOptions.parse(options),
    timers: realTimers,
    log: silentLogger,
    ...more,
  });

describe("the plugin", () => {
  it("registers exchanges under the name of ccxt", async () => {
    const added: unknown[] = [];
    await plugin.setup({ register: { add: (...parts: unknown[]) => void added.push(parts) } } as never);
    expect(added).toEqual([["exchange", "ccxt", ccxtExchanges]]);
  });

  it("names the exchanges that ccxt reaches, and nothing else of its folder", async () => {
    const ids = await ccxtExchanges.ids();
    expect(ids.length).toBeGreaterThan(90);
    expect(ids).toEqual(expect.arrayContaining(["binance", "kraken", "okx", "bybit", "coinbase"]));
    expect(ids).not.toContain("base");
  });

  it("loads an exchange by its name", async () => {
    const Kraken = await loadExchange("kraken");
    expect(new Kraken({}).id).toBe("kraken");
  });

  it.each(["binanse", "../base/Exchange", "", "__proto__"])("refuses %j, which is no exchange", async (id) => {
    await expect(make(id)).rejects.toBeInstanceOf(ExchangeUnsuitableError);
  });

  it("every exchange can be made, for paper, without a request", async () => {
    for (const id of await exchangeIds()) {
      const exchange = await make(id);
      expect(exchange.id).toBe(id);
      expect(exchange.barsPerRequest).toBeGreaterThan(0);
      expect(exchange).not.toHaveProperty("submit");
    }
  });

  it("watches bars where ccxt does", async () => {
    expect(await make("coinbase")).not.toHaveProperty("watch");
    expect(await make("kraken")).toHaveProperty("watch");
  });
});

describe("setting an exchange up", () => {
  it("asks for the testnet of one that has one, and refuses the others", async () => {
    const credentials = credentialsFor("binance");
    await expect(make("binance", { mode: "testnet", credentials })).resolves.toHaveProperty("submit");
    await expect(make("kraken", { mode: "testnet", credentials })).rejects.toThrow(/kraken has no testnet/);
  });

  it("asks for the passphrase where the exchange needs one", async () => {
    const { password: _, ...credentials } = credentialsFor("okx");
    await expect(make("okx", { mode: "live", credentials })).rejects.toThrow(/passphrase/);
  });

  it.each([
    "http://api.binance.com/api/v3",
    "ws://10.0.0.1:80/stream",
    "http://127.0.0.1.evil.com",
    "http://localhost.evil.com",
    "https://name:phrase@api.binance.com",
    "ftp://127.0.0.1",
    "nonsense",
  ])("refuses the address %s", async (address) => {
    const urls = { api: { public: address } };
    await expect(make("binance", {}, { urls })).rejects.toBeInstanceOf(ExchangeUnsuitableError);
  });

  it("lays addresses over those of the exchange, and never lets ccxt retry by itself", async () => {
    let made: CcxtInstance | undefined;
    const Binance = await loadExchange("binance");
    const Spy = class extends (Binance as new (config: object) => object) {
      constructor(config: object) {
        super(config);
        made = this as unknown as CcxtInstance;
      }
    };
    const options = CcxtOptions.parse({
      urls: { api: { public: "http://127.0.0.1:1/api/v3", ws: { spot: "ws://127.0.0.1:1/ws" } } },
      options: { maxRetriesOnFailure: 5, defaultType: "future" },
    });
    await ccxtExchange(
      { id: "binance", symbols: [], mode: "paper", options, timers: realTimers, log: silentLogger },
      async () => Spy as never,
    );
    const { urls, options: set } = made!;
    expect(urls.api).toMatchObject({
      public: "http://127.0.0.1:1/api/v3",
      private: "https://api.binance.com/api/v3",
      ws: { spot: "ws://127.0.0.1:1/ws", "ws-api": { spot: expect.stringMatching(/^wss:/) } },
    });
    expect(set).toMatchObject({ maxRetriesOnFailure: 0, defaultType: "spot", fetchMarkets: { types: ["spot"] } });
    expect(made!.isSpotUrl!({ url: "ws://127.0.0.1:1/ws" })).toBe(true);
  });

  it("refuses options that it does not know", () => {
    for (const options of [{ urls: { test: {} } }, { deadlineMs: 10 }, { retries: 3 }, { hostname: "a/b" }])
      expect(CcxtOptions.safeParse(options).success).toBe(false);
  });
});
