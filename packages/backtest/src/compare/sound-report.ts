import type { ReportJson } from "../report/report-schema.js";

/** Something in a report that its schema allows, but that cannot be. */
export interface Flaw {
  readonly path: readonly (string | number)[];
  readonly message: string;
  readonly hint?: string;
}

/** Farthest instant from 1970 that a date can name, ms. @see ECMA-262, time values */
const LAST_INSTANT = 8.64e15;
/** No money is more; beyond it, sums and percent leave the range of doubles. */
const LARGEST = 1e200;
/** Deeper settings are nobody's; walking them would exhaust the stack. */
const MAX_DEPTH = 64;

/** The first thing that later code could stumble over, or null. */
export function flawOf(report: ReportJson): Flaw | null {
  const { metrics, trades, halts, equity, strategies, config } = report;
  if (isDeeper(config, MAX_DEPTH)) return tooDeep(["config"]);
  const deep = strategies.findIndex(({ params }) => isDeeper(params, MAX_DEPTH));
  if (deep >= 0) return tooDeep(["strategies", deep, "params"]);
  if (equity.time.length !== equity.equity.length)
    return {
      path: ["equity"],
      message: `has ${equity.time.length} times but ${equity.equity.length} values in its equity curve`,
    };
  if (metrics.trades !== trades.length)
    return { path: ["metrics", "trades"], message: `counts ${metrics.trades} trades but lists ${trades.length}` };
  for (const part of ["metrics", "costs"] as const) {
    const name = Object.entries(report[part]).find(([, value]) => typeof value === "number" && !isMoney(value))?.[0];
    if (name !== undefined) return { path: [part, name], message: `has a figure beyond 1e200` };
  }
  const beyond = [...equity.equity.keys()].find((i) => !isMoney(equity.equity[i]!));
  if (beyond !== undefined) return { path: ["equity", "equity", beyond], message: `has an equity beyond 1e200` };
  const unsorted = equity.time.findIndex((time, i) => i > 0 && !(time > equity.time[i - 1]!));
  if (unsorted >= 0)
    return { path: ["equity", "time", unsorted], message: "has an equity curve whose times do not ascend" };
  const instants: (readonly [number, Flaw["path"]])[] = [
    [metrics.startTime, ["metrics", "startTime"]],
    [metrics.endTime, ["metrics", "endTime"]],
    [equity.time[0] ?? 0, ["equity", "time"]],
    [equity.time.at(-1) ?? 0, ["equity", "time"]],
    ...trades.map(({ entryTime }, i) => [entryTime, ["trades", i, "entryTime"]] as const),
    ...halts.map(({ time }, i) => [time, ["halts", i, "time"]] as const),
  ];
  const strange = instants.find(([time]) => !(Math.abs(time) <= LAST_INSTANT));
  return strange === undefined ? null : { path: strange[1], message: "names a time that no calendar has" };
}

const isMoney = (value: number) => Math.abs(value) <= LARGEST;

function tooDeep(path: Flaw["path"]): Flaw {
  return { path, message: `has settings more than ${MAX_DEPTH} levels deep` };
}

/** Level by level, so that no depth exhausts the stack. */
function isDeeper(value: unknown, limit: number): boolean {
  let level = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > limit) return true;
    level = level.flatMap((part) => (typeof part === "object" && part !== null ? Object.values(part) : []));
  }
  return false;
}
