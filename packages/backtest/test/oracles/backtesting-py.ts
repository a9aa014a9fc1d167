import type { Timeframe } from "@bellwether/core";
import type { History } from "../../src/feed/history-feed.js";
import { endingAtTheLastOpen, readInput, readOracle } from "./oracle-files.js";

type TradeRow = [
  size: number,
  entryBar: number,
  exitBar: number,
  entryPrice: number,
  exitPrice: number,
  sl: number | null,
  tp: number | null,
  pnl: number,
  commission: number,
  returnPct: number,
];

/** One run of the reference library. */
export interface Scenario {
  readonly strategyParams: { readonly [name in "fast" | "slow" | "n" | "m"]: number } & {
    /** Distances of stop and target, shares of the last close. */
    readonly slp?: number;
    readonly tpp: number;
  };
  readonly broker: {
    readonly cash: number;
    /** Fraction of notional, or a fixed part and that. */
    readonly commission: number | readonly [fixed: number, fraction: number];
    readonly spread: number;
    readonly margin: number;
  };
  readonly stats: Readonly<Record<string, number>>;
  readonly trades: readonly TradeRow[];
  readonly equity: readonly number[];
}

interface Oracle {
  readonly inputFile: string;
  readonly inputSlice: { readonly fromRow: number; readonly toRowExclusive: number };
  readonly tolerance: { readonly relative: number };
  readonly expected: Readonly<Record<string, Scenario>>;
}

/** The data sets that the reference was run on. */
export const DATA_SETS = [
  ["goog-1d", "1d"],
  ["btcusdt-1h", "1h"],
  ["eurusd-1h", "1h"],
] as const satisfies readonly (readonly [string, Timeframe])[];

/** What the reference gave on a data set; undefined where it is not at hand. */
export function readScenarios(name: string): Oracle | undefined {
  return readOracle<Oracle>(`backtestingpy-${name}.json.gz`);
}

/** Its bars. Theirs closes what is open at the OPEN of the last bar, ours at its close: here they are one price. */
export async function readBarsOf({ inputFile, inputSlice }: Oracle, timeframe: Timeframe): Promise<History> {
  return endingAtTheLastOpen(await readInput(inputFile, timeframe, inputSlice));
}

/** Fraction of notional that a run pays. */
export function feeOf({ broker: { commission } }: Scenario): number {
  return typeof commission === "number" ? commission : commission[1];
}
