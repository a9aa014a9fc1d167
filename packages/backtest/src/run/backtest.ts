import { type Instrument, instantiate, instrument, type LaneOptions, Loop } from "@bellwether/core";
import { SimulatedBroker } from "../broker/simulated-broker.js";
import { PrefixCheck, type PrefixCheckLane } from "../check/prefix-check.js";
import { type History, HistoryFeed } from "../feed/history-feed.js";
import { computeMetrics } from "../metrics/compute-metrics.js";
import type { BacktestReport, ReportedStrategy } from "../report/report.js";
import { toTerminal } from "../report/to-terminal.js";
import { BadBacktestError } from "./errors.js";
import { fingerprintOfRun } from "./fingerprint.js";
import type { BacktestOptions, StrategyRun } from "./options.js";

/** One strategy on one symbol, ready to run. */
interface Assignment extends PrefixCheckLane {
  readonly lane: LaneOptions;
  readonly reported: ReportedStrategy;
}

/**
 * Replays history through the one loop that every run goes through. A pure function of its options: equal inputs give equal reports.
 * @throws {BadBacktestError} for options that do not fit together.
 * @throws {BadParamsError} for strategy parameters that break their schema.
 * @throws {StrategyFailedError} when a strategy throws or returns no signal.
 * @throws {LookAheadError} when a strategy says something else without the bars after its decision.
 */
export async function backtest(options: BacktestOptions): Promise<BacktestReport> {
  const {
    risk,
    slippage = { bps: 0 },
    intrabar = "pessimistic",
    shortSelling = false,
    prefixChecks = 8,
    startingBalance = 10_000,
    seed = 1,
  } = options;
  const histories: readonly History[] = Array.isArray(options.data) ? options.data : [options.data as History];
  assertHistories(histories);
  const instruments = histories.map(({ symbol }) => instrument(symbol, options.instruments?.[symbol]));
  const quote = options.quote ?? instruments[0]!.quote;
  const assignments = assign(options, histories);
  const settings =
    options.config ??
    describe(options, assignments, instruments, { slippage, intrabar, shortSelling, startingBalance, quote });
  const fingerprint = await fingerprintOfRun(histories, settings, options.code ?? {}, seed);

  const feed = new HistoryFeed(histories);
  const witness = new PrefixCheck(
    assignments,
    histories.map(({ columns }) => columns.openTime.length),
    prefixChecks,
    seed,
  );
  const loop = new Loop({
    feed,
    broker: new SimulatedBroker({ slippage, intrabar, shortSelling }),
    risk,
    lanes: assignments.map(({ lane }) => lane),
    instruments,
    quote,
    startingBalance,
    witness,
    ...(options.bus === undefined ? {} : { bus: options.bus }),
    ...(options.onProgress === undefined ? {} : { onBatch: progress(histories, options.onProgress) }),
  });
  try {
    await loop.run();
    await witness.verify(loop.stores);
    if (options.finalize !== false) loop.finalize();
  } finally {
    await loop.close();
  }

  const { portfolio, equity } = loop;
  const bars = histories.map(({ symbol, timeframe, columns }) => ({ symbol, timeframe, columns }));
  const metrics = computeMetrics({
    equity,
    startEquity: portfolio.startEquity,
    trades: portfolio.trades,
    exposureBars: portfolio.exposedCloses,
    feesPaid: portfolio.feesPaid,
    slippagePaid: portfolio.slippagePaid,
    bars: bars.map(({ columns }) => columns),
  });
  const report: BacktestReport = {
    fingerprint,
    config: settings,
    quote,
    strategies: assignments.map(({ reported }) => reported),
    metrics,
    trades: portfolio.trades,
    equity: { time: equity.time, equity: equity.equity },
    refusals: loop.refusals,
    ambiguousBars: loop.ambiguousExits,
    prefixChecks: witness.size,
    warnings: [...(options.warnings ?? []), ...warningsOf(loop, risk.warmup, assignments)],
    bars,
  };
  return Object.defineProperty(report, "toString", { value: () => toTerminal(report) });
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

function assign({ strategy, params }: BacktestOptions, histories: readonly History[]): Assignment[] {
  const runs: readonly StrategyRun[] = Array.isArray(strategy)
    ? strategy
    : "definition" in strategy
      ? [strategy]
      : [{ definition: strategy as StrategyRun["definition"], params }];
  const names = new Set<string>();
  return runs.flatMap(({ definition, params: own, name = definition.id, symbols }) => {
    if (names.has(name)) throw new BadBacktestError(`two strategies are named "${name}"; give each a name of its own`);
    names.add(name);
    return (symbols ?? histories.map(({ symbol }) => symbol)).map((symbol) => {
      const stream = histories.findIndex((history) => history.symbol === symbol);
      if (stream < 0)
        throw new BadBacktestError(
          `strategy "${name}" trades ${symbol}, but the run has ${histories.map((history) => history.symbol).join(", ")}`,
        );
      const made = instantiate(definition, own);
      const { timeframe } = histories[stream]!;
      return {
        name,
        stream,
        definition,
        params: own,
        warmup: made.strategy.warmup,
        lane: { name, stream, strategy: made.strategy },
        reported: { name, id: definition.id, symbol, timeframe, params: made.params },
      };
    });
  });
}

/** The settings of a run that was not started from a config file. */
function describe(
  { prefixChecks = 8, finalize = true, seed = 1, risk }: BacktestOptions,
  assignments: readonly Assignment[],
  instruments: readonly Instrument[],
  rest: object,
): unknown {
  return {
    strategies: assignments.map(({ reported }) => reported),
    risk: risk.describe(),
    instruments: instruments.map(({ prices: _prices, quantities: _quantities, ...spec }) => spec),
    ...rest,
    prefixChecks,
    finalize,
    seed,
  };
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

function warningsOf(loop: Loop, riskWarmup: number, assignments: readonly Assignment[]): string[] {
  const warnings: string[] = [];
  for (const [reason, count] of loop.rejections)
    warnings.push(`${count} ${count === 1 ? "order was" : "orders were"} rejected: ${reason}`);
  for (const { name, warmup, reported } of assignments) {
    const bars = loop.stores[loop.lanes.find((lane) => lane.strategy === name)!.stream]!.rows;
    if (Math.max(warmup, riskWarmup) > bars)
      warnings.push(
        `${name} on ${reported.symbol} never spoke: it needs ${Math.max(warmup, riskWarmup)} bars, the data has ${bars}`,
      );
  }
  if (loop.halt !== null)
    warnings.push(
      `risk halted trading: ${loop.halt.rule} ${percent(loop.halt.observed)} is above ${percent(loop.halt.limit)}`,
    );
  return warnings;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
