import { equalBlocks } from "./counts.js";
import { embargoRows } from "./embargo.js";
import { allSamples, type PurgedSplit, purgedSplit } from "./purge.js";
import { checkedSpans, type PurgeOptions, type Unspanned } from "./spans.js";
import type { Spans, Split } from "./split.js";

/**
 * Contiguous folds in order, nothing purged. For labels that are known at once; where they look ahead, neighbours on
 * both sides of a fold's edge know its answers: take {@link purgedKFold}.
 * @throws {BadSplitError} unless there are from 2 folds to one a sample.
 */
export function kFold(samples: number, { folds }: { readonly folds: number }): Split[] {
  return purgedKFold({ samples }, { folds, embargo: 0, allowUnpurged: true }).map(({ train, test }) => ({
    train,
    test,
  }));
}

export interface PurgedKFoldOptions extends PurgeOptions {
  readonly folds: number;
  /** Rows, or below 1 a share of them. Default: 1 % of them or the longest label, whichever is longer. */
  readonly embargo?: number | undefined;
}

/**
 * Contiguous folds in order, each tested once by what all others teach, less the training samples that know something
 * of it: see {@link purgedSplit}. A first fold under a long embargo may leave nothing to train on.
 * @throws {BadSplitError} without spans, for spans that break their promises, and unless there are 2 to one fold a sample.
 */
export function purgedKFold(samples: Spans | Unspanned, options: PurgedKFoldOptions): PurgedSplit[] {
  const spans = checkedSpans(samples, options);
  const embargo = embargoRows(spans, options.embargo);
  const all = allSamples(spans);
  return equalBlocks("folds", all.to, options.folds).map((fold) => purgedSplit(spans, all, [fold], embargo));
}
