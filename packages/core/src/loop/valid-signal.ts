import type { Signal } from "../signal.js";

function isConfidence(value: unknown): boolean {
  return typeof value === "number" && value >= 0 && value <= 1;
}

function isPrice(value: unknown): boolean {
  return typeof value === "number" && value > 0 && value < Number.POSITIVE_INFINITY;
}

function isDistance(value: unknown): boolean {
  return value === undefined || isPrice(value);
}

/**
 * Whether an acted-upon signal holds what risk will read. Written so that NaN fails. Leaving asks risk nothing, so a
 * `FLAT` at a bar with a NaN close is good enough.
 */
export function isActionable({ signal, metadata }: Signal): boolean {
  if (typeof metadata !== "object" || metadata === null) return false;
  if (signal === "FLAT") return true;
  return (
    isConfidence(metadata.confidence) &&
    isPrice(metadata.entryPrice) &&
    isDistance(metadata.slDistance) &&
    isDistance(metadata.tpDistance)
  );
}
