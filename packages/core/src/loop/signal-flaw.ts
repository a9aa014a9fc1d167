import { clip } from "../errors.js";
import { didYouMean } from "../nearest.js";
import { KEYS, LIVES, MOST_SHARES, NEEDS_LIMIT, NEEDS_STOP } from "./valid-signal.js";

type Fields = Readonly<Record<string, unknown>>;
/** What is wrong at a place, or null. */
type Rule = (place: string, value: unknown) => string | null;

const STANCES: readonly unknown[] = ["LONG", "SHORT", "FLAT"];
const ENTRY_TYPES = Object.keys(NEEDS_LIMIT);

/**
 * What makes an answer no signal that can be acted upon: the first field, its value and what belongs there. Null for one
 * that {@link isActionable} lets pass. For errors only: that one is the fast check.
 */
export function flawOf(signal: unknown): string | null {
  if (!isFields(signal)) return `it is ${shown(signal)}; want { signal: "LONG" | "SHORT" | "FLAT", metadata }, or null`;
  if (!STANCES.includes(signal.signal)) return `signal is ${shown(signal.signal)}; it is one of LONG, SHORT and FLAT`;
  const { metadata } = signal;
  if (!isFields(metadata)) return is("metadata", metadata, "an object");
  return first(
    () => optional(fraction)("confidence", metadata.confidence),
    () => optional(fraction)("winProbability", metadata.winProbability),
    () => above("entryPrice", metadata.entryPrice),
    () => optional(above)("slDistance", metadata.slDistance),
    () => optional(above)("tpDistance", metadata.tpDistance),
    () => optional(entry)("entry", metadata.entry),
    () => optional(exits)("exits", metadata.exits),
  );
}

const entry: Rule = (place, value) => {
  if (!isFields(value)) return is(place, value, 'an object such as { type: "limit", limitPrice: 99 }');
  const { type, timeInForce: life = "gtc", expiresAt } = value;
  if (typeof type !== "string" || !Object.hasOwn(NEEDS_LIMIT, type))
    return is(`${place}.type`, type, `one of ${ENTRY_TYPES.join(", ")}`) + meant(type, ENTRY_TYPES);
  const known = type as keyof typeof NEEDS_LIMIT;
  return first(
    () => unknownKey(place, value, KEYS.entry),
    () => priceOf(`${place}.limitPrice`, value.limitPrice, known, NEEDS_LIMIT[known]),
    () => priceOf(`${place}.stopPrice`, value.stopPrice, known, NEEDS_STOP[known]),
    () => (LIVES.includes(life) ? null : is(`${place}.timeInForce`, life, `one of ${LIVES.join(", ")}`)),
    () => {
      if (life !== "gtd")
        return expiresAt === undefined ? null : `${place}.expiresAt is ${shown(expiresAt)}; only a gtd order has one`;
      if (expiresAt === undefined) return `${place}.expiresAt is missing for a gtd order`;
      return Number.isFinite(expiresAt) ? null : is(`${place}.expiresAt`, expiresAt, "a time, epoch ms UTC");
    },
  );
};

function priceOf(place: string, price: unknown, type: string, isNeeded: boolean): string | null {
  if (isNeeded) return price === undefined ? `${place} is missing for a ${type} order` : above(place, price);
  return price === undefined ? null : `${place} is ${shown(price)}; a ${type} order has none`;
}

const exits: Rule = (place, value) => {
  if (!isFields(value)) return is(place, value, `an object of ${KEYS.exits.join(", ")}`);
  const { trailing, breakEven, timeStop, targets } = value;
  return first(
    () => {
      const own = { stopLoss: "slDistance", takeProfit: "tpDistance" };
      for (const [key, name] of Object.entries(own))
        if (key in value) return `${place}.${key} is none of a signal's exits; say ${name} beside exits`;
      return unknownKey(place, value, KEYS.exits);
    },
    () => part(`${place}.trailing`, trailing, KEYS.trailing, { distance: above, after: optional(above) }),
    () => part(`${place}.breakEven`, breakEven, KEYS.breakEven, { after: above, offset: optional(notBelow) }),
    () => part(`${place}.timeStop`, timeStop, KEYS.timeStop, { bars: optional(above), ms: optional(above) }),
    () => optional(targetsAt)(`${place}.targets`, targets),
  );
};

const targetsAt: Rule = (place, value) => {
  if (!Array.isArray(value)) return is(place, value, "a list of { level, share }");
  for (let i = 0; i < value.length; i++) {
    const target: unknown = value[i];
    const at = `${place}[${i}]`;
    if (target === undefined) return `${at} is missing`;
    const flaw = part(at, target, KEYS.target, { level, share });
    if (flaw !== null) return flaw;
  }
  const sum = value.reduce((total: number, { share }) => total + share, 0);
  return sum <= MOST_SHARES ? null : `the shares of ${place} add up to ${sum}; they add up to 1 at most`;
};

const level: Rule = (place, value) => {
  if (!isFields(value)) return is(place, value, "{ price } or { distance }");
  const key = "price" in value ? "price" : "distance";
  return unknownKey(place, value, KEYS.level) ?? above(`${place}.${key}`, value[key]);
};

/** An object of which every field that has a rule keeps it, and that has no other. */
function part(place: string, value: unknown, keys: readonly string[], rules: Record<string, Rule>): string | null {
  if (value === undefined) return null;
  if (!isFields(value)) return is(place, value, `an object of ${keys.join(", ")}`);
  return first(
    () => unknownKey(place, value, keys),
    ...Object.entries(rules).map(
      ([key, rule]) =>
        () =>
          rule(`${place}.${key}`, value[key]),
    ),
  );
}

function unknownKey(place: string, value: Fields, keys: readonly string[]): string | null {
  for (const key in value)
    if (!keys.includes(key))
      return `${place}.${clip(key).slice(1, -1)} is unknown; there are ${keys.join(", ")}${meant(key, keys)}`;
  return null;
}

const fraction = between((value) => value >= 0 && value <= 1, "it lies in [0, 1]");
const share = between((value) => value > 0 && value <= 1, "it lies in (0, 1]");
const above = between((value) => value > 0 && value < Number.POSITIVE_INFINITY, "it is finite and above 0");
const notBelow = between((value) => value >= 0 && value < Number.POSITIVE_INFINITY, "it is finite and not below 0");

function between(holds: (value: number) => boolean, want: string): Rule {
  return (place, value) => {
    if (typeof value === "number" && holds(value)) return null;
    return value === undefined ? `${place} is missing` : `${place} is ${shown(value)}; ${want}`;
  };
}

function optional(rule: Rule): Rule {
  return (place, value) => (value === undefined ? null : rule(place, value));
}

function first(...flaws: readonly (() => string | null)[]): string | null {
  for (const flaw of flaws) {
    const found = flaw();
    if (found !== null) return found;
  }
  return null;
}

function is(place: string, value: unknown, want: string): string {
  return value === undefined ? `${place} is missing; it is ${want}` : `${place} is ${shown(value)}; it is ${want}`;
}

function meant(value: unknown, known: readonly string[]): string {
  const question = typeof value === "string" ? didYouMean(value, known) : "";
  return question === "" ? "" : `.${question}`;
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null;
}

function shown(value: unknown): string {
  if (typeof value !== "object" || value === null) return clip(value);
  try {
    const text = JSON.stringify(value) ?? String(value);
    return text.length <= 60 ? text : `${text.slice(0, 59)}…`;
  } catch {
    return clip(value);
  }
}
