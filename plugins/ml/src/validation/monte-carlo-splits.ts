import { createRng } from "@bellwether/core";
import { assertWhole, samplesOf } from "./counts.js";
import { embargoRows } from "./embargo.js";
import { allSamples, type PurgedSplit, purgedSplit } from "./purge.js";
import { checkedSpans, type PurgeOptions, type Unspanned } from "./spans.js";
import { BadSplitError, type Spans } from "./split.js";

export interface MonteCarloOptions extends PurgeOptions {
  readonly splits: number;
  /** A share of the samples below 1, or a number of them, that follow one another. */
  readonly test: number;
  readonly seed: number;
  /** Rows, or below 1 a share of them. Default: 1 % of them or the longest label, whichever is longer. */
  readonly embargo?: number | undefined;
}

/**
 * Test windows drawn at random, no two alike, each tested by what all other samples teach, purged and embargoed. Windows
 * may overlap: their scores vary less than independent ones would. Equal seeds draw equal windows.
 * @throws {BadSplitError} without spans, or where there are fewer windows than splits.
 */
export function monteCarloSplits(samples: Spans | Unspanned, options: MonteCarloOptions): PurgedSplit[] {
  const spans = checkedSpans(samples, options);
  const all = allSamples(spans);
  const length = samplesOf("test", options.test, all.to);
  assertWhole("splits", options.splits, 1);
  const windows = all.to - length + 1;
  if (options.splits > windows || length === all.to)
    throw new BadSplitError(
      `${options.splits} windows of ${length} samples cannot be drawn from ${all.to}; give fewer splits or a shorter test`,
    );
  const embargo = embargoRows(spans, options.embargo);
  const rng = createRng(options.seed).fork("monte carlo splits");
  const starts = new Set<number>();
  while (starts.size < options.splits) starts.add(rng.int(windows));
  return Array.from(starts, (from) => purgedSplit(spans, all, [{ from, to: from + length }], embargo));
}
