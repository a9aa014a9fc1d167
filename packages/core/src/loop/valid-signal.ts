import type { Bracket, EntryTerms, ExitLevel, PartialTarget } from "../order/order.js";
import type { Signal } from "../signal.js";

/** What partial targets may add up to, less what adding decimals may be off by. */
export const MOST_SHARES = 1 + 1e-12;

const isFraction = (value: unknown) => typeof value === "number" && value >= 0 && value <= 1;
const isPrice = (value: unknown) => typeof value === "number" && value > 0 && value < Number.POSITIVE_INFINITY;
const isAbsent = (value: unknown) => value === undefined;
const isPriceOrAbsent = (value: unknown) => isAbsent(value) || isPrice(value);
const isFractionOrAbsent = (value: unknown) => isAbsent(value) || isFraction(value);
const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;

/** Which prices an entry has, by its type. */
export const NEEDS_LIMIT = { market: false, limit: true, stop: false, "stop-limit": true } as const;
export const NEEDS_STOP = { market: false, limit: false, stop: true, "stop-limit": true } as const;
export const LIVES: readonly unknown[] = ["gtc", "gtd", "ioc", "fok"];
/** What a signal may say under `entry` and `exits`; a key beside these is an order or exit that would be lost. */
export const KEYS = {
  entry: ["type", "limitPrice", "stopPrice", "timeInForce", "expiresAt", "postOnly"],
  exits: ["trailing", "breakEven", "timeStop", "targets"],
  trailing: ["distance", "after"],
  breakEven: ["after", "offset"],
  timeStop: ["bars", "ms"],
  target: ["level", "share"],
  level: ["price", "distance"],
} as const;

function isObjectOf(value: unknown, keys: readonly string[]): boolean {
  if (!isObject(value)) return false;
  for (const key in value) if (!keys.includes(key)) return false;
  return true;
}

function isEntry(entry: EntryTerms | undefined): boolean {
  if (entry === undefined) return true;
  if (!isObjectOf(entry, KEYS.entry) || !Object.hasOwn(NEEDS_LIMIT, entry.type)) return false;
  const { type, limitPrice, stopPrice, timeInForce = "gtc", expiresAt } = entry;
  return (
    (NEEDS_LIMIT[type] ? isPrice(limitPrice) : isAbsent(limitPrice)) &&
    (NEEDS_STOP[type] ? isPrice(stopPrice) : isAbsent(stopPrice)) &&
    LIVES.includes(timeInForce) &&
    (timeInForce === "gtd" ? Number.isFinite(expiresAt) : isAbsent(expiresAt))
  );
}

function isLevel(level: ExitLevel): boolean {
  return isObjectOf(level, KEYS.level) && ("price" in level ? isPrice(level.price) : isPrice(level.distance));
}

function areExits(exits: Bracket | undefined): boolean {
  if (exits === undefined) return true;
  if (!isObjectOf(exits, KEYS.exits)) return false;
  const { trailing, breakEven, timeStop, targets } = exits;
  return (
    (trailing === undefined ||
      (isObjectOf(trailing, KEYS.trailing) && isPrice(trailing.distance) && isPriceOrAbsent(trailing.after))) &&
    (breakEven === undefined ||
      (isObjectOf(breakEven, KEYS.breakEven) &&
        isPrice(breakEven.after) &&
        (breakEven.offset === 0 || isPriceOrAbsent(breakEven.offset)))) &&
    (timeStop === undefined ||
      (isObjectOf(timeStop, KEYS.timeStop) && isPriceOrAbsent(timeStop.bars) && isPriceOrAbsent(timeStop.ms))) &&
    (targets === undefined ||
      (Array.isArray(targets) &&
        targets.every(
          (target: PartialTarget) =>
            isObjectOf(target, KEYS.target) && isLevel(target.level) && isFraction(target.share) && target.share > 0,
        ) &&
        targets.reduce((sum, { share }: PartialTarget) => sum + share, 0) <= MOST_SHARES))
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
