import { instantiate, type LaneOptions } from "@bellwether/core";
import type { PrefixCheckLane } from "../check/prefix-check.js";
import type { History } from "../feed/history-feed.js";
import type { ReportedStrategy } from "../report/report.js";
import { BadBacktestError } from "./errors.js";
import type { BacktestOptions, StrategyRun } from "./options.js";

/** One strategy on one symbol, ready to run. */
export interface Assignment extends PrefixCheckLane {
  readonly lane: LaneOptions;
  readonly reported: ReportedStrategy;
}

/**
 * Fresh instances of every strategy on each of its symbols, in the order of the options: strategies first, then symbols.
 * @throws {BadBacktestError} for a name given twice or a symbol that the run lacks; {BadParamsError}
 */
export function assign({ strategy, params }: BacktestOptions, histories: readonly History[]): Assignment[] {
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
