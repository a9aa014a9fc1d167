import type { Side } from "@bellwether/core";

/** What crossing the market costs besides fees. */
export interface Slippage {
  /** Fill price moves against the order by this many basis points (1 bps is 0.01 %). */
  readonly bps: number;
  /** Keeps the slipped price inside the bar's range. Off by default: a thin book can be worse than the bar shows. */
  readonly withinBar?: boolean;
}

/** The price after slippage, before rounding to the tick. */
export function slipped(slippage: Slippage, side: Side, price: number, high: number, low: number): number {
  const moved = side === "buy" ? price * (1 + slippage.bps / 10_000) : price * (1 - slippage.bps / 10_000);
  if (slippage.withinBar !== true) return moved;
  return side === "buy" ? Math.min(moved, Math.max(high, price)) : Math.max(moved, Math.min(low, price));
}
