import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { readBars } from "@bellwether/backtest/node";
import type { LocalExchange } from "@bellwether/ccxt/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startBellwether } from "../helpers/background.js";
import { bellwether, expectOneError } from "../helpers/bellwether.js";
import { built } from "../helpers/built.js";
import { temporaryFolder } from "../helpers/folder.js";
import { liveText, openMarket, seconds } from "../helpers/local-market.js";

const START = Date.UTC(2024, 0, 1);
const BARS = 40_000;
const folder = temporaryFolder("download");
const run = (...args: string[]) => bellwether(args, { cwd: folder.path });
const played = seconds(START, BARS + 100);
const since = "2024-01-01";
const UNTIL = ["--until", "2024-01-01T11:06:40Z"];

let exchange: LocalExchange;

beforeAll(async () => {
  await built();
  const market = (symbol: string) => ({
    symbol,
    base: symbol.split("/")[0]!,
    quote: "USDT",
    tick: 0.01,
    step: 0.00001,
    minQuantity: 0.00001,
    minNotional: 5,
    maker: 0.001,
    taker: 0.001,
    types: ["market", "limit"] as const,
    timeframe: "1s" as const,
    columns: played,
  });
  exchange = await openMarket({
    markets: [market("BTC/USDT"), market("ETH/USDT")],
    start: START + (BARS + 60) * 1_000,
    speed: "stepped",
  });
  const text = liveText(exchange, "{ type: sma-cross, params: { fast: 2, slow: 4 } }", "data: { directory: bars }");
  folder.put("run.yaml", text);
  folder.put("bare.yaml", liveText(exchange, "{ type: sma-cross }"));
});

afterAll(() => exchange?.close());

/** What there is until then, from an open time on. */
const closed = (from = START) => played.close.slice((from - START) / 1_000, BARS);

describe("bellwether download", () => {
  it("fetches every closed bar of the run file's market into data.directory, where backtest finds them", async () => {
    const ended = await run("download", "run.yaml", "--since", "2024-01-01T10:00:00Z", ...UNTIL);
    expect({ code: ended.code, stderr: ended.stderr }).toEqual({ code: 0, stderr: "" });
    const file = join(folder.path, "bars/BTC-USDT-1s.csv.gz");
    const expected = closed(Date.UTC(2024, 0, 1, 10));
    expect(ended.stdout).toBe(
      `${file}: ${expected.length} bars from 2024-01-01 10:00 to 2024-01-01 11:06 UTC, ${expected.length} of them new; no gaps; 4 requests\n`,
    );
    expect((await readBars(file)).columns.close).toEqual(expected);
    const report = await run("backtest", "run.yaml", "--json", "--no-statistics", "--no-band");
    expect({ code: report.code, stderr: report.stderr }).toEqual({ code: 0, stderr: "" });
    expect(JSON.parse(report.stdout).trades.length).toBeGreaterThan(0);
  });

  it("goes on where the file ends, asks for earlier bars where an earlier day is typed, and asks for nothing twice", async () => {
    const again = await run("download", "run.yaml", ...UNTIL);
    expect(again.stdout).toMatch(/, 0 of them new; no gaps; 0 requests\n$/);
    const earlier = await run("download", "run.yaml", "--since", "2024-01-01T09:00:00Z", ...UNTIL);
    expect(earlier.stdout).toMatch(/, 3600 of them new; no gaps; 4 requests\n$/);
  });

  it("after Ctrl-C has what has come, and the same command goes on from there", async () => {
    const command = ["download", "run.yaml", "--since", since, ...UNTIL, "--out", "cut", "--format", "parquet"];
    const first = startBellwether(command, { cwd: folder.path });
    const work = join(folder.path, "cut/BTC-USDT-1s.parquet.work");
    while (!existsSync(work) || statSync(work).size < 100_000) await new Promise((resolve) => setTimeout(resolve, 5));
    first.kill("SIGINT");
    const { code, stderr } = await first.ended;
    expect({ code, stderr }).toEqual({
      code: 130,
      stderr: "stopped: what has come is stored; the same command goes on from there\n",
    });
    const second = await run(...command);
    const [, stored] = /(\d+) of them new/.exec(second.stdout) ?? [];
    expect(Number(stored)).toBeGreaterThan(0);
    expect(Number(stored)).toBeLessThan(BARS);
    expect((await readBars(join(folder.path, "cut/BTC-USDT-1s.parquet"))).columns.close).toEqual(closed());
    expect(readdirSync(join(folder.path, "cut")).sort()).toEqual(["BTC-USDT-1s.gaps.json", "BTC-USDT-1s.parquet"]);
  });

  it("takes other symbols and an end", async () => {
    const until = ["--since", since, "--until", "2024-01-01T00:10:00Z"];
    const ended = await run("download", "run.yaml", "--symbols", "BTC/USDT,ETH/USDT", ...until, "--out", "two");
    expect(ended.stdout.match(/600 bars from 2024-01-01 00:00 to 2024-01-01 00:09 UTC/g)).toHaveLength(2);
  });
});

describe("what is missing is said before anything is asked for", () => {
  it.each([
    ["download", "name a run file, or --exchange with --symbols and --timeframes"],
    ["download --exchange binance", "--symbols BTC/USDT --timeframes 1h"],
    ["download run.yaml --exchange kraken", "give one of the two"],
    ["download bare.yaml", "--since 2024-01-01"],
    ["download run.yaml --since yesterday", "expected a UTC date"],
    ["download run.yaml --since 2024-01-02 --until 2024-01-01", "comes after"],
    ["download run.yaml --timeframes 1x --since 2024-01-01", "a timeframe is a count"],
    ["download run.yaml --symbols BTCUSDT --since 2024-01-01", "base/quote"],
    ["download run.yaml --format csv", "csv.gz or parquet"],
  ])("bellwether %s", async (line, says) => {
    const ended = await run(...line.split(" "));
    expectOneError(ended);
    expect(ended.code).toBe(2);
    expect(ended.stderr).toContain(says);
  });

  it("and what the exchange lacks, with what it has", async () => {
    const ended = await run("download", "run.yaml", "--timeframes", "7m", "--since", since);
    expectOneError(ended);
    expect(ended).toMatchObject({ code: 7, stderr: expect.stringContaining("binance has no 7m bars; it has 1s,") });
    const symbol = await run("download", "run.yaml", "--symbols", "XYZ/USDT", "--since", since);
    expect(symbol).toMatchObject({ code: 7, stderr: expect.stringContaining("XYZ/USDT") });
  });
});
