import { beforeAll, describe, expect, it } from "vitest";
import type { History } from "../../src/feed/history-feed.js";
import { readBacktrader, readBarsOf } from "./backtrader.js";
import {
  bracket,
  fixedSize,
  type Given,
  limitValidFiveDays,
  type Run,
  reverse,
  stopLimit,
  targetPercent,
  trailingStop,
} from "./backtrader-runs.js";
import { differences } from "./differences.js";
import type { Driven } from "./drive.js";
import { noOracles } from "./oracle-files.js";
import type { Replay } from "./replay.js";
import { type Different, differentOf, type Whole, wholeOf } from "./scenarios.js";
import { withoutGaps } from "./without-gaps.js";

const RUNS: Readonly<Record<Whole<"backtrader">, Run>> = {
  "long-only-fixed10": fixedSize,
  "long-only-commission": fixedSize,
  "long-only-slippage": fixedSize,
  "target-percent": targetPercent,
  bracket,
  reverse,
  "trailing-stop": trailingStop,
  "limit-valid-5d": limitValidFiveDays,
  "stop-limit": stopLimit,
};

const FILL = ["bar", "price", "size", "fee"];
const TRADE = ["entryBar", "exitBar", "entryPrice", "gross", "net", "fees"];

/** What changed hands; a reversal is one execution there, an exit and an entry here. */
function fillRows({ fills, rowOf }: Driven | Replay): number[][] {
  const rows: number[][] = [];
  for (const { time, price, quantity, side, fee } of fills) {
    const size = side === "buy" ? quantity : -quantity;
    const last = rows.at(-1);
    if (last !== undefined && last[0] === rowOf(time) && last[1] === price && Math.sign(last[2]!) === Math.sign(size)) {
      last[2]! += size;
      last[3]! += fee;
    } else rows.push([rowOf(time), price, size, fee]);
  }
  return rows;
}

function tradeRows({ trades }: Driven | Replay): number[][] {
  return trades.map(({ entryBar, exitBar, entryPrice, pnl, fees }) => {
    return [entryBar, exitBar, entryPrice, pnl + fees, pnl, fees];
  });
}

/** Quote currency after everything that changed hands has been paid for. */
function cashOf({ fills }: Driven | Replay, cash: number): number {
  return fills.reduce(
    (sum, { side, quantity, price, fee }) => sum + (side === "sell" ? 1 : -1) * quantity * price - fee,
    cash,
  );
}

describe("backtrader on goog-1d", () => {
  const oracle = readBacktrader();
  if (oracle === undefined) {
    it("is compared where its reference file is", (context) => context.skip(noOracles));
    return;
  }
  const { expected, tolerance } = oracle;
  let history: History;
  beforeAll(async () => {
    history = await readBarsOf(oracle);
  });
  const given = (scenario: string): Given => ({ scenario: expected[scenario]!, history });
  const same = (names: readonly string[], ours: number[][], theirs: readonly (readonly number[])[]) =>
    expect(differences(names, ours, theirs, tolerance.relative)).toEqual([]);

  /** Executions, closed trades, value at each close and cash at the end. */
  function sameBooks(name: string, ours: Driven | Replay): void {
    const { executions, closedTrades, params, firstBarOfNext, valueAtEachNext, finalCash } = expected[name]!;
    const executed = executions.map(([bar, , price, size, commission]) => [bar, price, size, commission]);
    same(FILL, fillRows(ours), executed);
    same(TRADE, tradeRows(ours), closedTrades);
    const equity = ours.equity.map((value) => [value]);
    const before = equity.splice(0, firstBarOfNext);
    expect(new Set(before.flat())).toEqual(new Set([params.cash]));
    const values = valueAtEachNext.map((value) => [value]);
    same(["equity"], equity, values);
    same(["cash"], [[cashOf(ours, params.cash)]], [[finalCash]]);
  }

  it.each(wholeOf("backtrader"))(
    "%s: the same fills, trades, equity at each close and cash at the end",
    async (name) => {
      sameBooks(name, await RUNS[name](given(name)));
    },
  );

  it("reverse: a spot account, which has no shorts, trades the long half", async () => {
    const { executions, closedTrades } = expected.reverse!;
    const bought = new Set(executions.filter(([, side]) => side === "buy").map(([bar]) => bar));
    const longs = closedTrades.filter(([entryBar]) => bought.has(entryBar));
    same(TRADE, tradeRows(await fixedSize(given("reverse"))), longs);
  });

  it("limit-valid-5d: the same orders have expired in the same bars", async () => {
    const { ends, rowOf } = await limitValidFiveDays(given("limit-valid-5d"));
    const ended = ends.map(({ time, status }) => [rowOf(time), status]);
    expect(ended).toEqual(expected["limit-valid-5d"]!.notExecuted.map(([bar]) => [bar, "expired"]));
  });

  it("stop-limit: the same orders were cancelled, of which theirs hears one bar later", async () => {
    const { ends, rowOf } = await stopLimit(given("stop-limit"));
    const ended = ends.map(({ time, status }) => [rowOf(time) + 1, status]);
    expect(ended).toEqual(expected["stop-limit"]!.notExecuted.map(([bar]) => [bar, "cancelled"]));
  });

  it.each(["long-only-fixed10", "long-only-commission", "long-only-slippage", "target-percent", "bracket"] as const)(
    "%s: measures the same, where the definitions are the same",
    async (name) => {
      const { report } = (await RUNS[name](given(name))) as Replay;
      const { metrics } = report;
      const { analyzers, finalValue } = expected[name]!;
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
      same(names, [shared.map(([, value]) => value)], [shared.map(([, , value]) => value)]);
    },
  );

  const differently: Record<Different<"backtrader">, () => Promise<void>> = {
    "cheat-on-close": async () => {
      const { open } = history.columns;
      const onBars = await fixedSize(given("cheat-on-close"));
      const { executions } = expected["cheat-on-close"]!;
      const nextOpens = executions.map(([bar, , , size]) => [bar, open[bar]!, size]);
      same(FILL.slice(0, 3), fillRows(onBars), nextOpens);
      // where every bar opens at the close before, all is the same
      sameBooks("cheat-on-close", await fixedSize({ ...given("cheat-on-close"), history: withoutGaps(history) }));
    },
  };

  it.each(differentOf("backtrader"))("%s: %s; nothing else differs", (name) => differently[name]());
});
