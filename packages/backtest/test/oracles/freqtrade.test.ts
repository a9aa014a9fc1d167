import { describe, expect, it } from "vitest";
import { type Case, readCases } from "./freqtrade.js";
import { type Manner, type Outcome, play } from "./freqtrade-play.js";
import { noOracles } from "./oracle-files.js";
import { type Different, differentOf, type Whole, wholeOf } from "./scenarios.js";

const MANNERS: Partial<Record<Whole<"freqtrade">, Manner>> = {
  tc31: { best: 5251 },
  tc33: { best: 5050 },
  tc46: { endsAtOpen: true },
};

interface Difference {
  readonly manner?: Manner;
  /** What ours gives, and the sum of results ÷ margin. */
  readonly ours: readonly [exitReason: string, openTick: number, closeTick: number];
  readonly ratio: number;
  /** What gives theirs here, if anything does. */
  readonly theirs?: Manner;
}

const OPTIMISTIC: Manner = { intrabar: "optimistic" };

const DIFFERENTLY: Readonly<Record<Different<"freqtrade">, Difference>> = {
  tc9: { manner: { best: 5200 }, ours: ["trailing_stop_loss", 1, 4], ratio: -0.064, theirs: OPTIMISTIC },
  tc12: { manner: { best: 5251 }, ours: ["trailing_stop_loss", 1, 3], ratio: -0.03, theirs: OPTIMISTIC },
  tc16: { ours: ["roi", 1, 3], ratio: -0.005 },
  tc24: { manner: { best: 5251 }, ours: ["trailing_stop_loss", 1, 3], ratio: -0.03 },
  tc36: { manner: { beyond: true }, ours: ["trailing_stop_loss", 1, 1], ratio: 0.09 },
  tc37: { manner: { beyond: true }, ours: ["trailing_stop_loss", 1, 1], ratio: 0.09 },
  tc40: { manner: { beyond: true }, ours: ["stop_loss", 1, 2], ratio: -0.02 },
  tc45: { manner: { endsAtOpen: true }, ours: ["roi", 1, 1], ratio: 0.1, theirs: { beyond: true } },
  tc48: { ours: ["exit_signal", 2, 4], ratio: -0.0306 },
  tc49: { ours: ["exit_signal", 2, 4], ratio: 0.05 },
  tc52: { ours: ["stop_loss", 2, 2], ratio: -0.03 },
};

const RULES = ["pessimistic", "optimistic", "adaptive"] as const;

const outcomesOf = ({ expected }: Case): Outcome[] =>
  expected.trades.map(({ exitReason, openTick, closeTick, isShort }) => ({ exitReason, openTick, closeTick, isShort }));

describe("freqtrade's hand-made cases", () => {
  const oracle = readCases();
  if (oracle === undefined) {
    it("are compared where their file is", (context) => context.skip(noOracles));
    return;
  }
  const cases = new Map(oracle.expected.map((given) => [given.id, given]));
  const tolerance = oracle.tolerance.totalProfitRatioSum;
  const differencesTo = (given: Case, manner?: Manner): string[] => {
    const { trades, ratio } = play(given, manner);
    const { totalProfitRatioSum } = given.expected;
    const result = Math.abs(ratio - totalProfitRatioSum) <= tolerance ? [] : [`${ratio}, not ${totalProfitRatioSum}`];
    const [ours, theirs] = [JSON.stringify(trades), JSON.stringify(outcomesOf(given))];
    return ours === theirs ? result : [...result, `${ours}, not ${theirs}`];
  };

  it.each(wholeOf("freqtrade"))("%s: the same trades, reasons, bars and result", (id) => {
    expect(differencesTo(cases.get(id)!, MANNERS[id])).toEqual([]);
  });

  it.each(differentOf("freqtrade"))("%s: %s", (id) => {
    const given = cases.get(id)!;
    const { manner, ours, ratio, theirs } = DIFFERENTLY[id];
    const outcome = play(given, manner);
    expect(outcome.trades.map(({ exitReason, openTick, closeTick }) => [exitReason, openTick, closeTick])).toEqual([
      ours,
    ]);
    expect(outcome.ratio).toBeCloseTo(ratio, 4);
    if (theirs !== undefined) expect(differencesTo(given, { ...manner, ...theirs })).toEqual([]);
    else
      for (const intrabar of RULES)
        expect(differencesTo(given, { ...manner, intrabar }), `${intrabar} gives theirs`).not.toEqual([]);
  });
});
