import { minute } from "../report/format.js";
import type { Comparison, RunDifference } from "./comparison.js";
import type { InputDifference, NamedDifference } from "./input-diff.js";
import type { FirstTradeDifference, TradeDifference } from "./trade-diff.js";
import type { ValueDifference } from "./value-diff.js";

/** One thing that went into a run and differed; `about` is data, config, code, version, seed or file. */
export interface DifferenceInWords {
  readonly about: string;
  readonly text: string;
}

/** Longest value in print. */
const MAX_VALUE = 60;

/** What came out, in a sentence for all runs. */
export function headline({ runs, against, resultsDiffer, unstable }: Comparison): string {
  const all = runs.length === 2 ? "Both runs" : `All ${runs.length} runs`;
  if (unstable.length > 0) return "Not repeatable: nothing that goes into a run differed, yet the results do.";
  if (!resultsDiffer)
    return against.every(({ verdict }) => verdict === "identical")
      ? "Identical: made of the same things, and ended alike to the last digit."
      : `${all} ended alike to the last digit, though not made of the same things.`;
  const differing = against.filter(({ results }) => results.length > 0).length;
  return runs.length === 2
    ? "The results differ."
    : `The results of ${differing} of ${against.length} runs differ from the first.`;
}

/** What to make of runs that nothing sets apart but their results. */
export function unstableText([first, second]: readonly [string, string]): string {
  return (
    `${first} and ${second} have the same data, settings, code, version and seed, but not the same results: something in the run ` +
    "reads a clock, chance, the network or a file of its own, or a report was edited after its run. bellwether check finds the " +
    "former in a strategy or plugin"
  );
}

/** What came out of one run against the first, in a sentence. */
export function verdictText({ verdict, results }: RunDifference, first: string): string {
  const parts = results.map((part) => (part === "ambiguousBars" ? "ambiguous bars" : part)).join(", ");
  switch (verdict) {
    case "identical":
      return `identical to ${first}`;
    case "same-results":
      return `ended as ${first}, to the last digit`;
    case "unstable":
      return `made of the same things as ${first}, yet other ${parts}`;
    default:
      return results.length === 0 ? `ended as ${first}, to the last digit` : `other ${parts} than ${first}`;
  }
}

/** Every thing that went in and differed, one line each. */
export function inputsInWords(inputs: InputDifference): DifferenceInWords[] {
  const { data, config, configHidden, version, code, seed, contradicts } = inputs;
  const all = [
    ...(contradicts
      ? [["file", "the fingerprints contradict the rest: a report was changed after its run"] as const]
      : []),
    ...data.map((entry) => ["data", named(entry, "has other bars")] as const),
    ...config.map((entry) => ["config", valueInWords(entry)] as const),
    ...(configHidden ? [["config", "differs where reports show nothing: a secret"] as const] : []),
    ...(version === null ? [] : [["version", `${version.from} → ${version.to}`] as const]),
    ...code.map((entry) => ["code", named(entry, "was changed")] as const),
    ...(seed === null ? [] : [["seed", `${seed.from} → ${seed.to}`] as const]),
  ];
  return all.map(([about, text]) => ({ about, text }));
}

const named = ({ name, kind }: NamedDifference, changed: string) => `${name} ${kind === "changed" ? changed : kind}`;

function valueInWords(difference: ValueDifference): string {
  const { path, kind } = difference;
  const print = (value: unknown) => (/Time$/.test(path) ? instant(value) : short(rounded(value)));
  if (kind === "changed") {
    const [from, to] = [print(difference.from), print(difference.to)];
    if (from === to) return `${path}: ${short(difference.from)} → ${short(difference.to)}`;
    return `${path}: ${from} → ${to}`;
  }
  return kind === "added"
    ? `${path}: added ${print(difference.to)}`
    : `${path}: removed, was ${print(difference.from)}`;
}

/** Of a trade's times; whatever else ends in Time is printed as it is. */
function instant(value: unknown): string {
  return typeof value === "number" && Number.isFinite(new Date(value).getTime()) ? minute(value) : short(value);
}

/** Without the last digits of sums in binary, which say nothing to a reader unless they are the difference. */
function rounded(value: unknown): unknown {
  return typeof value === "number" ? Number(value.toPrecision(12)) : value;
}

function isNoise(change: ValueDifference): boolean {
  return change.kind === "changed" && rounded(change.from) === rounded(change.to);
}

function short(value: unknown): string {
  const text = JSON.stringify(value) ?? "nothing";
  return text.length <= MAX_VALUE ? text : `${text.slice(0, MAX_VALUE - 1)}…`;
}

/** What differs in a trade, the telling first. */
const TELLING = ["strategy", "quantity", "entryPrice", "exitTime", "exitReason", "exitPrice", "pnl"];
const MAX_CHANGES = 3;

/** How many trades two runs share, and where they part. */
export function tradesInWords(
  { shared, changed, onlyFirst, onlyOther, first }: TradeDifference,
  a: string,
  b: string,
): string[] {
  if (first === null) return [shared === 0 ? "none in either" : `all ${shared} are the same`];
  const total = `${shared} in both (same symbol, side and entry time), ${onlyFirst} only in ${a}, ${onlyOther} only in ${b}`;
  const other = changed === 0 ? "" : `; ${changed} of those in both differ otherwise`;
  const where = `${minute(first.time)} ${first.symbol} ${first.side}`;
  const how = first.kind === "changed" ? changesInWords(first) : `only in ${first.kind === "only-first" ? a : b}`;
  return [`${total}${other}`, `first that differs: ${where}, ${how}`];
}

function changesInWords({ changes }: FirstTradeDifference): string {
  const rank = (change: ValueDifference) =>
    isNoise(change) ? TELLING.length + 1 : (TELLING.indexOf(change.path) + TELLING.length + 1) % (TELLING.length + 1);
  const told = [...changes].sort((x, y) => rank(x) - rank(y)).slice(0, MAX_CHANGES);
  const more = changes.length - told.length;
  return `${told.map(valueInWords).join(", ")}${more === 0 ? "" : ` and ${more} more`}`;
}
