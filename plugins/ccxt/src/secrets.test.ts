import { inspect } from "node:util";
import type { Logger } from "@bellwether/core";
import { describe, expect, it } from "vitest";
import { credentialsFor, json, type Sent, stubbed } from "../test/stubbed.js";
import { errorText, redactor } from "./redact.js";

const IDS = ["binance", "okx", "kraken", "bybit", "coinbase", "gate", "bitget", "kucoin", "mexc"];
const SYMBOL = "BTC/USDT";
const ORDER = { clientId: "bw-1", symbol: SYMBOL, side: "buy", type: "limit", quantity: 1, limitPrice: 100 } as const;

/** Every form in which a secret might show, line by line where it has several. */
function canaries(id: string): readonly string[] {
  const { apiKey, secret, password } = credentialsFor(id);
  const lines = secret.split("\n").filter((line) => line.length > 20 && !line.startsWith("-----"));
  return [apiKey, password, ...(lines.length > 0 ? lines : [secret]), encodeURIComponent(apiKey)];
}

/** An exchange that says back whatever it was told. */
const ECHOES: readonly ((sent: Sent, headers: string) => unknown)[] = [
  (sent, secrets) => json({ code: -1, msg: `bad ${sent.url.href} ${secrets}` }, { status: 400 }),
  (sent, secrets) => json({ error: [`EGeneral:${sent.url.href} ${secrets}`] }, { status: 500 }),
  (_, secrets) => new Response(`<html>${secrets}</html>`, { status: 200 }),
  (sent, secrets) => {
    throw new TypeError(`fetch failed: ${sent.url.href} ${secrets}`);
  },
];

describe("secrets", () => {
  it.each(IDS)("%s: no error, log line or picture of the exchange shows them", async (id) => {
    const told: string[] = [];
    const write = (message: string, details?: object) => void told.push(message, inspect(details, { depth: 9 }));
    const log: Logger = { debug: write, info: write, warn: write, error: write };
    const { apiKey, secret, password } = credentialsFor(id);
    for (const echo of ECHOES) {
      const { exchange } = await stubbed({ id, log, answer: (sent) => echo(sent, `${apiKey} ${secret} ${password}`) });
      const calls = [
        exchange.submit(ORDER),
        exchange.cancel({ symbol: SYMBOL, clientId: "bw-1", exchangeId: "1" }),
        exchange.find({ symbol: SYMBOL, clientId: "bw-1", exchangeId: "1" }),
        exchange.openOrders(SYMBOL),
        exchange.balances(),
        exchange.fills(SYMBOL, { since: 1_700_000_000_000 }),
        exchange.bars({ symbol: SYMBOL, timeframe: "1h" }, 0, 10),
        exchange.time(),
      ];
      for (const call of calls) {
        const failure: unknown = await call.then(
          () => undefined,
          (error: unknown) => error,
        );
        told.push(inspect(failure, { depth: 9, showHidden: true }), String(failure), JSON.stringify(failure) ?? "");
        if (failure instanceof Error) told.push(failure.stack ?? "");
      }
      told.push(inspect(exchange, { depth: 9, showHidden: true }), String(exchange), JSON.stringify(exchange));
    }
    const all = told.join("\n");
    for (const canary of canaries(id)) expect(all).not.toContain(canary);
  });
});

describe("what an error says", () => {
  it("is one line without secrets, query strings and signatures", () => {
    const redact = redactor(["topsecret/key+1", undefined, "abc"]);
    const text = errorText(
      new Error(
        "GET https://api.x.com/v3/order?apiKey=topsecret%2Fkey%2B1&signature=ab12\n topsecret/key+1 signature=ff",
      ),
      redact,
    );
    expect(text).toBe("GET https://api.x.com/v3/order [secret] signature=…");
    expect(redact("abc"), "too short to tell from a word").toBe("abc");
    expect(errorText(new Error("x".repeat(100_000)), redact)).toHaveLength(240);
    expect(errorText(undefined, redact)).toBe("undefined");
    expect(errorText(new Error(""), redact)).toBe("no reason given");
  });
});
