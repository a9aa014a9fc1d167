import type { ExitReason } from "@bellwether/core";
import * as z from "zod";
import { Duration, durationMs } from "../settings/duration.js";
import { LockBook } from "./lock-book.js";
import type { Protection } from "./protection.js";
import { RecentTrades } from "./recent-trades.js";
import { Scope, scopeKey } from "./scope.js";

export const StopLossGuardOptions = z.strictObject({
  type: z.literal("stop-loss-guard"),
  trades: z.int().min(1).describe("Losing stop-outs that are one too many."),
  lookback: Duration.describe("Span in which they are counted."),
  duration: Duration.describe("How long entries are locked out, from the last of them on."),
  scope: Scope.default("account"),
});

const STOPPED_OUT: ReadonlySet<ExitReason> = new Set(["stop-loss", "trailing-stop", "break-even", "liquidation"]);

/** Locks after too many stop-outs with a loss. */
export function stopLossGuard(options: z.output<typeof StopLossGuardOptions>): Protection {
  const { trades, lookback, duration, scope } = options;
  const locks = new LockBook(scope);
  const recent = new Map<string, RecentTrades>();
  return {
    rule: "stopLossGuard",
    closed({ trade: { symbol, side, exitReason, pnl }, timeframe, time }) {
      if (!STOPPED_OUT.has(exitReason) || pnl >= 0) return;
      const key = scopeKey(scope, symbol, side);
      const stops = recent.get(key) ?? new RecentTrades();
      recent.set(key, stops);
      stops.push(time, pnl);
      stops.forgetBefore(time - durationMs(lookback, timeframe));
      if (stops.count >= trades) locks.lock(symbol, side, time + durationMs(duration, timeframe));
    },
    until: (symbol, side) => locks.until(symbol, side),
    reset() {
      locks.clear();
      recent.clear();
    },
  };
}
