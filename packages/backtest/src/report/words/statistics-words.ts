import type { TooFew, Undefined } from "../../statistics/sample-size.js";
import type { Statistics } from "../../statistics/statistics.js";
import { decimal, percent, signedPercent } from "../format.js";

/** One statistic as reports print it. */
export interface StatisticInPrint {
  readonly label: string;
  readonly value: string;
  /** False where a sample was too small, or defines no such figure. */
  readonly known: boolean;
  /** How it is computed, in one sentence. */
  readonly about: string;
}

/** Statistics in reading order; what was withheld says what it needs. */
export function statisticsInPrint(statistics: Statistics): StatisticInPrint[] {
  const { sampling, sharpe, totalReturn, probabilisticSharpe, monteCarlo, randomEntries } = statistics;
  const period = sampling.returnPeriod === "day" ? "daily returns" : "returns bar by bar";
  const range = "confidence" in sharpe ? percent(sharpe.confidence, 0) : "95%";
  const redrawn = `${"resamples" in sharpe ? decimal(sharpe.resamples, 0) : "many"} samples redrawn in blocks from ${period}`;
  return [
    line(
      `Sharpe, ${range} range`,
      sharpe,
      ({ estimate, low, high }) => `${decimal(estimate)} (${decimal(low)} to ${decimal(high)})`,
      `Where the Sharpe ratio of ${range} of ${redrawn} lay; a range around 0 says that luck may do as well.`,
    ),
    line(
      `Total return, ${range} range`,
      totalReturn,
      ({ estimate, low, high }) => `${signedPercent(estimate)} (${signedPercent(low)} to ${signedPercent(high)})`,
      "Where the total return of the same samples lay.",
    ),
    line(
      "Sharpe above 0 (PSR)",
      probabilisticSharpe,
      ({ value }) => percent(value),
      "Probability that the true Sharpe ratio is above 0, given the number of returns, their skew and their tails.",
    ),
    line(
      "Record needed for 95%",
      probabilisticSharpe,
      ({ minTrackRecordPeriods: need }) =>
        need === null
          ? "no length would do"
          : `${decimal(Math.ceil(need), 0)} ${period}, has ${decimal(sampling.returns, 0)}`,
      "How many returns like these bring that probability to 95%.",
    ),
    line(
      "Drawdown, trades shuffled",
      monteCarlo,
      ({ shuffled: { maxDrawdown: q } }) =>
        `median ${percent(q.q50, 1)}, 95% ${percent(q.q95, 1)}, 99% ${percent(q.q99, 1)}`,
      `Deepest fall from trade to trade in ${runs(statistics)} other orders of the same trades: half, 95% and 99% of the orders stayed within it.`,
    ),
    line(
      `Chance to fall ${level(statistics, "drawdownLevel")}`,
      monteCarlo,
      ({ shuffled }) => percent(shuffled.drawdownProbability),
      "Share of those orders with a deeper drawdown than that.",
    ),
    line(
      `Chance to lose ${level(statistics, "ruinLevel")}`,
      monteCarlo,
      ({ redrawn: { ruinProbability } }) => percent(ruinProbability),
      "Share of runs of as many trades, drawn from these with replacement, that lost so much of the starting equity.",
    ),
    line(
      "Random entries (p-value)",
      randomEntries,
      ({ pValue }) => (pValue < 0.001 ? "below 0.001" : decimal(pValue, 3)),
      "How likely as many trades, as long and on the same side but entered at random bars, do at least as well; small speaks for the entries.",
    ),
  ];
}

/** `needs 30 trades, has 12`. */
function withheldBecause(withheld: TooFew | Undefined): string {
  if (withheld.status === "undefined") return `undefined: ${withheld.because}`;
  const { need, have, what } = withheld;
  return `needs ${decimal(need, 0)} ${what}, has ${decimal(have, 0)}`;
}

function line<Result>(
  label: string,
  result: ({ readonly status: "ok" } & Result) | TooFew | Undefined,
  print: (result: Result) => string,
  about: string,
): StatisticInPrint {
  return result.status === "ok"
    ? { label, value: print(result), known: true, about }
    : { label, value: withheldBecause(result), known: false, about };
}

function runs({ monteCarlo }: Statistics): string {
  return monteCarlo.status === "ok" ? decimal(monteCarlo.runs, 0) : "many";
}

function level({ monteCarlo }: Statistics, which: "drawdownLevel" | "ruinLevel"): string {
  if (monteCarlo.status !== "ok") return which === "drawdownLevel" ? "deep" : "much";
  return percent(which === "drawdownLevel" ? monteCarlo.shuffled.drawdownLevel : monteCarlo.redrawn.ruinLevel, 0);
}
