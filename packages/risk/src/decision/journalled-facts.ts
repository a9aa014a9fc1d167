import type { RiskFacts } from "./facts.js";

type Field = keyof RiskFacts;

/** Fields that hold text from outside, which may read like a number. */
const TEXTS: ReadonlySet<string> = new Set<Field>(["stance", "symbol", "strategy", "regime", "kind"]);
/** Fields in which null says that a thing is not stated; anywhere else it is what JSON made of NaN. */
const NULLABLE: ReadonlySet<string> = new Set<Field>([
  "signalPrice",
  "entry",
  "confidence",
  "winProbability",
  "regime",
  "bracket",
  "stopDistance",
  "targetDistance",
  "positionSide",
  "dayResult",
  "time",
  "dataAgeMs",
]);
const NOT_IN_JSON: ReadonlySet<unknown> = new Set(["NaN", "Infinity", "-Infinity", "-0"]);

/** The same facts in a form that survives JSON: numbers that it lacks are written as text, absent fields left out. */
export function toJournal(facts: RiskFacts): unknown {
  return written(facts);
}

/** The facts that {@link toJournal} has written, or any JSON of facts: a null that stands for a number is NaN again. */
export function fromJournal(journalled: unknown): RiskFacts {
  const fields = Object.entries(journalled as object).map(([name, value]) => {
    const asIs = (value === null && NULLABLE.has(name)) || TEXTS.has(name);
    return [name, asIs ? value : read(value)];
  });
  return Object.fromEntries(fields) as RiskFacts;
}

function written(value: unknown): unknown {
  if (typeof value === "number") {
    if (Object.is(value, -0)) return "-0";
    return Number.isFinite(value) ? value : String(value);
  }
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(written);
  const out: Record<string, unknown> = {};
  for (const key of Object.keys(value)) {
    const inner = (value as Record<string, unknown>)[key];
    if (inner !== undefined) out[key] = written(inner);
  }
  return out;
}

function read(value: unknown): unknown {
  if (value === null) return Number.NaN;
  if (NOT_IN_JSON.has(value)) return Number(value);
  if (typeof value !== "object") return value;
  if (Array.isArray(value)) return value.map(read);
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, read(inner)]));
}
