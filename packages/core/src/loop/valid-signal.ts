import type { Bracket, EntryTerms, ExitLevel, PartialTarget } from "../order/order.js";
import type { Signal } from "../signal.js";

const isFraction = (value: unknown) => typeof value === "number" && value >= 0 && value <= 1;
const isPrice = (value: unknown) => typeof value === "number" && value > 0 && value < Number.POSITIVE_INFINITY;
const isAbsent = (value: unknown) => value === undefined;
const isPriceOrAbsent = (value: unknown) => isAbsent(value) || isPrice(value);
const isFractionOrAbsent = (value: unknown) => isAbsent(value) || isFraction(value);
const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;

const NEEDS_LIMIT = { market: false, limit: true, stop: false, "stop-limit": true } as const;
const NEEDS_STOP = { market: false, limit: false, stop: true, "stop-limit": true } as const;

function isEntry(entry: EntryTerms | undefined): boolean {
  if (entry === undefined) return true;
  if (!isObject(entry) || !Object.hasOwn(NEEDS_LIMIT, entry.type)) return false;
  const { type, limitPrice, stopPrice, timeInForce = "gtc", expiresAt } = entry;
  return (
    (NEEDS_LIMIT[type] ? isPrice(limitPrice) : isAbsent(limitPrice)) &&
    (NEEDS_STOP[type] ? isPrice(stopPrice) : isAbsent(stopPrice)) &&
    (timeInForce === "gtd"
      ? Number.isFinite(expiresAt)
      : ["gtc", "ioc", "fok"].includes(timeInForce) && isAbsent(expiresAt))
  );
}

function isLevel(level: ExitLevel): boolean {
  return isObject(level) && ("price" in level ? isPrice(level.price) : isPrice(level.distance));
}

function areExits(exits: Bracket | undefined): boolean {
  if (exits === undefined) return true;
  if (!isObject(exits)) return false;
  const { trailing, breakEven, timeStop, targets } = exits;
  return (
    (trailing === undefined || (isObject(trailing) && isPrice(trailing.distance) && isPriceOrAbsent(trailing.after))) &&
    (breakEven === undefined ||
      (isObject(breakEven) &&
        isPrice(breakEven.after) &&
        (breakEven.offset === 0 || isPriceOrAbsent(breakEven.offset)))) &&
    (timeStop === undefined ||
      (isObject(timeStop) && isPriceOrAbsent(timeStop.bars) && isPriceOrAbsent(timeStop.ms))) &&
    (targets === undefined ||
      (Array.isArray(targets) &&
        targets.every(
          (target: PartialTarget) =>
            isObject(target) && isLevel(target.level) && isFraction(target.share) && target.share > 0,
        ) &&
        targets.reduce((sum, { share }: PartialTarget) => sum + share, 0) <= 1 + 1e-12))
  );
}

/** Whether a signal holds all that risk may read. Written so that NaN fails. */
export function isActionable({ metadata }: Signal): boolean {
  return (
    isObject(metadata) &&
    isFractionOrAbsent(metadata.confidence) &&
    isFractionOrAbsent(metadata.winProbability) &&
    isPrice(metadata.entryPrice) &&
    isPriceOrAbsent(metadata.slDistance) &&
    isPriceOrAbsent(metadata.tpDistance) &&
    isEntry(metadata.entry) &&
    areExits(metadata.exits)
  );
}

/** Whether a `FLAT` can be acted upon: leaving asks risk nothing, so at a bar with a NaN close it is still good enough. */
export function mayLeave({ signal, metadata }: Signal): boolean {
  return signal === "FLAT" && isObject(metadata);
}

/** Whether an entry that works is sent in the way that is wanted now, so that it need not be replaced; it keeps its own expiry. */
export function isSameEntry(a: EntryTerms, b: EntryTerms | undefined): boolean {
  return (
    a.type === (b?.type ?? "market") &&
    a.limitPrice === b?.limitPrice &&
    a.stopPrice === b?.stopPrice &&
    (a.timeInForce ?? "gtc") === (b?.timeInForce ?? "gtc")
  );
}
