import type { LaneInfo } from "../bus.js";
import { clip, TradingError } from "../errors.js";

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
        : `generateSignal returned no signal: ${clip(describe(value))}; want { signal: "LONG" | "SHORT" | "FLAT", metadata } with a confidence from 0 to 1 (or none), positive finite prices and distances, and entry and exits as docs/writing-a-strategy.md shows`;
  return new StrategyFailedError(lane.strategy, lane.symbol, openTime, problem);
}

function describe(value: unknown): string {
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    return String(value);
  }
}
