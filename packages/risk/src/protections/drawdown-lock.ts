import * as z from "zod";
import { Duration, durationMs } from "../settings/duration.js";
import { LockBook } from "./lock-book.js";
import type { Protection } from "./protection.js";
import { RecentPeak } from "./recent-peak.js";
import { RecentTrades } from "./recent-trades.js";

export const DrawdownLockOptions = z.strictObject({
  type: z.literal("drawdown-lock"),
  maxDrawdown: z.number().gt(0).lt(1).describe("Fall of realised equity from its peak in the span: 0.05 is 5 %."),
  trades: z.int().min(1).default(1).describe("Fewer trades in the span say nothing."),
  lookback: Duration.describe("Span in which peak and trades are looked for."),
  duration: Duration.describe("How long entries are locked out, from the trade on that fell so far."),
});

/** Locks the account after closed trades have taken too much from it within a span of time. */
export function drawdownLock(options: z.output<typeof DrawdownLockOptions>): Protection {
  const { maxDrawdown, trades, lookback, duration } = options;
  const locks = new LockBook("account");
  let recent = new RecentTrades();
  let peak = new RecentPeak();
  return {
    rule: "drawdownLock",
    closed({ trade: { symbol, side, pnl }, timeframe, time, before, after }) {
      const from = time - durationMs(lookback, timeframe);
      recent.push(time, pnl);
      recent.forgetBefore(from);
      peak.push(time, before); // the span begins with what its first trade found
      peak.push(time, after);
      const drawdown = 1 - after / peak.since(from);
      if (recent.count >= trades && !(drawdown <= maxDrawdown))
        locks.lock(symbol, side, time + durationMs(duration, timeframe));
    },
    until: (symbol, side) => locks.until(symbol, side),
    reset() {
      locks.clear();
      recent = new RecentTrades();
      peak = new RecentPeak();
    },
  };
}
