import { RETURN_NOISE } from "../measures/vectors.js";
import { volatility } from "../measures/volatility.js";
import { BadAllocationError } from "./errors.js";

/**
 * Whether weights can be read from the returns: at least two rows, all of them finite, and every asset moves.
 * @throws {BadAllocationError} if the series differ in length.
 */
export function speaks(returns: readonly Float64Array[]): boolean {
  const rows = returns[0]?.length ?? 0;
  const odd = returns.findIndex((series) => series.length !== rows);
  if (odd !== -1)
    throw new BadAllocationError(
      `asset ${odd} has ${returns[odd]!.length} returns and asset 0 has ${rows}; cut them to the same bars`,
    );
  return rows >= 2 && returns.every((series) => (volatility(series, rows) ?? 0) > RETURN_NOISE);
}
