import * as z from "zod";
import { Duration, durationMs } from "../settings/duration.js";
import { LockBook } from "./lock-book.js";
import type { Protection } from "./protection.js";
import { RecentTrades } from "./recent-trades.js";
import { Scope, scopeKey } from "./scope.js";

export const LowProfitLockOptions = z.strictObject({
  type: z.literal("low-profit-lock"),
  trades: z.int().min(1).default(2).describe("Fewer trades in the span say nothing."),
  minReturn: z
    .number()
    .gt(-1)
    .default(0)
    .describe("What they must have brought: the sum of their returns, a fraction."),
  lookback: Duration.describe("Span in which they are counted."),
  duration: Duration.describe("How long entries are locked out, from the last of them on."),
  scope: Scope.default("symbol"),
});

/** Locks what has brought too little lately. */
export function lowProfitLock(options: z.output<typeof LowProfitLockOptions>): Protection {
  const { trades, minReturn, lookback, duration, scope } = options;
  const locks = new LockBook(scope);
  const recent = new Map<string, RecentTrades>();
  return {
    rule: "lowProfitLock",
    closed({ trade: { symbol, side, returnFraction }, timeframe, time }) {
      const key = scopeKey(scope, symbol, side);
      const results = recent.get(key) ?? new RecentTrades();
      recent.set(key, results);
      results.push(time, returnFraction);
      results.forgetBefore(time - durationMs(lookback, timeframe));
      if (results.count >= trades && !(results.sum >= minReturn))
        locks.lock(symbol, side, time + durationMs(duration, timeframe));
    },
    until: (symbol, side) => locks.until(symbol, side),
    reset() {
      locks.clear();
      recent.clear();
    },
  };
}
