import type { History } from "../../src/feed/history-feed.js";
import { readInput, readOracle } from "./oracle-files.js";

type Execution = [bar: number, side: string, price: number, size: number, commission: number, type: string];
type ClosedTrade = [entryBar: number, exitBar: number, entry: number, gross: number, net: number, commission: number];

/** One run of the reference library. */
export interface Scenario {
  readonly params: {
    readonly fast: number;
    readonly slow: number;
    readonly cash: number;
    readonly commission: number;
    readonly slippagePercent: number;
  };
  readonly finalValue: number;
  readonly finalCash: number;
  readonly firstBarOfNext: number;
  readonly executions: readonly Execution[];
  readonly notExecuted: readonly [bar: number, status: string, type: string][];
  readonly closedTrades: readonly ClosedTrade[];
  readonly analyzers: Readonly<Record<string, number>>;
  readonly valueAtEachNext: readonly number[];
}

interface Oracle {
  readonly inputFile: string;
  readonly inputSlice: { readonly fromRow: number; readonly toRowExclusive: number };
  readonly tolerance: { readonly relative: number };
  readonly expected: Readonly<Record<string, Scenario>>;
}

/** What the reference gave; undefined where it is not at hand. */
export function readBacktrader(): Oracle | undefined {
  return readOracle<Oracle>("backtrader-goog-1d.json.gz");
}

export function readBarsOf({ inputFile, inputSlice }: Oracle): Promise<History> {
  return readInput(inputFile, "1d", inputSlice);
}
