import type { Signal } from "../signal.js";

function isDistance(value: unknown): boolean {
  return value === undefined || (typeof value === "number" && value > 0 && value < Number.POSITIVE_INFINITY);
}

/** Whether an acted-upon signal holds what risk will read. Written so that NaN fails. */
export function isActionable({ metadata }: Signal): boolean {
  return (
    typeof metadata === "object" &&
    metadata !== null &&
    metadata.confidence >= 0 &&
    metadata.confidence <= 1 &&
    metadata.entryPrice > 0 &&
    metadata.entryPrice < Number.POSITIVE_INFINITY &&
    isDistance(metadata.slDistance) &&
    isDistance(metadata.tpDistance)
  );
}
