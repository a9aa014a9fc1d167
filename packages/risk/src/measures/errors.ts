import { TradingError } from "@bellwether/core";

/** A measure was asked for with a window, share or decay that it cannot have, or over series of unequal length. */
export class BadMeasureError extends TradingError {
  override readonly code = "BAD_MEASURE";
}

/** @throws {BadMeasureError} unless `window` is a whole number of at least two. */
export function assertWindow(measure: string, window: number): void {
  if (Number.isInteger(window) && window >= 2) return;
  throw new BadMeasureError(`${measure}: window must be a whole number of at least 2, not ${window}`);
}

/** @throws {BadMeasureError} unless `share` lies between 0 and 1, both excluded. */
export function assertShare(measure: string, name: string, share: number): void {
  if (share > 0 && share < 1) return;
  throw new BadMeasureError(`${measure}: ${name} must lie between 0 and 1, not ${share}`);
}

/**
 * The length that all series have; 0 for no series.
 * @throws {BadMeasureError} if they differ, naming the first that does.
 */
export function commonLength(measure: string, series: readonly Float64Array[]): number {
  const length = series[0]?.length ?? 0;
  const odd = series.findIndex((one) => one.length !== length);
  if (odd === -1) return length;
  throw new BadMeasureError(
    `${measure}: series ${odd} has ${series[odd]!.length} rows and series 0 has ${length}; cut them to the same bars`,
  );
}
