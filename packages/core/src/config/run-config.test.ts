import { describe, expect, it } from "vitest";
import * as z from "zod";
import type { ConfigError } from "./config-error.js";
import { jsonSchemaOf } from "./json-schema.js";
import { parseConfig } from "./parse-config.js";
import { RunConfig, runConfigSchema } from "./run-config.js";
import { strategiesOf } from "./run-strategies.js";

const HEAD = "exchange: { symbols: [BTC/USDT, ETH/USDT], timeframe: 1h }\n";
const ONE = `${HEAD}strategy: { type: ema-cross }\n`;
const parse = (text: string) => parseConfig(text, RunConfig, { file: "run.yaml" }).value;

function complaint(text: string): string {
  try {
    parse(text);
  } catch (error) {
    return (error as ConfigError).message;
  }
  return "accepted";
}

describe("a run file", () => {
  it("sends real orders only to those who have said that they understand", () => {
    expect(() => parse(`mode: live\n${ONE}`)).toThrow(/mode: live sends real orders; write iUnderstand: real-money/);
    expect(parse(`mode: live\niUnderstand: real-money\n${ONE}`).mode).toBe("live");
    expect(() => parse(`mode: live\niUnderstand: yes\n${ONE}`)).toThrow(/iUnderstand/);
  });

  it("needs an exchange with symbols and timeframe and a strategy; everything else has a default", () => {
    expect(parse(ONE)).toEqual({
      mode: "paper",
      live: {},
      exchange: { via: "ccxt", account: "main", id: "binance", symbols: ["BTC/USDT", "ETH/USDT"], timeframe: "1h" },
      plugins: [],
      strategy: { type: "ema-cross" },
      risk: {},
      account: { startingBalance: 10_000, quote: "USDT" },
      seed: 1,
      backtest: {
        fees: { maker: 0.001, taker: 0.001 },
        intrabar: "pessimistic",
        prefixChecks: 8,
        finalizeTrades: true,
        band: true,
        statistics: true,
      },
    });
  });

  it("reads dates as epoch ms, UTC", () => {
    expect(parse(`${ONE}backtest: { from: 2024-01-01, to: 2024-02-01T12:00Z }`).backtest).toMatchObject({
      from: Date.UTC(2024, 0, 1),
      to: Date.UTC(2024, 1, 1, 12),
    });
  });

  it("fills in the data section once it is there", () => {
    const { data } = parse(`${ONE}data: { files: { BTC/USDT: a.csv, ETH/USDT: [b.csv, c.csv] } }`);
    expect(data).toEqual({
      files: { "BTC/USDT": "a.csv", "ETH/USDT": ["b.csv", "c.csv"] },
      gaps: "keep",
      duplicates: "refuse",
      badRows: "refuse",
    });
  });

  it.each([
    ["no strategy", HEAD, "run.yaml:1:1  strategy: is missing; name one under strategy, or several under strategies"],
    [
      "both ways to name strategies",
      `${ONE}strategies: [{ type: b }]`,
      "run.yaml:3:13  strategies: cannot stand beside strategy; keep one of the two",
    ],
    [
      "two strategies of one name",
      `${HEAD}strategies: [{ type: a }, { type: b, name: a }]`,
      "run.yaml:2:44  strategies[1].name: another strategy has this name; give each its own name",
    ],
    [
      "a strategy on a symbol that the run lacks",
      `${HEAD}strategies: [{ type: a, symbols: [ETH/USDC] }]`,
      'run.yaml:2:35  strategies[0].symbols[0]: is not among exchange.symbols. Did you mean "ETH/USDT"?',
    ],
    [
      "bars for a symbol that the run lacks",
      `${ONE}data: { files: { BTC/USDC: a.csv } }`,
      'run.yaml:3:28  data.files.BTC/USDC: is not among exchange.symbols. Did you mean "BTC/USDT"?',
    ],
    [
      "an instrument that the run lacks",
      `${ONE}instruments: { SOL/EUR: { tick: 1 } }`,
      "run.yaml:3:25  instruments.SOL/EUR: is not among exchange.symbols.",
    ],
    [
      "a symbol that is none",
      ONE.replace("ETH/USDT", "ETHUSDT"),
      'run.yaml:1:33  exchange.symbols[1]: a symbol is written as base/quote, such as "BTC/USDT"',
    ],
    ["a symbol twice", ONE.replace("ETH", "BTC"), "run.yaml:1:22  exchange.symbols: names a symbol twice"],
    [
      "a timeframe that is none",
      ONE.replace("1h", "1hour"),
      "run.yaml:1:55  exchange.timeframe: a timeframe is a count and one of s, m, h, d, w, M, such as 15m or 1h",
    ],
    [
      "a day that does not exist",
      `${ONE}backtest: { from: 2024-02-30 }`,
      "run.yaml:3:19  backtest.from: expected a UTC date, such as 2024-01-31 or 2024-01-31T12:00:00Z",
    ],
    [
      "funding of a symbol that the run lacks",
      `${ONE}data: { funding: { BTC/USDC: a.csv } }`,
      'run.yaml:3:30  data.funding.BTC/USDC: is not among exchange.symbols. Did you mean "BTC/USDT"?',
    ],
    [
      "detail of a symbol that the run lacks",
      `${ONE}data: { detail: { timeframe: 1m, files: { SOL/EUR: a.csv } } }`,
      "run.yaml:3:52  data.detail.files.SOL/EUR: is not among exchange.symbols.",
    ],
    [
      "both ways to name a slippage",
      `${ONE}backtest: { slippageBps: 1, slippage: { type: x } }`,
      "run.yaml:3:39  backtest.slippage: cannot stand beside slippageBps; keep one of the two",
    ],
    [
      "a latency without its unit",
      `${ONE}backtest: { latency: 200 }`,
      "run.yaml:3:22  backtest.latency: expected { bars: 1 } or { ms: 200 }, found the number 200",
    ],
    [
      "a latency with an unknown key",
      `${ONE}backtest: { latency: { secs: 5 } }`,
      "run.yaml:3:24  backtest.latency.secs: unknown key; known keys: bars, ms",
    ],
    [
      "a latency in two units",
      `${ONE}backtest: { latency: { bars: 1, ms: 5 } }`,
      "run.yaml:3:22  backtest.latency: takes one of bars and ms",
    ],
    [
      "a volume share above all of it",
      `${ONE}backtest: { volumeShare: 1.5 }`,
      "backtest.volumeShare: must be at most 1, found the number 1.5",
    ],
    [
      "an end before the start",
      `${ONE}backtest: { from: 2024-02-01, to: 2024-02-01 }`,
      "run.yaml:3:35  backtest.to: must be later than from",
    ],
  ])("is refused for %s", (_, text, message) => expect(complaint(text)).toContain(message));

  it("is checked across its parts even while a part is broken", () => {
    expect(
      complaint(`${HEAD}mode: papr\nstrategies: [{ type: a }, { type: a, symbols: [X/Y] }]`).split("\n"),
    ).toHaveLength(4);
  });

  it("takes the slippage schema from its owner", () => {
    const schema = runConfigSchema({ slippage: z.strictObject({ type: z.literal("fixed"), bps: z.number() }) });
    const slippage = (text: string) =>
      parseConfig(`${ONE}backtest: { slippage: ${text} }`, schema, { file: "run.yaml" }).value.backtest.slippage;
    expect(slippage("{ type: fixed, bps: 2 }")).toEqual({ type: "fixed", bps: 2 });
    expect(() => slippage("{ type: fixed, bsp: 2 }")).toThrow(
      'run.yaml:3:38  backtest.slippage.bsp: unknown key. Did you mean "bps"?',
    );
  });

  it("takes the risk schema from its owner", () => {
    const schema = runConfigSchema({ risk: z.strictObject({ maxDrawdown: z.number().default(0.2) }) });
    expect(parseConfig(ONE, schema, { file: "run.yaml" }).value.risk.maxDrawdown).toBe(0.2);
    expect(() => parseConfig(`${ONE}risk: { maxDrawdwn: 1 }`, schema, { file: "run.yaml" })).toThrow(
      'run.yaml:3:9  risk.maxDrawdwn: unknown key. Did you mean "maxDrawdown"?',
    );
  });
});

describe("strategiesOf", () => {
  it("gives one form for both ways to name strategies, with names and symbols filled in", () => {
    expect(strategiesOf(parse(ONE))).toEqual([
      {
        type: "ema-cross",
        name: "ema-cross",
        params: {},
        symbols: ["BTC/USDT", "ETH/USDT"],
        paramsPath: ["strategy", "params"],
      },
    ]);
    expect(
      strategiesOf(
        parse(`${HEAD}strategies: [{ type: a }, { type: a, name: b, symbols: [BTC/USDT], params: { n: 1 } }]`),
      ),
    ).toEqual([
      { type: "a", name: "a", params: {}, symbols: ["BTC/USDT", "ETH/USDT"], paramsPath: ["strategies", 0, "params"] },
      { type: "a", name: "b", params: { n: 1 }, symbols: ["BTC/USDT"], paramsPath: ["strategies", 1, "params"] },
    ]);
  });
});

describe("the JSON Schema of a run file", () => {
  interface Node {
    readonly type?: string;
    readonly description?: string;
    readonly additionalProperties?: boolean | Node;
    readonly required?: readonly string[];
    readonly properties?: Readonly<Record<string, Node>>;
    readonly items?: Node;
  }
  const schema = jsonSchemaOf(RunConfig, { title: "Run", id: "run.schema.json" }) as Node;

  it("carries title and id, asks for what has no default, and refuses unknown keys", () => {
    expect(schema).toMatchObject({
      $schema: "http://json-schema.org/draft-07/schema#",
      $id: "run.schema.json",
      title: "Run",
      required: ["exchange"],
      additionalProperties: false,
    });
  });

  it("describes every field", () => {
    const silent: string[] = [];
    const visit = (node: Node, path: string) => {
      for (const [key, child] of Object.entries(node.properties ?? {})) {
        if (child.description === undefined) silent.push(`${path}${key}`);
        visit(child, `${path}${key}.`);
      }
      if (node.items !== undefined) visit(node.items, `${path}[].`);
      if (typeof node.additionalProperties === "object") visit(node.additionalProperties, `${path}*.`);
    };
    visit(schema, "");
    expect(silent).toEqual([]);
  });
});
