import { beforeAll, describe, expect, it } from "vitest";
import type { History } from "../../src/feed/history-feed.js";
import { spot } from "./account-rules.js";
import { DATA_SETS, readBarsOf, readScenarios, type Scenario } from "./backtesting-py.js";
import {
  channelBreakout,
  flip,
  type Given,
  hedged,
  limitEntry,
  longOnly,
  pyramid,
  spreadOnEntries,
  trailingStop,
} from "./backtesting-py-runs.js";
import type { BarTrade } from "./bar-trade.js";
import { differences } from "./differences.js";
import type { Driven } from "./drive.js";
import { endingAtTheLastOpen, noOracles } from "./oracle-files.js";
import { type Replay, replay } from "./replay.js";
import { type Different, differentOf, type Whole, wholeOf } from "./scenarios.js";
import { bracketAround, sizedBy } from "./sizing.js";
import { withoutGaps } from "./without-gaps.js";

type Run = (given: Given) => Driven | Promise<Replay>;
type TradeRow = Scenario["trades"][number];

const RUNS: Readonly<Record<Whole<"backtesting.py">, Run>> = {
  "flip-default": flip,
  "flip-commission": flip,
  "longonly-20-50-commission": longOnly,
  "exclusive-orders": flip,
  "fixed-units": flip,
  "margin-leverage": flip,
  "bracket-sl5-tp10": flip,
  "bracket-sl2-tp6": flip,
  "limit-entry": limitEntry,
  "donchian-stop-entry": channelBreakout,
  "trailing-atr": trailingStop,
  "pyramid-partial-close": pyramid,
};

/** Lots there, one position from flat to flat here: its fills are compared, not its trades. */
const isOfLots = (scenario: string) => scenario === "pyramid-partial-close";

/** They flip between long and short. */
const flips = [
  "flip-default",
  "flip-commission",
  "exclusive-orders",
  "fixed-units",
  "bracket-sl5-tp10",
  "bracket-sl2-tp6",
];

const NAMES = ["size", "entryBar", "exitBar", "entryPrice", "exitPrice", "pnl", "commission", "return"];
const byEntry = (a: readonly number[], b: readonly number[]) => a[1]! - b[1]!;

/** In the order of entries: what closes in one bar has no order of its own. */
function ourRows(trades: readonly BarTrade[]): number[][] {
  return trades
    .map(({ side, quantity, entryBar, exitBar, entryPrice, exitPrice, pnl, fees, returnFraction }) => {
      const size = side === "long" ? quantity : -quantity;
      return [size, entryBar, exitBar, entryPrice, exitPrice, pnl, fees, returnFraction];
    })
    .sort(byEntry);
}

function theirRows(trades: readonly TradeRow[]): number[][] {
  return trades
    .map(([size, entryBar, exitBar, entry, exit, , , pnl, fee, fraction]) => {
      return [size, entryBar, exitBar, entry, exit, pnl, fee, fraction];
    })
    .sort(byEntry);
}

/** What changed hands in a bar: signed size and price, of lots that were traded together. */
function theirFills(trades: readonly TradeRow[]): number[][] {
  const bars = new Map<number, number[]>();
  const add = (bar: number, size: number, price: number) => {
    const [, sum = 0] = bars.get(bar) ?? [];
    bars.set(bar, [bar, sum + size, price]);
  };
  for (const [size, entryBar, exitBar, entry, exit] of trades) {
    add(entryBar, size, entry);
    add(exitBar, -size, exit);
  }
  return [...bars.values()].sort(([a = 0], [b = 0]) => a - b);
}

const column = (values: readonly number[]) => values.map((value) => [value]);

describe.each(DATA_SETS)("backtesting.py on %s", (name, timeframe) => {
  const oracle = readScenarios(name);
  if (oracle === undefined) {
    it("is compared where its reference file is", (context) => context.skip(noOracles));
    return;
  }
  const { expected, tolerance } = oracle;
  let history: History;
  beforeAll(async () => {
    history = await readBarsOf(oracle, timeframe);
  });
  const given = (scenario: string): Given => ({ scenario: expected[scenario]!, history });
  const same = (names: readonly string[], ours: number[][], theirs: number[][]) =>
    expect(differences(names, ours, theirs, tolerance.relative)).toEqual([]);

  it.each(wholeOf("backtesting.py"))(
    "%s: the same bars, sizes, prices, fees and results, and the same equity at each close",
    async (scenario) => {
      const { trades, fills, equity, rowOf } = await RUNS[scenario](given(scenario));
      const theirs = expected[scenario]!;
      if (isOfLots(scenario)) {
        const ours = fills.map(({ time, side, quantity, price }) => {
          return [rowOf(time), side === "buy" ? quantity : -quantity, price];
        });
        same(["bar", "size", "price"], ours, theirFills(theirs.trades));
      } else same(NAMES, ourRows(trades), theirRows(theirs.trades));
      same(["equity"], column(equity), column(theirs.equity));
    },
  );

  it("longonly-20-50-commission: measures the same, where the definitions are the same", async () => {
    const { report } = await longOnly(given("longonly-20-50-commission"));
    const { stats } = expected["longonly-20-50-commission"]!;
    const { metrics } = report;
    const shared: readonly (readonly [string, number | null])[] = [
      ["Equity Final [$]", metrics.endEquity],
      ["Return [%]", 100 * metrics.totalReturn!],
      ["Commissions [$]", metrics.feesPaid],
      ["Exposure Time [%]", 100 * metrics.exposure!],
      ["Max. Drawdown [%]", -100 * metrics.maxDrawdown!],
      ["# Trades", metrics.trades],
      ["Win Rate [%]", 100 * metrics.winRate!],
      ["Best Trade [%]", 100 * metrics.bestTrade!],
      ["Worst Trade [%]", 100 * metrics.worstTrade!],
      ["SQN", metrics.sqn],
    ];
    const names = shared.map(([label]) => label);
    same(names, [shared.map(([, value]) => value!)], [names.map((label) => stats[label]!)]);
  });

  it.each(flips)("%s: a spot account, which has no shorts, trades the long half", async (scenario) => {
    const { strategyParams, broker, trades } = expected[scenario]!;
    const { fast, slow, slp, tpp } = strategyParams;
    const longs = trades.filter(([size]) => size > 0);
    const sizes = new Map(longs.map(([size, entryBar]) => [entryBar - 1, size]));
    const run = await replay({
      history,
      params: { fast, slow },
      risk: sizedBy(({ df }) => sizes.get(df!.length - 1), slp === undefined ? undefined : bracketAround(slp, tpp)),
      cash: 100 * broker.cash, // sizes are the reference's, so this account need not earn them
      rules: spot(Number(broker.commission)),
      finalize: true,
    });
    same(NAMES, ourRows(run.trades), theirRows(longs));
    expect(run.report.refusals).toEqual({});
    expect(run.report.ambiguousBars, "no bar holds a stop and a target, where they would take the stop, as we do").toBe(
      0,
    );
  });

  const differently: Record<Different<"backtesting.py">, () => void | Promise<void>> = {
    "trade-on-close": async () => {
      const { open } = history.columns;
      const theirs = expected["trade-on-close"]!;
      const onBars = await flip(given("trade-on-close"), 0);
      const entries = onBars.trades.map(({ entryBar, entryPrice }) => [entryBar, entryPrice]);
      const nextOpens = theirs.trades.map(([, entryBar]) => [entryBar + 1, open[entryBar + 1]!]);
      same(["entryBar", "entryPrice"], entries, nextOpens);
      // where every bar opens at the close before, all is the same, one bar later
      const { trades, equity } = await flip(
        { scenario: theirs, history: endingAtTheLastOpen(withoutGaps(history)) },
        0,
      );
      const later = theirs.trades.map(([size, entryBar, exitBar, ...rest]): TradeRow => {
        return [size, entryBar + 1, exitBar + 1, ...rest];
      });
      same(NAMES, ourRows(trades), theirRows(later));
      same(["equity"], column(equity), column(theirs.equity));
    },

    hedging: () => {
      const { broker, trades, equity } = expected.hedging!;
      const theirs = new Set(trades.map(([, entryBar]) => entryBar));
      const more = hedged(given("hedging")).trades.filter(({ entryBar }) => !theirs.has(entryBar));
      expect(more.map(({ entryBar }) => entryBar)).toEqual(name === "goog-1d" ? [1016] : []);
      const ours = hedged(
        given("hedging"),
        more.map(({ entryBar }) => entryBar - 1),
      );
      same(NAMES, ourRows(ours.trades), theirRows(trades));
      same(["equity"], column(ours.equity), column(equity));
      for (const { entryBar, entryPrice, quantity } of more) {
        const cost = quantity * entryPrice * (1 + Number(broker.commission));
        expect(ours.spare[entryBar - 1], "free at the close before").toBeGreaterThan(cost);
        expect(ours.spare[entryBar], "free at the close of the bar").toBeLessThan(cost);
      }
    },

    "spread-fixed-commission": () => {
      const { broker, trades, equity } = expected["spread-fixed-commission"]!;
      const [fixed] = broker.commission as readonly [number, number];
      const ours = spreadOnEntries(given("spread-fixed-commission"));
      const unpaid = trades.map(([size, entryBar, exitBar, entry, exit, sl, tp, pnl, fee, fraction]): TradeRow => {
        const notional = Math.abs(size) * entry;
        const [without, more] = [fee - 2 * fixed, 2 * fixed];
        return [size, entryBar, exitBar, entry, exit, sl, tp, pnl + more, without, fraction + more / notional];
      });
      same(NAMES, ourRows(ours.trades), theirRows(unpaid));
      const paid = equity.map((_, row) => fixed * ours.fills.filter(({ time }) => ours.rowOf(time) <= row).length);
      same(["equity"], column(ours.equity), column(equity.map((value, row) => value + paid[row]!)));
    },
  };

  it.each(differentOf("backtesting.py"))("%s: %s; nothing else differs", (scenario) => differently[scenario]());
});
