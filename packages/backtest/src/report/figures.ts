import type { Metrics } from "../metrics/metrics.js";
import { decimal, duration, percent, signedPercent } from "./format.js";

/** How a figure reads: `gain` is a fraction whose sign says good or bad. */
type Kind = "gain" | "share" | "money" | "ratio" | "count" | "duration" | "bars";

/** A figure as reports print it. */
export interface FigureInPrint {
  readonly name: Exclude<keyof Metrics, "undefinedBecause" | "returnPeriod">;
  readonly label: string;
  readonly kind: Kind;
  /** How it is computed, in one sentence. */
  readonly about: string;
}

const figure = (name: FigureInPrint["name"], label: string, kind: Kind, about: string): FigureInPrint => ({
  name,
  label,
  kind,
  about,
});

/** The figures of a report in reading order. */
export const FIGURE_GROUPS: readonly { readonly title: string; readonly figures: readonly FigureInPrint[] }[] = [
  {
    title: "Return",
    figures: [
      figure("totalReturn", "Total return", "gain", "Equity at the last close over the money at the start, less 1."),
      figure(
        "buyAndHoldReturn",
        "Buy and hold",
        "gain",
        "First open to last close without fees; several symbols share the money equally.",
      ),
      figure(
        "cagr",
        "Yearly growth (CAGR)",
        "gain",
        "The constant yearly rate that gives the total return, with years of 365.25 days. Needs 30 days.",
      ),
      figure("endEquity", "Equity at the end", "money", "Cash and positions at the last close."),
      figure("exposure", "Time in the market", "share", "Share of bars that closed with, or traded, a position."),
    ],
  },
  {
    title: "Risk",
    figures: [
      figure(
        "maxDrawdown",
        "Deepest drawdown",
        "share",
        "Largest fall of equity below its running peak, as a share of that peak, seen at closes.",
      ),
      figure(
        "maxDrawdownDurationMs",
        "Longest drawdown",
        "duration",
        "Longest time below a peak, recovered or not; not always the deepest one.",
      ),
      figure(
        "volatility",
        "Volatility",
        "share",
        "Sample deviation of period returns, times the root of the periods in a year.",
      ),
      figure(
        "sharpe",
        "Sharpe",
        "ratio",
        "Mean over sample deviation of period returns, annualised; risk-free rate 0.",
      ),
      figure(
        "sortino",
        "Sortino",
        "ratio",
        "Mean over the downside deviation (target 0, over all returns), annualised.",
      ),
      figure("calmar", "Calmar", "ratio", "Yearly growth over the deepest drawdown."),
    ],
  },
  {
    title: "Trades",
    figures: [
      figure("trades", "Trades", "count", "Round trips: from flat, or from a reversal, to flat."),
      figure("winRate", "Win rate", "share", "Share of trades that gained after fees; a result of zero is no win."),
      figure(
        "profitFactor",
        "Profit factor",
        "ratio",
        "Money gained in winning trades over money lost in losing ones.",
      ),
      figure("expectancy", "Mean result", "money", "Mean result of a trade after fees."),
      figure("averageTrade", "Average trade", "gain", "Mean result after fees as a share of the entry's value."),
      figure("bestTrade", "Best trade", "gain", "Best result as a share of the entry's value."),
      figure("worstTrade", "Worst trade", "gain", "Worst result as a share of the entry's value."),
      figure("averageBarsHeld", "Bars held, mean", "bars", "Closes from entry to exit."),
      figure(
        "sqn",
        "System quality (SQN)",
        "ratio",
        "Root of the number of trades, times mean over sample deviation of their results; not capped.",
      ),
    ],
  },
  {
    title: "Costs",
    figures: [
      figure("feesPaid", "Fees paid", "money", "All fees of all fills."),
      figure(
        "slippagePaid",
        "Slippage paid",
        "money",
        "What fills cost against their reference prices; negative where they were better.",
      ),
    ],
  },
];

/** A value as it reads, without its currency. */
export function printFigure(value: number, kind: Kind): string {
  if (kind === "gain") return signedPercent(value);
  if (kind === "share") return percent(value);
  if (kind === "count") return decimal(value, 0);
  if (kind === "bars") return decimal(value, 1);
  if (kind === "duration") return duration(value);
  return decimal(value);
}

/** Whether a figure reads as good or bad: only gains do, and not one that prints as zero. */
export function toneOf(value: number | null, kind: Kind): "gain" | "loss" | null {
  if (value === null || kind !== "gain" || !/[1-9]/.test(printFigure(value, kind))) return null;
  return value > 0 ? "gain" : "loss";
}

/** The sentence that names how ratios were annualised. */
export function annualisation({ returnPeriod, periodsPerYear }: Metrics): string {
  const per = returnPeriod === "day" ? "daily returns (UTC calendar days)" : "returns bar by bar";
  return periodsPerYear === null
    ? `Ratios from ${per}`
    : `Ratios from ${per}, ${decimal(periodsPerYear, Number.isInteger(periodsPerYear) ? 0 : 1)} a year`;
}
