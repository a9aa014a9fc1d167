import { beforeAll, describe, expect, it } from "vitest";
import type { History } from "../../src/feed/history-feed.js";
import { differences } from "./differences.js";
import { noOracles, readInput, readOracle } from "./oracle-files.js";
import { type Replay, replay } from "./replay.js";
import { bracketAround, shareOfEquity, sizedBy } from "./sizing.js";

type Execution = [bar: number, side: string, price: number, size: number, commission: number, type: string];
type ClosedTrade = [entryBar: number, exitBar: number, entry: number, gross: number, net: number, commission: number];
interface Scenario {
  readonly params: {
    readonly fast: number;
    readonly slow: number;
    readonly cash: number;
    readonly commission: number;
    readonly slippagePercent: number;
  };
  readonly finalValue: number;
  readonly finalCash: number;
  readonly firstBarOfNext: number;
  readonly executions: readonly Execution[];
  readonly closedTrades: readonly ClosedTrade[];
  readonly analyzers: Readonly<Record<string, number>>;
  readonly valueAtEachNext: readonly number[];
}
interface Oracle {
  readonly inputFile: string;
  readonly inputSlice: { readonly fromRow: number; readonly toRowExclusive: number };
  readonly tolerance: { readonly relative: number };
  readonly expected: Readonly<Record<string, Scenario>>;
}

const tenUnits = sizedBy(() => 10);

/**
 * Reproduced whole: executions, trades, equity, cash and statistics. Exits of a bracket meet the rest of the entry bar
 * here, and only the next bar there; no entry bar of this run reaches either level.
 */
const whole = {
  "long-only-fixed10": { risk: tenUnits, exits: true },
  "long-only-commission": { risk: tenUnits, exits: true },
  "long-only-slippage": { risk: tenUnits, exits: true },
  "target-percent": { risk: sizedBy(shareOfEquity(0.9)), exits: true },
  bracket: { risk: sizedBy(() => 10, bracketAround(0.05, 0.1)), exits: false },
};

/** A spot account holds no shorts: the long half is reproduced. */
const longHalf = ["reverse"];

/** Not reproduced, and what it needs that the simulated spot broker has not. */
const outOfScope = {
  "trailing-stop": "a stop that follows the price",
  "limit-valid-5d": "entries by a limit order that expires",
  "stop-limit": "entries by a stop-limit order",
  "cheat-on-close": "fills at the close that the decision was read from; here nothing fills before the next open",
};

const oracle = readOracle<Oracle>("backtrader-goog-1d.json.gz");
if (oracle === undefined)
  it("backtrader is compared where its reference file is", (context) => context.skip(noOracles));

describe.skipIf(oracle === undefined)("backtrader on goog-1d", () => {
  const { expected, inputFile, inputSlice, tolerance } = oracle ?? ({} as Oracle);
  let history: History;
  beforeAll(async () => {
    history = await readInput(inputFile, "1d", inputSlice);
  });

  const run = ({ params }: Scenario, { risk, exits }: (typeof whole)["bracket"]) =>
    replay({
      history,
      params: { fast: params.fast, slow: params.slow, exits },
      risk,
      cash: params.cash,
      fee: params.commission,
      slippage: { bps: 10_000 * params.slippagePercent, withinBar: true },
      finalize: false, // theirs leaves the last position open
    });

  it("has every scenario reproduced, in part or whole, or named with what it needs", () => {
    const named = [...Object.keys(whole), ...longHalf, ...Object.keys(outOfScope)];
    expect(named.sort()).toEqual(Object.keys(expected).sort());
  });

  describe.each(Object.keys(whole) as (keyof typeof whole)[])("%s", (name) => {
    const scenario = expected?.[name] as Scenario;
    let ours: Replay;
    beforeAll(async () => {
      ours = await run(scenario, whole[name]);
    });

    it("fills the same bars, prices and sizes, with the same fees", () => {
      const fills = ours.fills.map(({ time, price, quantity, side, fee }) => [
        ours.rowOf(time),
        price,
        side === "buy" ? quantity : -quantity,
        fee,
      ]);
      const theirs = scenario.executions.map(([bar, , price, size, commission]) => [bar, price, size, commission]);
      expect(differences(["bar", "price", "size", "fee"], fills, theirs, tolerance.relative)).toEqual([]);
    });

    it("closes the same trades", () => {
      const columns = ["entryBar", "exitBar", "entryPrice", "gross", "net", "fees"];
      const trades = ours.trades.map((trade) => [
        trade.entryBar,
        trade.exitBar,
        trade.entryPrice,
        trade.pnl + trade.fees,
        trade.pnl,
        trade.fees,
      ]);
      expect(differences(columns, trades, scenario.closedTrades, tolerance.relative)).toEqual([]);
    });

    it("has the same equity at each close, and the same cash at the end", () => {
      const equity = Array.from(ours.report.equity.equity, (value) => [value]);
      const before = equity.splice(0, scenario.firstBarOfNext);
      expect(new Set(before.flat())).toEqual(new Set([scenario.params.cash]));
      const theirs = scenario.valueAtEachNext.map((value) => [value]);
      expect(differences(["equity"], equity, theirs, tolerance.relative)).toEqual([]);
      expect(differences(["cash"], [[ours.cash]], [[scenario.finalCash]], tolerance.relative)).toEqual([]);
    });

    it("measures the same, where the definitions are the same", () => {
      const { metrics } = ours.report;
      const { analyzers, finalValue } = scenario;
      const n = analyzers.sqnTrades!;
      const shared: readonly (readonly [string, number, number])[] = [
        ["final value", metrics.endEquity, finalValue],
        ["log return", Math.log(1 + metrics.totalReturn!), analyzers.rtot!],
        ["maximum drawdown, %", 100 * metrics.maxDrawdown!, analyzers.maxDrawdownPct!],
        ["closed trades", metrics.trades, n],
        ["won", metrics.winRate! * n, analyzers.won!],
        ["mean result", metrics.expectancy!, analyzers.pnlNetAverage!],
        // theirs divides by the population deviation, ours by the sample's
        ["SQN", metrics.sqn! * Math.sqrt(n / (n - 1)), analyzers.sqn!],
      ];
      const names = shared.map(([label]) => label);
      const values = [shared.map(([, value]) => value)];
      expect(differences(names, values, [shared.map(([, , value]) => value)], tolerance.relative)).toEqual([]);
    });
  });

  it.each(longHalf)("%s: the long half closes the same trades", async (name) => {
    const scenario = expected[name]!;
    const bought = new Set(scenario.executions.filter(([, side]) => side === "buy").map(([bar]) => bar));
    const theirs = scenario.closedTrades.filter(([entryBar]) => bought.has(entryBar));
    const { trades } = await run(scenario, { risk: tenUnits, exits: true });
    const ours = trades.map((trade) => [
      trade.entryBar,
      trade.exitBar,
      trade.entryPrice,
      trade.pnl + trade.fees,
      trade.pnl,
      trade.fees,
    ]);
    const columns = ["entryBar", "exitBar", "entryPrice", "gross", "net", "fees"];
    expect(differences(columns, ours, theirs, tolerance.relative)).toEqual([]);
  });
});
