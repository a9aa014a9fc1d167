import type { StrategyContext } from "@bellwether/core";

/** Whether the position is short in an up-trend or long in a down-trend; false while flat, or where none is known. */
export function heldAgainst(up: boolean, context: StrategyContext | undefined): boolean {
  return context?.position.side === (up ? "short" : "long");
}
