import { instantiate, type Strategy, type StrategyDefinition } from "@bellwether/core";
import type { LaneSpec } from "../journal/entry.js";
import { RunMismatchError } from "../runtime/errors.js";
import type { LiveLane } from "../runtime/options.js";
import type { TradedStrategy, TradeOptions } from "./trade-options.js";

/**
 * The strategies of a run on their symbols, made.
 * @throws {RunMismatchError} for a symbol that the run lacks; {BadParamsError}
 */
export function lanesOf({ symbols }: TradeOptions, strategy: TradeOptions["strategy"]): LiveLane[] {
  const traded: readonly TradedStrategy[] = Array.isArray(strategy)
    ? strategy
    : "definition" in strategy
      ? [strategy as TradedStrategy]
      : [{ definition: strategy as StrategyDefinition }];
  return traded.flatMap(({ definition, params, shownParams, name = definition.id, symbols: own = symbols }) =>
    own.map((symbol) => {
      const stream = symbols.indexOf(symbol);
      if (stream < 0)
        throw new RunMismatchError(`strategy "${name}" trades ${symbol}, but the run has ${symbols.join(", ")}`);
      const made = instantiate(definition, params);
      const { artifacts = {} } = made.strategy;
      return {
        name,
        type: definition.id,
        params: shownParams ?? made.params,
        stream,
        artifacts,
        strategy: made.strategy,
      };
    }),
  );
}

/** A strategy as an earlier part of the journal names it, where that can still be made. */
export function madeBefore({ definitionOf }: TradeOptions, { type, params }: LaneSpec): Strategy | null {
  const definition = definitionOf?.(type);
  if (definition === undefined) return null;
  try {
    return instantiate(definition, params).strategy;
  } catch {
    return null; // masked parameters, a model that is gone: its signals are in the journal
  }
}
