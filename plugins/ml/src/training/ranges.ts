import type { Dataset } from "../dataset.js";
import { BadSplitError } from "../validation/split.js";
import type { SampleRange } from "./training-report.js";

export interface Shares {
  readonly train: number;
  readonly calibration: number;
  readonly test: number;
}

/** Rows of bars at which the samples of a training are cut; the same for all members of an ensemble. */
export interface Cuts {
  /** Equal to `test` where nothing is calibrated. */
  readonly calibration: number;
  readonly test: number;
}

/** Places of samples, in order of time; no label of an earlier part reaches into a later one. */
export interface Parts {
  readonly train: Int32Array;
  readonly calibration: Int32Array;
  readonly test: Int32Array;
}

/** Where the shares of the samples fall. @throws {BadSplitError} for fewer than ten samples. */
export function cutsOf({ row }: Pick<Dataset, "row">, shares: Shares): Cuts {
  if (row.length < 10)
    throw new BadSplitError(
      `${row.length} samples are left after warm-up and unknown labels; give more bars, features that warm up sooner, or a shorter horizon`,
    );
  const test = Math.min(row.length - 1, Math.round(row.length * (1 - shares.test)));
  const calibration = shares.calibration === 0 ? test : Math.round(row.length * shares.train);
  return { calibration: row[calibration]!, test: row[test]! };
}

/**
 * The samples of each part; those whose label was not decided when the next part begins are left out.
 * @throws {BadSplitError} where a part that is wanted ends up with fewer than two samples.
 */
export function partsAt({ row, end }: Pick<Dataset, "row" | "end">, { calibration, test }: Cuts): Parts {
  const places = Int32Array.from(row.keys());
  const parts: Parts = {
    train: places.filter((i) => row[i]! < calibration && end[i]! < calibration),
    calibration: places.filter((i) => row[i]! >= calibration && row[i]! < test && end[i]! < test),
    test: places.filter((i) => row[i]! >= test),
  };
  for (const [name, { length }] of Object.entries(parts))
    if (length < 2 && (name !== "calibration" || calibration < test))
      throw new BadSplitError(
        `${row.length} samples leave ${length} for ${name}; give more bars, a shorter horizon or other shares`,
      );
  return parts;
}

/**
 * Samples of a window of newest bars: the last share of them calibrates, those before learn; labels of these that reach
 * into the calibration are left out. A share of 0 lets all learn.
 */
export function windowParts(
  { row, end }: Pick<Dataset, "row" | "end">,
  calibration: number,
): Pick<Parts, "train" | "calibration"> {
  const places = Int32Array.from(row.keys());
  const cut = calibration === 0 ? places.length : Math.floor(places.length * (1 - calibration));
  const limit = cut < places.length ? row[cut]! : Number.POSITIVE_INFINITY;
  return { train: places.filter((i) => i < cut && end[i]! < limit), calibration: places.subarray(cut) };
}

/** By the close times of its bars. */
export function rangeOf({ time }: Pick<Dataset, "time">, places: Int32Array): SampleRange {
  return { from: time[places[0]!]!, to: time[places.at(-1)!]!, samples: places.length };
}
