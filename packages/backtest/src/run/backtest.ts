import { PrefixCheck } from "../check/prefix-check.js";
import type { History } from "../feed/history-feed.js";
import { computeMetrics } from "../metrics/compute-metrics.js";
import type { BacktestReport } from "../report/report.js";
import { toTerminal } from "../report/to-terminal.js";
import { computeStatistics } from "../statistics/statistics.js";
import { type Assignment, assign } from "./assign.js";
import { bandOf, bandWarnings } from "./band.js";
import { describeRun } from "./describe-run.js";
import { detailOf } from "./detail.js";
import { BadBacktestError } from "./errors.js";
import { fingerprintOfRun, originOfRun } from "./fingerprint.js";
import type { BacktestOptions } from "./options.js";
import { playedBars } from "./played-bars.js";
import { makeLoop, rulesOf, type Stage } from "./run-loop.js";
import { warningsOf } from "./warnings.js";

/**
 * Replays history through the one loop that every run goes through. A pure function of its options: equal inputs give equal reports.
 * @throws {BadBacktestError} for options that do not fit together, and detail that is not of the bars.
 * @throws {BadParamsError} for strategy parameters that break their schema.
 * @throws {StrategyFailedError} when a strategy throws or returns no signal.
 * @throws {LookAheadError} when a strategy says something else without the bars after its decision.
 */
export async function backtest(options: BacktestOptions): Promise<BacktestReport> {
  const { risk, intrabar = "pessimistic", prefixChecks = 8, seed = 1 } = options;
  const histories: readonly History[] = Array.isArray(options.data) ? options.data : [options.data as History];
  assertHistories(histories);
  assertKnown(options, histories);
  const played = playedBars(histories, options.from);
  const rules = rulesOf(options, histories);
  const stage: Stage = { options, histories, rules, quote: options.quote ?? rules[0]!.versions[0]!.quote };
  const assignments = assign(options, histories);
  const rows = histories.map(({ columns }) => columns.openTime.length);
  const firstRows = played.map(({ columns }, s) => rows[s]! - columns.openTime.length);
  const witness = new PrefixCheck(assignments, rows, prefixChecks, seed, firstRows);
  const { loop, broker } = makeLoop(stage, assignments, intrabar, {
    witness,
    ...(options.bus === undefined ? {} : { bus: options.bus }),
    ...(options.onProgress === undefined ? {} : { onBatch: progress(played, options.onProgress) }),
  });
  const settings = options.config ?? describeRun(stage, assignments);
  const origin = await originOfRun({
    histories,
    detail: options.detail ?? {},
    funding: options.funding ?? {},
    config: settings,
    code: { ...options.code, ...artifactsOf(assignments) },
    seed,
  });
  try {
    await loop.run();
    await witness.verify(loop.stores);
    if (options.finalize !== false) loop.finalize();
  } finally {
    await loop.close();
  }
  const { portfolio, equity, desk } = loop;
  const detail = detailOf(intrabar, broker);
  const band =
    options.band === false ? null : await bandOf(stage, loop, intrabar, desk.ambiguousFills + broker.drilled > 0);
  const warnings = [
    ...(options.warnings ?? []),
    ...warningsOf(loop, broker, risk.warmup, assignments),
    ...bandWarnings(band),
  ];
  const { trades, startEquity, costs } = portfolio;
  const bars = played.map(({ symbol, timeframe, columns }) => ({ symbol, timeframe, columns }));
  const report: BacktestReport = {
    fingerprint: await fingerprintOfRun(origin),
    config: settings,
    quote: stage.quote,
    strategies: assignments.map(({ reported }) => reported),
    metrics: computeMetrics({
      equity,
      startEquity,
      trades,
      exposureBars: portfolio.exposedCloses,
      feesPaid: costs.fees,
      slippagePaid: costs.slippage,
      bars: bars.map(({ columns }) => columns),
    }),
    trades,
    equity: { time: equity.time, equity: equity.equity },
    refusals: desk.refusals,
    ambiguousBars: desk.ambiguousFills,
    band,
    detail,
    costs: { ...costs },
    statistics: options.statistics === false ? null : computeStatistics({ equity, startEquity, trades, bars, seed }),
    halts: desk.halts,
    origin,
    prefixChecks: witness.size,
    warnings,
    bars,
  };
  return Object.defineProperty(report, "toString", { value: () => toTerminal(report) });
}

/** What the strategies stand on besides their code, by name. */
function artifactsOf(assignments: readonly Assignment[]): Record<string, string> {
  return Object.assign({}, ...assignments.map(({ lane }) => lane.strategy.artifacts ?? {}));
}

function assertHistories(histories: readonly History[]): void {
  if (histories.length === 0) throw new BadBacktestError("no data: give the bars of at least one symbol");
  const seen = new Set<string>();
  for (const { symbol, columns } of histories) {
    if (seen.has(symbol)) throw new BadBacktestError(`${symbol} is given twice`);
    seen.add(symbol);
    if (columns.openTime.length === 0) throw new BadBacktestError(`${symbol} has no bars`);
  }
}

/** Detail, funding and fee prices belong to symbols of the run. */
function assertKnown({ detail = {}, funding = {}, feeAsset }: BacktestOptions, histories: readonly History[]): void {
  const symbols = histories.map(({ symbol }) => symbol);
  const named = { detail: Object.keys(detail), funding: Object.keys(funding), feeAsset: feeAsset?.symbol ?? [] };
  for (const [what, names] of Object.entries(named))
    for (const name of [names].flat())
      if (!symbols.includes(name))
        throw new BadBacktestError(`${what} names ${name}, but the run has ${symbols.join(", ")}`);
}

function progress(histories: readonly History[], report: (done: number) => void): () => boolean {
  const batches = Math.max(...histories.map(({ columns }) => columns.openTime.length));
  const every = Math.max(1, Math.floor(batches / 100));
  let seen = 0;
  return () => {
    if (++seen % every === 0) report(Math.min(1, seen / batches));
    return false;
  };
}
