/** Whether a number can be a price, quantity or distance; NaN and Infinity cannot. */
export function isPositive(value: unknown): value is number {
  return typeof value === "number" && value > 0 && value < Number.POSITIVE_INFINITY;
}

/** Whether a number lies in [0, 1]. */
export function isShare(value: number): boolean {
  return value >= 0 && value <= 1;
}
