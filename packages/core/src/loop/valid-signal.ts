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

/** Whether a signal holds all that risk may read. Written so that NaN fails. */
export function isActionable({ metadata }: Signal): boolean {
  return (
    typeof metadata === "object" &&
    metadata !== null &&
    isConfidence(metadata.confidence) &&
    isPrice(metadata.entryPrice) &&
    isDistance(metadata.slDistance) &&
    isDistance(metadata.tpDistance)
  );
}

/** Whether a `FLAT` can be acted upon: leaving asks risk nothing, so at a bar with a NaN close it is still good enough. */
export function mayLeave({ signal, metadata }: Signal): boolean {
  return signal === "FLAT" && typeof metadata === "object" && metadata !== null;
}
