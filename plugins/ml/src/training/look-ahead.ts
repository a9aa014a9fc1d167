import { type BarColumns, createRng, frameOf, type Timeframe, TradingError } from "@bellwether/core";
import { mapColumns } from "../data/pick-bars.js";
import type { FeatureSet } from "../features/feature-set.js";
import { type FeatureRows, featureRows } from "./feature-rows.js";

/** A feature of a training set is another without the bars that came later: it looks ahead. */
export class FeatureLooksAheadError extends TradingError {
  override readonly code = "FEATURE_LOOKS_AHEAD";
  constructor(
    readonly column: string,
    /** Open time of the bar, epoch ms UTC. */
    readonly openTime: number,
    readonly value: number,
    readonly onPrefix: number,
    readonly later: number,
  ) {
    super(
      `the feature ${column} looks ahead: at the bar of ${new Date(openTime).toISOString()} it is ${value}, and ${onPrefix} ` +
        `without the bars from ${later} rows later on; make it of closed bars only, and check it with describeFeature`,
    );
  }
}

/** Rows past the warm-up among which most prefixes end: a cheat shows anywhere, and short ones are cheap. */
const NEAR = 1_000;

/**
 * Computes the features again on a few prefixes of the bars: not a value may differ from those over the whole. Two of them
 * end in neighbouring rows, so that one ends inside a bar of any higher timeframe.
 * @throws {FeatureLooksAheadError} naming the first column that does.
 */
export function assertNoLookAhead(
  set: FeatureSet,
  bars: BarColumns,
  { x, whole }: FeatureRows,
  { symbol, timeframe, seed }: { readonly symbol: string; readonly timeframe: Timeframe; readonly seed: number },
): void {
  for (const length of prefixLengths(whole.length, set.warmup, seed)) {
    const prefix = mapColumns(bars, (column) => column.slice(0, length));
    const { x: seen } = featureRows(set, frameOf(prefix, { symbol, timeframe }));
    const { columns, data } = seen;
    // from the newest row back: the nearer the end, the more there is to see of what is missing
    for (let at = length * columns - 1; at >= 0; at--) {
      const value = x.data[at]!;
      const onPrefix = data[at]!;
      if (value === onPrefix || (Number.isNaN(value) && Number.isNaN(onPrefix))) continue;
      const row = Math.floor(at / columns);
      throw new FeatureLooksAheadError(set.names[at % columns]!, bars.openTime[row]!, value, onPrefix, length - row);
    }
  }
}

function prefixLengths(rows: number, warmup: number, seed: number): number[] {
  const most = rows - warmup - 2; // at least two rows are missing from each
  if (most < 1) return [];
  const rng = createRng(seed).fork("look-ahead");
  const near = () => warmup + 1 + rng.int(Math.min(NEAR, most));
  const [first, second] = [near(), near()];
  return [first, first + 1, second, second + 1, warmup + 1 + rng.int(most)];
}
