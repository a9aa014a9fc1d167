import { TradingError } from "@bellwether/core";
import type { Timers } from "../time/timers.js";

/** Longest that a strategy may prepare for a bar, ms: nothing else moves meanwhile, stops included. */
const LONGEST_PREPARATION = 30_000;

/** A strategy has not finished preparing for a bar. */
class PreparationTimeoutError extends TradingError {
  override readonly code = "PREPARATION_TIMEOUT";
}

/** Waits for a preparation as long as one may take. @throws {PreparationTimeoutError}, and what it rejects with. */
export function inTime(timers: Timers, work: Promise<void>): Promise<void> {
  return new Promise((resolve, reject) => {
    const callOff = timers.after(LONGEST_PREPARATION, () =>
      reject(
        new PreparationTimeoutError(
          `it has not prepared within ${LONGEST_PREPARATION / 1_000} s; prepare less, or ahead of the bar`,
        ),
      ),
    );
    work.then(resolve, reject).finally(callOff);
  });
}
