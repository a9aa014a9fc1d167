import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type BacktestReport, backtest, type History, type Metrics } from "@bellwether/backtest";
import { readBars } from "@bellwether/backtest/node";
import { sha256 } from "@bellwether/core";
import { createRiskEngine } from "@bellwether/risk";
import { strategies } from "@bellwether/strategies";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

/** What a run of a shipped strategy on shipped bars gave. */
interface GoldenRun {
  readonly bars: number;
  readonly trades: number;
  /** Of the trades as JSON, see {@link tradeList}. */
  readonly tradesSha256: string;
  readonly finalEquity: string;
  readonly statistics: Readonly<Record<string, string>>;
}

const SAMPLES = [
  { file: "sp500-1d.csv", symbol: "SPX/USD", timeframe: "1d" },
  { file: "eurusd-1h.csv", symbol: "EUR/USD", timeframe: "1h" },
] as const;

/** A peer that never moves, for strategies that compare: to be stronger than it is to rise. */
const STILL = "STILL/USD";
/** Where a strategy cannot do without; defaults elsewhere. */
const PARAMS: Readonly<Record<string, object>> = { "relative-strength": { peers: [STILL] } };

const COSTS = { fees: { maker: 0.0001, taker: 0.0002 }, slippage: { bps: 1 } };
const RISK = { riskPerTrade: 0.02, fixedFraction: 1, stopLossAtr: 3, takeProfitAtr: 6, maxDrawdown: 0.5 };

const STATISTICS = [
  "totalReturn",
  "cagr",
  "volatility",
  "sharpe",
  "sortino",
  "maxDrawdown",
  "exposure",
  "winRate",
  "profitFactor",
  "feesPaid",
] as const satisfies readonly (keyof Metrics)[];

const fixture = fileURLToPath(new URL("fixtures/golden.json", import.meta.url));
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
      t.exitReason,
    ]),
  );
}

/** To 12 digits: powers and logarithms may differ in the last ones between machines. */
function figure(value: number | null): string {
  return value === null ? "null" : value.toPrecision(12);
}

function still({ columns, timeframe }: History): History {
  const one = new Float64Array(columns.openTime.length).fill(1);
  return { symbol: STILL, timeframe, columns: { ...columns, open: one, high: one, low: one, close: one } };
}

async function goldenOf(report: BacktestReport): Promise<GoldenRun> {
  const { metrics, trades } = report;
  return {
    bars: metrics.bars,
    trades: trades.length,
    tradesSha256: await sha256(tradeList(report)),
    finalEquity: String(metrics.endEquity),
    statistics: Object.fromEntries(STATISTICS.map((name) => [name, figure(metrics[name])])),
  };
}

describe("golden runs: shipped strategies on shipped bars give what they gave", () => {
  const runs: Record<string, GoldenRun> = {};

  describe.each(SAMPLES)("$file", ({ file, symbol, timeframe }) => {
    let data: readonly History[];
    beforeAll(async () => {
      const { columns } = await readBars(fileURLToPath(new URL(`../data/sample/${file}`, import.meta.url)));
      const history = { symbol, timeframe, columns };
      data = [history, still(history)];
    });

    it.each(strategies.map((definition) => [definition.id, definition] as const))("%s", async (id, definition) => {
      const report = await backtest({
        data,
        strategy: { definition, params: PARAMS[id] ?? {}, symbols: [symbol] },
        risk: createRiskEngine(RISK),
        instruments: { [symbol]: COSTS.fees },
        slippage: COSTS.slippage,
      });
      const name = `${id} on ${file}`;
      runs[name] = await goldenOf(report);
      expect(report.trades, "a run without trades guards nothing").not.toEqual([]);
      if (!update)
        expect(runs[name], "meant? then run again with BELLWETHER_UPDATE_GOLDEN=1 and say why in the commit").toEqual(
          golden[name],
        );
    });
  });

  it.skipIf(update)("holds no run of a strategy or a file that is gone", () => {
    const names = SAMPLES.flatMap(({ file }) => strategies.map(({ id }) => `${id} on ${file}`));
    expect(Object.keys(golden).sort()).toEqual(names.sort());
  });

  afterAll(() => {
    if (update) writeFileSync(fixture, `${JSON.stringify(runs, null, 2)}\n`);
  });
});
