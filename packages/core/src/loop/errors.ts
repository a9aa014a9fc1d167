import type { LaneInfo } from "../bus.js";
import { clip, TradingError } from "../errors.js";
import { flawOf } from "./signal-flaw.js";

/** A strategy threw, or returned what is no signal. The original error is the `cause`. */
export class StrategyFailedError extends TradingError {
  override readonly code = "STRATEGY_FAILED";
  constructor(
    readonly strategy: string,
    readonly symbol: string,
    readonly openTime: number,
    problem: string,
    options?: ErrorOptions,
  ) {
    super(
      `strategy "${strategy}" on ${symbol} failed at the bar of ${new Date(openTime).toISOString()}: ${problem}`,
      options,
    );
  }
}

export function strategyThrew(lane: LaneInfo, openTime: number, cause: unknown): StrategyFailedError {
  return new StrategyFailedError(
    lane.strategy,
    lane.symbol,
    openTime,
    cause instanceof Error ? `${cause.name}: ${cause.message}` : clip(cause),
    { cause },
  );
}

export function badSignal(lane: LaneInfo, openTime: number, value: unknown): StrategyFailedError {
  const problem =
    value instanceof Promise
      ? "generateSignal returned a promise; it is synchronous, asynchronous work belongs in prepare"
      : value === undefined
        ? "generateSignal returned undefined; return a signal, or null for no opinion"
        : `generateSignal returned no signal: ${flawOf(value) ?? "it reads otherwise each time"}`;
  return new StrategyFailedError(lane.strategy, lane.symbol, openTime, problem);
}
