import type { PositionSide } from "@bellwether/core";
import * as z from "zod";

/** What a protection counts together, and locks: everything, one side of everything, one symbol, or one side of it. */
export const Scope = z.enum(["account", "side", "symbol", "symbol-side"]);
export type Scope = z.output<typeof Scope>;

/** What is counted together has the same key. */
export function scopeKey(scope: Scope, symbol: string, side: PositionSide): string {
  if (scope === "account") return "";
  if (scope === "side") return side;
  return scope === "symbol" ? symbol : `${side} ${symbol}`;
}
