import { assertWhole } from "./counts.js";
import { type PurgedSplit, purgedSplit } from "./purge.js";
import { checkedSpans, type PurgeOptions, type Unspanned } from "./spans.js";
import { BadSplitError, type Spans } from "./split.js";

export interface WalkForwardOptions extends PurgeOptions {
  /** Samples of the first training window. */
  readonly train: number;
  /** Samples of each test window. */
  readonly test: number;
  /** Samples from one test window to the next; default `test`, so that each is tested once. */
  readonly step?: number | undefined;
  /** Whether the training window keeps its beginning or its length. */
  readonly mode: "expanding" | "rolling";
  /** Samples between training and test window, on top of which purging looks at spans. Default 0. */
  readonly gap?: number | undefined;
  /** Ends with a shorter test window where samples are left. Default false. */
  readonly shortLast?: boolean | undefined;
}

/**
 * Learns from a window, is tested on the next, and moves on: the way a model is used. Training samples whose label
 * reaches into the test window are purged.
 * @throws {BadSplitError} for settings that are not whole numbers, and where not one window fits.
 */
export function walkForward(samples: Spans | Unspanned, options: WalkForwardOptions): PurgedSplit[] {
  const spans = checkedSpans(samples, options);
  const { train, test, mode, step = test, gap = 0, shortLast = false } = options;
  assertWhole("train", train, 1);
  assertWhole("test", test, 1);
  assertWhole("step", step, 1);
  assertWhole("gap", gap, 0);
  const { length } = spans.row;
  const splits: PurgedSplit[] = [];
  for (let moved = 0; ; moved += step) {
    const from = moved + train + gap;
    if (shortLast ? from >= length : from + test > length) break;
    const learnt = { from: mode === "rolling" ? moved : 0, to: moved + train };
    splits.push(purgedSplit(spans, learnt, [{ from, to: Math.min(from + test, length) }], 0));
  }
  if (splits.length === 0)
    throw new BadSplitError(
      `no window fits: train ${train} + gap ${gap} + test ${test} samples, of ${length}; give shorter windows`,
    );
  return splits;
}
