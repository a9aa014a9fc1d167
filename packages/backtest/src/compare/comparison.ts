import type { Caution } from "./cautions.js";
import type { FigureRow } from "./figure-rows.js";
import type { InputDifference } from "./input-diff.js";
import type { ResultPart } from "./result-diff.js";
import type { TradeDifference } from "./trade-diff.js";

/** What a run was, in short. Times are epoch ms UTC. */
export interface RunInShort {
  readonly name: string;
  readonly fingerprint: string;
  readonly quote: string;
  readonly strategies: readonly { readonly name: string; readonly symbol: string; readonly timeframe: string }[];
  readonly startTime: number;
  readonly endTime: number;
  readonly bars: number;
  readonly trades: number;
}

/**
 * What two runs have to do with each other. `unstable`: nothing that goes into a run differs, yet the results do.
 * `unexplained`: the files contradict themselves, so that nothing can be said about causes.
 */
export type Verdict = "identical" | "same-results" | "different" | "unstable" | "unexplained";

/** A run against the first. */
export interface RunDifference {
  readonly name: string;
  readonly verdict: Verdict;
  readonly inputs: InputDifference;
  /** Parts of the result that differ. */
  readonly results: readonly ResultPart[];
  readonly trades: TradeDifference;
}

/** Runs side by side: plain data, fit for JSON. */
export interface Comparison {
  readonly runs: readonly RunInShort[];
  /** Whether any run ended otherwise than the first. */
  readonly resultsDiffer: boolean;
  readonly cautions: readonly Caution[];
  /** Runs made of the same things that ended differently, by name. */
  readonly unstable: readonly (readonly [string, string])[];
  readonly figures: readonly FigureRow[];
  /** Every run but the first. */
  readonly against: readonly RunDifference[];
}
