import * as z from "zod";
import { known, type Measures, type RiskFacts } from "../decision/facts.js";
import type { ClosedTrades } from "../memory/trade-history.js";
import type { Sizer } from "./sizer.js";
import { tradeWindow } from "./trade-window.js";

export const KellyOptions = z.strictObject({
  type: z.literal("kelly"),
  fraction: z.number().gt(0).lte(1).default(0.25).describe("Share of the full Kelly bet."),
  source: z
    .enum(["signal", "trades"])
    .default("signal")
    .describe("Odds: winProbability of the signal with its target and stop, or the strategy's own closed trades."),
  ...tradeWindow,
});

/**
 * Share of capital to put at stake in a bet that is won with probability `win`: `win - (1 - win) / payoff`; negative
 * where the odds are bad.
 * @param payoff - gain of a won bet over the loss of a lost one.
 * @see Kelly, "A new interpretation of information rate" (1956); Thorp, "The Kelly criterion" (2006)
 */
export function kellyFraction(win: number, payoff: number): number {
  return win - (1 - win) / payoff;
}

/** Puts a fraction of the Kelly bet at stake; a bet without an edge is refused. */
export function kelly({ fraction, source, window, minTrades, fallback }: z.output<typeof KellyOptions>): Sizer {
  const fromTrades = source === "trades";

  /** Quantity that loses the stake, given what one unit loses. */
  const staking = (facts: RiskFacts, stake: number, lossPerUnit: number): number =>
    stake > 0 && lossPerUnit > 0 ? (fraction * stake * facts.capital) / lossPerUnit : stake <= 0 ? 0 : Number.NaN;
  const without = ({ capital, unit }: RiskFacts) => (fallback === undefined ? Number.NaN : (fallback * capital) / unit);

  return {
    name: "kelly",
    trades: fromTrades ? window : 0,
    needsStop: !fromTrades,
    ...(fromTrades ? { measure: (_: unknown, history: ClosedTrades) => odds(history.returns(window)) } : {}),
    quantity(facts, { trades = 0, win = Number.NaN, payoff = Number.NaN, loss = Number.NaN }: Measures) {
      if (fromTrades) {
        if (!(trades >= minTrades && loss > 0)) return without(facts);
        return staking(facts, kellyFraction(win, payoff), loss * facts.unit);
      }
      const { winProbability, stopDistance, targetDistance, contractSize } = facts;
      if (winProbability === null) return without(facts);
      const stop = known(stopDistance);
      return staking(facts, kellyFraction(winProbability, known(targetDistance) / stop), stop * contractSize);
    },
  };
}

/** How often trades win, what they win over what they lose, and what they lose on average, as a fraction of notional. */
function odds(returns: Float64Array): Measures {
  let wins = 0;
  let won = 0;
  let lost = 0;
  for (const result of returns) {
    if (result > 0) {
      wins++;
      won += result;
    } else lost -= result;
  }
  const loss = lost / (returns.length - wins);
  return { trades: returns.length, win: wins / returns.length, payoff: wins === 0 ? 0 : won / wins / loss, loss };
}
