import { it } from "vitest";
import type { Check } from "../checks/check.js";

export function itHolds(checks: readonly Check[]): void {
  for (const { name, run } of checks) it(name, async () => run());
}
