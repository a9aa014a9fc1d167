import type { History } from "../feed/history-feed.js";
import { sliceBars } from "../feed/slice-bars.js";
import { BadBacktestError } from "./errors.js";

/**
 * The bars that a run plays: those that open at `from` or later. What stands before them only warms strategies up.
 * @throws {BadBacktestError} for a moment that is no number, and a symbol that has no bars from then on.
 */
export function playedBars(histories: readonly History[], from: number | undefined): readonly History[] {
  if (from === undefined) return histories;
  if (!Number.isFinite(from)) throw new BadBacktestError(`from is ${from}; give epoch milliseconds, or leave it out`);
  return histories.map((history) => {
    const columns = sliceBars(history.columns, from);
    if (columns.openTime.length > 0)
      return history.columns.openTime[0] === columns.openTime[0] ? history : { ...history, columns };
    throw new BadBacktestError(
      `${history.symbol} has no bar that opens at ${instantText(from)} or later; begin earlier, or give newer bars`,
    );
  });
}

/** ISO 8601 where a date can hold it. */
const instantText = (time: number) => (Math.abs(time) <= 8.64e15 ? new Date(time).toISOString() : String(time));
