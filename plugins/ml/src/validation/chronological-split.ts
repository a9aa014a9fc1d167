import { assertWhole, range, samplesOf } from "./counts.js";
import { type PurgedSplit, purgedSplit } from "./purge.js";
import { type Block, checkedSpans, type PurgeOptions, type Unspanned } from "./spans.js";
import { BadSplitError, type Spans } from "./split.js";

export interface PartsOptions extends PurgeOptions {
  /** Samples left out at the end of each part but the last, on top of what purging leaves out. Default 0. */
  readonly gap?: number | undefined;
}

/** A stretch of samples, its end cut so that it knows nothing of the next. */
export interface Part {
  readonly samples: Int32Array;
  /** Samples left out because their label reaches into the next part. */
  readonly purged: number;
}

/**
 * Parts in order of time, the last one ending with the last sample: train, calibrate, test. Sizes below 1 are shares of
 * the samples, others numbers of them; where shares sum to 1 the first part takes what rounding leaves.
 * @throws {BadSplitError} for sizes that ask for more than there is, and for a part of which nothing is left.
 */
export function chronologicalParts(
  samples: Spans | Unspanned,
  sizes: readonly number[],
  options: PartsOptions = {},
): Part[] {
  const spans = checkedSpans(samples, options);
  const { gap = 0 } = options;
  assertWhole("gap", gap, 0);
  const blocks = blocksOf(spans.row.length, sizes);
  return blocks.map(({ from, to }, k) => {
    const next = blocks[k + 1];
    if (next === undefined) return { samples: range(from, to), purged: 0 };
    const { train, purged } = purgedSplit(spans, { from, to: Math.max(from, to - gap) }, [next], 0);
    if (train.length === 0)
      throw new BadSplitError(
        `nothing is left of part ${k + 1} of ${sizes.length}: it has ${to - from} samples, the gap takes ${Math.min(gap, to - from)}, purging ${purged}`,
      );
    return { samples: train, purged };
  });
}

function blocksOf(samples: number, sizes: readonly number[]): Block[] {
  if (sizes.length === 0) throw new BadSplitError("no sizes of parts; give one a part, in order of time");
  const counts = sizes.map((size, k) => samplesOf(`size ${k + 1}`, size, samples));
  const whole = Math.abs(sizes.reduce((sum, size) => sum + size, 0) - 1) < 1e-9 && sizes.length > 1;
  if (whole) counts[0] = samples - counts.slice(1).reduce((sum, count) => sum + count, 0);
  const wanted = counts.reduce((sum, count) => sum + count, 0);
  if (wanted > samples) throw new BadSplitError(`parts of ${counts.join(" + ")} samples, of ${samples}; ask for less`);
  let from = samples - wanted;
  return counts.map((count) => {
    from += count;
    return { from: from - count, to: from };
  });
}

export interface ChronologicalOptions extends PartsOptions {
  /** A share of the samples below 1, or a number of them, just before the test; default all that are left. */
  readonly train?: number | undefined;
  /** A share of the samples below 1, or a number of them: the last ones. */
  readonly test: number;
}

/** Learns from what came first and is tested on what came last. @throws {BadSplitError} as {@link chronologicalParts}. */
export function chronologicalSplit(samples: Spans | Unspanned, options: ChronologicalOptions): PurgedSplit {
  const spans = checkedSpans(samples, options);
  const train = options.train ?? spans.row.length - samplesOf("test", options.test, spans.row.length);
  const [earlier, later] = chronologicalParts(spans, [train, options.test], options);
  return { train: earlier!.samples, test: later!.samples, purged: earlier!.purged, embargoed: 0 };
}
