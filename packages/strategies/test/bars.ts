import {
  type BarColumns,
  type Frame,
  frameOf,
  instantiate,
  type PositionSide,
  type Signal,
  type StrategyContext,
  type StrategyDefinition,
} from "@bellwether/core";

const HOUR_MS = 3_600_000;

/** Hourly bars with these closes; each opens at the close before and reaches `wick` beyond both. */
export function barsOf(closes: readonly number[], wick = 1): BarColumns {
  const close = Float64Array.from(closes);
  const open = close.map((price, i) => close[i - 1] ?? price);
  return {
    openTime: close.map((_, i) => i * HOUR_MS),
    open,
    high: close.map((price, i) => Math.max(price, open[i]!) + wick),
    low: close.map((price, i) => Math.min(price, open[i]!) - wick),
    close,
    volume: close.map(() => 1),
  };
}

/** `count` closes from `start`, `step` apart. */
export function ramp(count: number, start: number, step: number): number[] {
  return Array.from({ length: count }, (_, i) => start + i * step);
}

/** The context of a position in the symbol; null is flat. */
export function holding(side: PositionSide | null): StrategyContext {
  return {
    position:
      side === null
        ? { side, quantity: 0, averagePrice: Number.NaN, barsHeld: 0, unrealised: 0 }
        : { side, quantity: 1, averagePrice: 100, barsHeld: 5, unrealised: 0 },
  };
}

/** What a fresh instance says after the last of `closes`; not asked within its warm-up, as in a run. */
export function after(
  definition: StrategyDefinition,
  closes: readonly number[] | Frame,
  { params = {}, held = null }: { params?: object; held?: PositionSide | null } = {},
): Signal | null {
  const { strategy } = instantiate(definition, params);
  const df = "close" in closes ? closes : frameOf(barsOf(closes));
  if (df.length < strategy.warmup)
    throw new Error(`${df.length} bars, but ${definition.id} warms up for ${strategy.warmup}`);
  return strategy.generateSignal(df, holding(held));
}
