import type { ReportJson } from "../report/report-schema.js";
import { diffValues, type ValueDifference } from "./value-diff.js";

type Trade = ReportJson["trades"][number];

/** The earliest entry at which two runs part. */
export interface FirstTradeDifference {
  readonly kind: "only-first" | "only-other" | "changed";
  /** Of the entry, epoch ms UTC. */
  readonly time: number;
  readonly symbol: string;
  readonly side: "long" | "short";
  /** What differs in a trade that both have; empty for one that only one of them has. */
  readonly changes: readonly ValueDifference[];
}

/** How the trades of one run stand to those of the first. */
export interface TradeDifference {
  /** In both runs: same symbol, side and entry time. */
  readonly shared: number;
  /** Of those, the ones with another quantity, price, exit or result. */
  readonly changed: number;
  readonly onlyFirst: number;
  readonly onlyOther: number;
  readonly first: FirstTradeDifference | null;
}

/** Matches trades by symbol, side and entry time; several with one key are matched in the order of the reports. */
export function diffTrades(first: readonly Trade[], other: readonly Trade[]): TradeDifference {
  const waiting = new Map<string, Trade[]>();
  for (const trade of other) {
    const queue = waiting.get(keyOf(trade));
    if (queue === undefined) waiting.set(keyOf(trade), [trade]);
    else queue.push(trade);
  }
  for (const queue of waiting.values()) queue.reverse(); // so that pop() takes the earliest
  const differences: FirstTradeDifference[] = [];
  let shared = 0;
  let changed = 0;
  for (const trade of first) {
    const match = waiting.get(keyOf(trade))?.pop();
    if (match === undefined) {
      differences.push(at(trade, "only-first"));
      continue;
    }
    shared++;
    const changes = changesOf(trade, match);
    if (changes.length === 0) continue;
    changed++;
    differences.push(at(trade, "changed", changes));
  }
  const left = [...waiting.values()].flat();
  for (const trade of left) differences.push(at(trade, "only-other")); // too many for one call's arguments
  return {
    shared,
    changed,
    onlyFirst: first.length - shared,
    onlyOther: left.length,
    first: differences.reduce<FirstTradeDifference | null>(
      (earliest, next) => (earliest === null || next.time < earliest.time ? next : earliest),
      null,
    ),
  };
}

const keyOf = ({ symbol, side, entryTime }: Trade) => `${entryTime} ${side} ${symbol}`;

function at(
  { entryTime: time, symbol, side }: Trade,
  kind: FirstTradeDifference["kind"],
  changes: readonly ValueDifference[] = [],
): FirstTradeDifference {
  return { kind, time, symbol, side, changes };
}

/** Their numbers in the list aside: one trade more, early on, shifts all of those. */
function changesOf({ id: _a, ...first }: Trade, { id: _b, ...other }: Trade): ValueDifference[] {
  return diffValues(first, other);
}
