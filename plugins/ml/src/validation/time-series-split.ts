import { assertWhole } from "./counts.js";
import { type PurgedSplit, purgedSplit } from "./purge.js";
import { checkedSpans } from "./spans.js";
import { BadSplitError, type Spans } from "./split.js";

export interface TimeSeriesSplitOptions {
  readonly splits: number;
  /** Samples between training and test; at least the horizon where no spans are given. Default 0. */
  readonly gap?: number | undefined;
  /** Samples of each test; default ⌊samples / (splits + 1)⌋. */
  readonly testSize?: number | undefined;
  /** Most samples to train on, the newest; default all. */
  readonly maxTrainSize?: number | undefined;
}

/**
 * Tests that follow one another up to the last sample, each after all that came before it.
 * @param samples - how many there are, of which the caller knows that `gap` keeps them apart; or their spans, to purge by.
 * @throws {BadSplitError} where so many tests do not leave a sample to train on.
 * @see scikit-learn's `TimeSeriesSplit`, whose divisions these are
 */
export function timeSeriesSplit(samples: number | Spans, options: TimeSeriesSplitOptions): PurgedSplit[] {
  const spans =
    typeof samples === "number" ? checkedSpans({ samples }, { allowUnpurged: true }) : checkedSpans(samples);
  const { length } = spans.row;
  const { splits, gap = 0, testSize = Math.floor(length / (splits + 1)), maxTrainSize = length } = options;
  assertWhole("splits", splits, 2);
  assertWhole("gap", gap, 0);
  if (splits + 1 > length) throw new BadSplitError(`${splits} splits need ${splits + 1} samples, there are ${length}`);
  assertWhole("testSize", testSize, 1);
  assertWhole("maxTrainSize", maxTrainSize, 1);
  const first = length - splits * testSize;
  if (first - gap < 1)
    throw new BadSplitError(
      `${splits} tests of ${testSize} samples and a gap of ${gap} leave none of ${length} to train on`,
    );
  return Array.from({ length: splits }, (_, k) => {
    const from = first + k * testSize;
    const learnt = { from: Math.max(0, from - gap - maxTrainSize), to: from - gap };
    return purgedSplit(spans, learnt, [{ from, to: from + testSize }], 0);
  });
}
