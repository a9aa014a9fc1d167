import { type CombinatorialOptions, combinatorialPurged } from "./combinatorial-purged.js";
import { assertWhole } from "./counts.js";
import { embargoRows } from "./embargo.js";
import { type PurgedKFoldOptions, purgedKFold } from "./k-fold.js";
import { type MonteCarloOptions, monteCarloSplits } from "./monte-carlo-splits.js";
import type { PurgedSplit } from "./purge.js";
import { checkedSpans, type PurgeOptions, type Unspanned } from "./spans.js";
import { BadSplitError, type Spans } from "./split.js";
import { walkForward } from "./walk-forward.js";

/** How to divide samples, as settings name it. */
export type ValidationScheme =
  | ({ readonly method: "purged-k-fold" } & PurgedKFoldOptions)
  | ({ readonly method: "walk-forward" } & WalkForwardFolds)
  | ({ readonly method: "combinatorial" } & CombinatorialOptions)
  | ({ readonly method: "monte-carlo" } & MonteCarloOptions);

/** Walk-forward by the number of its windows, which share the samples with a first training window of about their length. */
export interface WalkForwardFolds extends PurgeOptions {
  readonly folds: number;
  readonly mode: "expanding" | "rolling";
}

export interface Division {
  readonly splits: readonly PurgedSplit[];
  /** Of a combinatorial division: for each path the split that tested each group. */
  readonly paths: readonly (readonly number[])[] | null;
  /** What was done, for reports: `"purged 5-fold, embargo 48 rows"`. */
  readonly words: string;
}

/** Divides samples by a scheme, and says in words how. @throws {BadSplitError} as the method does. */
export function divide(samples: Spans | Unspanned, scheme: ValidationScheme): Division {
  const spans = checkedSpans(samples, scheme);
  const purged = "row" in samples && samples.row ? "purged" : "unpurged";
  switch (scheme.method) {
    case "purged-k-fold": {
      const words = `${purged} ${scheme.folds}-fold, ${embargoWords(spans, scheme.embargo)}`;
      return { splits: purgedKFold(spans, scheme), paths: null, words };
    }
    case "walk-forward": {
      const splits = walkForwardFolds(spans, scheme);
      const words = `${purged} walk-forward, ${splits.length} ${splits.length === 1 ? "window" : "windows"}, ${scheme.mode}`;
      return { splits, paths: null, words };
    }
    case "combinatorial": {
      const { splits, paths } = combinatorialPurged(spans, scheme);
      const chosen = `${scheme.testGroups} of ${scheme.groups} groups`;
      const words = `${purged} combinatorial, ${chosen}, ${splits.length} splits, ${paths.length} paths`;
      return { splits, paths, words: `${words}, ${embargoWords(spans, scheme.embargo)}` };
    }
    case "monte-carlo": {
      const splits = monteCarloSplits(spans, scheme);
      const words = `${purged} Monte Carlo, ${splits.length} windows of ${splits[0]!.test.length} samples`;
      return { splits, paths: null, words: `${words}, ${embargoWords(spans, scheme.embargo)}` };
    }
  }
}

function walkForwardFolds(spans: Spans, { folds, mode }: WalkForwardFolds): PurgedSplit[] {
  assertWhole("folds", folds, 1);
  const { length } = spans.row;
  const test = Math.floor(length / (folds + 1));
  if (test < 1) throw new BadSplitError(`${folds} windows need ${folds + 1} samples, there are ${length}`);
  return walkForward(spans, { train: length - folds * test, test, mode });
}

function embargoWords(spans: Spans, embargo: number | undefined): string {
  const rows = embargoRows(spans, embargo);
  return rows === 0 ? "no embargo" : `embargo ${rows} ${rows === 1 ? "row" : "rows"}`;
}
