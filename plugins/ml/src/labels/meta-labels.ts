import type { BarColumns } from "@bellwether/core";
import type { BarrierInputs } from "./barrier-trades.js";
import { BadLabelError, type Labels } from "./labels.js";
import { tripleBarrierLabels } from "./triple-barrier-labels.js";
import type { TripleBarrierOptions } from "./triple-barrier-settings.js";

export interface MetaLabelOptions extends TripleBarrierOptions, Omit<BarrierInputs, "side"> {
  /** What the primary model would trade, by row of bars: 1 long, -1 short, 0 nothing. */
  readonly sides: Int8Array;
  /** By row: 1 where the primary model was not trained on anything that overlaps the row. */
  readonly outOfFold: ArrayLike<number | boolean>;
  /** Take sides that the primary model was trained on too: its success there says little, and labels are too kind. */
  readonly inSample?: boolean;
}

/**
 * Labels for a second model that says whether to follow a first: WIN where trading the first one's side makes money, else
 * LOSS. The first one's sides must be out of fold: on rows that it was trained on it is right more often than it ever will
 * be again, and the second model would learn to trust it.
 * @throws {BadLabelError} for a side that is not declared out of fold, unless `inSample` says that this is meant.
 * @see AFML, section 3.6
 */
export function metaLabels(
  bars: BarColumns,
  { sides, outOfFold, inSample = false, ...rest }: MetaLabelOptions,
): Labels {
  if (outOfFold.length !== sides.length)
    throw new BadLabelError(`outOfFold has ${outOfFold.length} flags for ${sides.length} sides; give one a side`);
  if (!inSample) {
    let seen = 0;
    let first = -1;
    for (let row = 0; row < sides.length; row++) {
      if (sides[row] === 0 || outOfFold[row]) continue;
      if (seen++ === 0) first = row;
    }
    if (seen > 0)
      throw new BadLabelError(
        `${seen} sides, the first at row ${first}, are of a model trained on them; set them to 0, or say inSample: true`,
      );
  }
  return tripleBarrierLabels(bars, { ...rest, side: sides });
}
