import { clip } from "@bellwether/core";
import type { Entry } from "./entry.js";

/** The newest format of a journal that this version reads and the one that it writes. */
const FORMAT = 1;

type Kind = "number" | "string" | "boolean" | "list" | "object" | "any";
type Fields = readonly (readonly [name: string, kind: Kind])[];

const fields = (kinds: Readonly<Record<string, Kind>>): Fields => Object.entries(kinds);

/** What each type has, besides `seq`, `at` and `type`. */
const FIELDS: Readonly<Record<Entry["type"], Fields>> = {
  start: fields({
    format: "number",
    version: "string",
    mode: "string",
    exchange: "string",
    quote: "string",
    startingBalance: "number",
    streams: "list",
    instruments: "list",
    lanes: "list",
    history: "number",
    settings: "any",
    code: "object",
    process: "object",
  }),
  history: fields({ stream: "number", rows: "list" }),
  bars: fields({
    time: "number",
    ageMs: "number",
    quiet: "boolean",
    bars: "list",
    held: "list",
    equity: "number",
    out: "list",
  }),
  reports: fields({ reports: "list", out: "list" }),
  control: fields({ command: "string", by: "string", out: "list" }),
  swap: fields({ handOff: "string", lanes: "list", risk: "boolean", settings: "any", out: "list" }),
  note: fields({ note: "object" }),
  stop: fields({ reason: "string", orders: "list" }),
};

/** How every line begins that was written here. */
const HEAD = /^\{"seq":(\d+),"at":[^,"]+,"type":"([a-z]+)"/;

/**
 * Whether JSON has the head of the entry of that number, of a type whose format cannot be a newer one: enough for a line that
 * is not to be used now.
 */
export function hasPlainHead(json: string, seq: number): boolean {
  const head = HEAD.exec(json);
  return head !== null && Number(head[1]) === seq && head[2] !== "start" && Object.hasOwn(FIELDS, head[2]!);
}

/**
 * What keeps a value from being the entry of that number, in words, or null. A light check: the hash of its line has
 * vouched for the rest.
 */
export function shapeFlaw(value: unknown, seq: number): string | null {
  if (!isObject(value)) return "holds no entry";
  if (value.type === "start" && typeof value.format === "number" && value.format > FORMAT)
    return `is of format ${value.format}, and this version reads format ${FORMAT}: use the version that wrote it`;
  if (value.seq !== seq) return `is entry ${clip(value.seq)}, where ${seq} is expected`;
  if (typeof value.type !== "string" || !Object.hasOwn(FIELDS, value.type))
    return `is of type ${clip(value.type)}, which this version does not know: use the version that wrote it`;
  if (value.type === "start" && value.format !== FORMAT)
    return `is of format ${clip(value.format)}, and this version reads format ${FORMAT}`;
  if (!isKind(value.at, "number")) return `has no time (at)`;
  const expected = FIELDS[value.type as Entry["type"]];
  for (let i = 0; i < expected.length; i++) {
    const [name, kind] = expected[i]!;
    if (!isKind(value[name], kind))
      return `is a ${value.type} entry, and its ${name} is ${typeof value[name]}, not a ${kind}`;
  }
  return null;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isKind(value: unknown, kind: Kind): boolean {
  switch (kind) {
    case "number":
      return Number.isFinite(value);
    case "list":
      return Array.isArray(value);
    case "object":
      return isObject(value);
    case "any":
      return true;
    default:
      return typeof value === kind;
  }
}
