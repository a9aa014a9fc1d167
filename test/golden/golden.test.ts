import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import {
  type BacktestOptions,
  type BacktestReport,
  backtest,
  type FundingRates,
  type History,
  type Metrics,
} from "@bellwether/backtest";
import { readBars } from "@bellwether/backtest/node";
import { type BarColumns, EventBus, sha256, type Timeframe } from "@bellwether/core";
import { createRiskEngine } from "@bellwether/risk";
import { strategies } from "@bellwether/strategies";
import { afterAll, describe, expect, it } from "vitest";
import { SCENARIOS, type Scenario } from "./scenarios.js";

/** What a run of a shipped strategy on shipped bars gave. */
interface GoldenRun {
  readonly bars: number;
  readonly orders: number;
  /** Of what was sent, in order: {@link orderList}. */
  readonly ordersSha256: string;
  readonly trades: number;
  /** Of {@link tradeList}. */
  readonly tradesSha256: string;
  readonly finalEquity: string;
  readonly statistics: Readonly<Record<string, string>>;
  readonly costs: Readonly<Record<string, string>>;
  readonly refusals: Readonly<Record<string, number>>;
  readonly ambiguousFills: number;
}

const SAMPLES = [
  { file: "sp500-1d.csv", symbol: "SPX/USD", timeframe: "1d" },
  { file: "eurusd-1h.csv", symbol: "EUR/USD", timeframe: "1h" },
] as const;

/** A peer that never moves, for strategies that compare: to be stronger than it is to rise. */
const STILL = "STILL/USD";
const MIRROR = "MIRROR/USD";
/** Where a strategy cannot do without; defaults elsewhere. */
const PARAMS: Readonly<Record<string, object>> = { "relative-strength": { peers: [STILL] } };

const FEES = { maker: 0.0001, taker: 0.0002 };
const RISK = { riskPerTrade: 0.02, fixedFraction: 1, stopLossAtr: 3, takeProfitAtr: 6, maxDrawdown: 0.5 };
const HOUR = 3_600_000;

const STATISTICS = [
  "totalReturn",
  "cagr",
  "volatility",
  "sharpe",
  "sortino",
  "calmar",
  "maxDrawdown",
  "maxDrawdownDurationMs",
  "exposure",
  "winRate",
  "profitFactor",
  "expectancy",
  "sqn",
  "bestTrade",
  "worstTrade",
  "averageTrade",
  "averageBarsHeld",
  "feesPaid",
  "slippagePaid",
  "buyAndHoldReturn",
] as const satisfies readonly (keyof Metrics)[];

const fixture = fileURLToPath(new URL("golden.json", import.meta.url));
const update = process.env.BELLWETHER_UPDATE_GOLDEN === "1";
const golden: Readonly<Record<string, GoldenRun>> = update ? {} : JSON.parse(readFileSync(fixture, "utf8"));

/** What decides a result; texts of reasons may be reworded. */
function tradeList({ trades }: BacktestReport): string {
  return JSON.stringify(
    trades.map((t) => [
      t.side,
      t.quantity,
      t.entryTime,
      t.exitTime,
      t.entryPrice,
      t.exitPrice,
      t.pnl,
      t.fees,
      t.funding,
      t.exitReason,
    ]),
  );
}

/** To 12 digits: powers and logarithms may differ in the last ones between machines. */
function figure(value: number | null): string {
  return value === null ? "null" : value.toPrecision(12);
}

async function bars(file: string): Promise<BarColumns> {
  return (await readBars(fileURLToPath(new URL(`../../data/sample/${file}`, import.meta.url)))).columns;
}

function still({ columns, timeframe }: History): History {
  const one = new Float64Array(columns.openTime.length).fill(1);
  return { symbol: STILL, timeframe, columns: { ...columns, open: one, high: one, low: one, close: one } };
}

/** The same bars upside down: one over the price. */
function mirror({ columns, timeframe }: History): History {
  const inverse = (column: Float64Array) => column.map((price) => Math.round(1e5 / price) / 1e5);
  const { open, high, low, close } = columns;
  return {
    symbol: MIRROR,
    timeframe,
    columns: { ...columns, open: inverse(open), high: inverse(low), low: inverse(high), close: inverse(close) },
  };
}

/** Bars of four hours, each from as many of its hours as traded. */
function fourHours(hours: BarColumns): BarColumns {
  const starts: number[] = [];
  const slot = (i: number) => Math.floor(hours.openTime[i]! / (4 * HOUR));
  for (let i = 0; i < hours.openTime.length; i++) if (i === 0 || slot(i) !== slot(i - 1)) starts.push(i);
  const end = (k: number) => starts[k + 1] ?? hours.openTime.length;
  const column = (of: (from: number, to: number) => number) => Float64Array.from(starts, (from, k) => of(from, end(k)));
  return {
    openTime: column((from) => slot(from) * 4 * HOUR),
    open: column((from) => hours.open[from]!),
    high: column((from, to) => Math.max(...hours.high.subarray(from, to))),
    low: column((from, to) => Math.min(...hours.low.subarray(from, to))),
    close: column((_from, to) => hours.close[to - 1]!),
    volume: column((from, to) => hours.volume.subarray(from, to).reduce((sum, volume) => sum + volume, 0)),
  };
}

function everyEightHours({ openTime }: BarColumns, rate: number): FundingRates {
  const first = Math.ceil(openTime[0]! / (8 * HOUR)) * 8 * HOUR;
  const count = Math.floor((openTime.at(-1)! - first) / (8 * HOUR)) + 1;
  return {
    time: Float64Array.from({ length: count }, (_, i) => first + i * 8 * HOUR),
    rate: new Float64Array(count).fill(rate),
  };
}

async function optionsOf(scenario: Scenario): Promise<BacktestOptions> {
  const {
    file,
    strategy,
    params = {},
    perpetual = false,
    mirrored = false,
    rules,
    fills,
    fundingRate,
    risk,
  } = scenario;
  const sample = SAMPLES.find((one) => one.file === file)!;
  const symbol = perpetual ? `${sample.symbol}:USD` : sample.symbol;
  const hours = await bars(file);
  const detail = scenario.detail === true;
  const timeframe: Timeframe = detail ? "4h" : sample.timeframe;
  const history: History = { symbol, timeframe, columns: detail ? fourHours(hours) : hours };
  const definition = strategies.find(({ id }) => id === strategy)!;
  const data = mirrored ? [history, mirror(history)] : [history];
  return {
    data,
    strategy: { definition, params },
    risk: createRiskEngine(risk),
    instruments: Object.fromEntries(data.map((one) => [one.symbol, { ...FEES, ...rules }])),
    slippage: { bps: 1 },
    ...fills,
    ...(detail ? { detail: { [symbol]: hours } } : {}),
    ...(fundingRate === undefined ? {} : { funding: { [symbol]: everyEightHours(hours, fundingRate) } }),
  };
}

async function goldenOf(options: BacktestOptions): Promise<GoldenRun> {
  const orders: unknown[] = [];
  const bus = new EventBus();
  bus.on("order", (order) => {
    if (!("reduceOnly" in order)) return;
    const { id, side, type, quantity, reduceOnly, bracket, exitReason } = order;
    orders.push([id, side, type, quantity, reduceOnly, bracket, exitReason]);
  });
  const report = await backtest({ ...options, bus, statistics: false, band: false });
  const { metrics, trades, costs, refusals } = report;
  expect(trades, "a run without trades guards nothing").not.toEqual([]);
  return {
    bars: metrics.bars,
    orders: orders.length,
    ordersSha256: await sha256(JSON.stringify(orders)),
    trades: trades.length,
    tradesSha256: await sha256(tradeList(report)),
    finalEquity: String(metrics.endEquity),
    statistics: Object.fromEntries(STATISTICS.map((name) => [name, figure(metrics[name])])),
    costs: Object.fromEntries(Object.entries(costs).map(([name, value]) => [name, figure(value)])),
    refusals: Object.fromEntries(Object.entries(refusals).sort(([a], [b]) => (a < b ? -1 : 1))),
    ambiguousFills: report.ambiguousBars,
  };
}

describe("golden runs: shipped strategies on shipped bars give what they gave", () => {
  const runs: Record<string, GoldenRun> = {};

  async function check(name: string, options: BacktestOptions): Promise<GoldenRun> {
    const run = await goldenOf(options);
    runs[name] = run;
    if (!update)
      expect(run, "meant? then run again with BELLWETHER_UPDATE_GOLDEN=1 and say why in the commit").toEqual(
        golden[name],
      );
    return run;
  }

  describe.each(SAMPLES)("$file", ({ file, symbol, timeframe }) => {
    it.each(strategies.map((definition) => [definition.id, definition] as const))("%s", async (id, definition) => {
      const history = { symbol, timeframe, columns: await bars(file) };
      await check(`${id} on ${file}`, {
        data: [history, still(history)],
        strategy: { definition, params: PARAMS[id] ?? {}, symbols: [symbol] },
        risk: createRiskEngine(RISK),
        instruments: { [symbol]: FEES },
        slippage: { bps: 1 },
      });
    });
  });

  it.each(SCENARIOS.map((scenario) => [scenario.name, scenario] as const))("%s", async (name, scenario) => {
    await check(name, await optionsOf(scenario));
  });

  it.skipIf(update)("holds no run of a strategy or a file that is gone", () => {
    const plain = SAMPLES.flatMap(({ file }) => strategies.map(({ id }) => `${id} on ${file}`));
    expect(Object.keys(golden).sort()).toEqual([...plain, ...SCENARIOS.map(({ name }) => name)].sort());
  });

  it.skipIf(update)("holds at least one run of everything that the simulator does", () => {
    const all = Object.values(golden);
    const paid = (cost: string) => all.filter(({ costs }) => Number(costs[cost]) !== 0).length;
    expect(["funding", "dust", "liquidations", "slippage", "fees"].filter((cost) => paid(cost) === 0)).toEqual([]);
    expect(all.some(({ ambiguousFills }) => ambiguousFills > 0)).toBe(true);
    const refused = new Set(all.flatMap(({ refusals }) => Object.keys(refusals)));
    for (const rule of ["cooldown", "stopLossGuard", "dailyLoss", "session"]) expect([...refused]).toContain(rule);
  });

  afterAll(() => {
    if (update) writeFileSync(fixture, `${JSON.stringify(runs, null, 2)}\n`);
  });
});
