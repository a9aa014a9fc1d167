import type { ReportJson } from "../report/report-schema.js";
import { BadComparisonError } from "./bad-comparison-error.js";
import { cautionsOf } from "./cautions.js";
import type { Comparison, RunDifference, RunInShort, Verdict } from "./comparison.js";
import { figureRows } from "./figure-rows.js";
import { diffInputs, type InputDifference, noInputDiffers } from "./input-diff.js";
import type { NamedReport } from "./named-report.js";
import { differingResults } from "./result-diff.js";
import { diffTrades } from "./trade-diff.js";

/** Most reports in one comparison: each has a letter. */
export const MAX_COMPARED = 26;

/**
 * Lays runs side by side: what came of them, what they were made of, and whether one explains the other.
 * @param runs - two or more, each with a name of its own; the first is what the others are held against.
 * @throws {BadComparisonError} for fewer than two, more than {@link MAX_COMPARED}, or a name given twice.
 */
export function compareReports(runs: readonly NamedReport[]): Comparison {
  const [first] = runs;
  if (first === undefined || !(runs.length >= 2 && runs.length <= MAX_COMPARED))
    throw new BadComparisonError(`compare 2 to ${MAX_COMPARED} reports; ${runs.length} given`);
  const twice = runs.find(({ name }, i) => runs.findIndex((other) => other.name === name) < i);
  if (twice !== undefined)
    throw new BadComparisonError(`two reports are named "${twice.name}"; give each its own name`);
  const against = runs.slice(1).map((run) => differenceOf(first.report, run));
  const cautions = cautionsOf(runs);
  return {
    runs: runs.map(inShort),
    resultsDiffer: against.some(({ results }) => results.length > 0),
    cautions,
    unstable: unstablePairs(runs),
    figures: figureRows(runs, cautions),
    against,
  };
}

function differenceOf(first: ReportJson, { name, report }: NamedReport): RunDifference {
  const inputs = diffInputs(first, report);
  const results = differingResults(first, report);
  return {
    name,
    verdict: verdictOf(inputs, results.length > 0),
    inputs,
    results,
    trades: diffTrades(first.trades, report.trades),
  };
}

function verdictOf(inputs: InputDifference, resultsDiffer: boolean): Verdict {
  if (inputs.contradicts) return "unexplained";
  if (noInputDiffers(inputs)) return resultsDiffer ? "unstable" : "identical";
  return resultsDiffer ? "different" : "same-results";
}

/** Also among the runs after the first: each is held against the earliest that was made of the same things. */
function unstablePairs(runs: readonly NamedReport[]): [string, string][] {
  return runs.flatMap((run, i): [string, string][] => {
    const twin = runs.slice(0, i).find(({ report }) => report.fingerprint === run.report.fingerprint);
    if (twin === undefined) return [];
    const inputs = diffInputs(twin.report, run.report);
    const unstable = verdictOf(inputs, differingResults(twin.report, run.report).length > 0) === "unstable";
    return unstable ? [[twin.name, run.name]] : [];
  });
}

function inShort({ name, report }: NamedReport): RunInShort {
  const { fingerprint, quote, metrics, strategies } = report;
  return {
    name,
    fingerprint,
    quote,
    strategies: strategies.map((strategy) => ({
      name: strategy.name,
      symbol: strategy.symbol,
      timeframe: strategy.timeframe,
    })),
    startTime: metrics.startTime,
    endTime: metrics.endTime,
    bars: metrics.bars,
    trades: metrics.trades,
  };
}
