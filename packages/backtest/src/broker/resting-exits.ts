import type { ExitLevel, Grid, OrderRequest } from "@bellwether/core";

/** The exits that rest for one lane: levels are NaN where there is none. */
export interface RestingExits {
  /** Of the entry that they belong to. */
  readonly id: string;
  /** 1 guards a long position, -1 a short one. */
  readonly direction: 1 | -1;
  readonly stop: number;
  readonly target: number;
}

/**
 * Where the exits of a filled entry rest; distances count from the fill.
 * Rounded to the tick so that a stop loses no more, and a target asks no less, than was wanted.
 */
export function restingExits({ id, side, bracket }: OrderRequest, prices: Grid, entryPrice: number): RestingExits {
  const direction = side === "buy" ? 1 : -1;
  const round = (price: number) => (direction === 1 ? prices.up(price) : prices.down(price));
  return {
    id,
    direction,
    stop: round(priceOf(bracket?.stopLoss, entryPrice, -direction)),
    target: round(priceOf(bracket?.takeProfit, entryPrice, direction)),
  };
}

function priceOf(level: ExitLevel | undefined, entryPrice: number, sign: number): number {
  if (level === undefined) return Number.NaN;
  return "price" in level ? level.price : entryPrice + sign * level.distance;
}
