import * as z from "zod";
import { Duration, durationMs } from "../settings/duration.js";
import { LockBook } from "./lock-book.js";
import type { Protection } from "./protection.js";
import { Scope } from "./scope.js";

export const CooldownOptions = z.strictObject({
  type: z.literal("cooldown"),
  duration: Duration.describe("How long no entry follows an exit."),
  scope: Scope.default("symbol"),
});

/** Waits after any exit. */
export function cooldown({ duration, scope }: z.output<typeof CooldownOptions>): Protection {
  const locks = new LockBook(scope);
  return {
    rule: "cooldown",
    closed: ({ trade: { symbol, side }, timeframe, time }) =>
      locks.lock(symbol, side, time + durationMs(duration, timeframe)),
    until: (symbol, side) => locks.until(symbol, side),
    reset: () => locks.clear(),
  };
}
