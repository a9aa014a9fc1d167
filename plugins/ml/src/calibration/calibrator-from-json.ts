import * as z from "zod";
import { BadCalibrationError } from "./bad-calibration-error.js";
import type { Calibrator } from "./calibrator.js";
import { isotonicCalibrator } from "./isotonic-calibrator.js";
import { plattCalibrator } from "./platt-calibrator.js";

const MOST_CLASSES = 1_000;
const MOST_POINTS = 1_000_000;

/** No difference of two runs out of doubles. */
const points = z.array(z.number().min(-1e200).max(1e200)).min(1).max(MOST_POINTS);

const IsotonicJson = z
  .strictObject({ x: points, y: points })
  .refine(({ x, y }) => x.length === y.length, "x and y must be as many")
  .refine(({ x }) => x.every((value, k) => k === 0 || value > x[k - 1]!), "x must rise")
  .refine(
    ({ y }) => y.every((value, k) => value >= (y[k - 1] ?? 0) && value <= 1),
    "y must not fall, and stay in [0, 1]",
  );

/** Falling curves are none of ours. */
const PlattJson = z.strictObject({ a: z.number().max(0), b: z.number() });

const CalibratorFile = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("platt"), curves: z.array(PlattJson).min(1).max(MOST_CLASSES) }),
  z.strictObject({ type: z.literal("isotonic"), curves: z.array(IsotonicJson).min(1).max(MOST_CLASSES) }),
]);

/**
 * The calibrator whose `toJson` this is. It comes from a file: everything is checked.
 * @throws {BadCalibrationError} naming the first value that breaks the form.
 */
export function calibratorFromJson(json: unknown): Calibrator {
  const parsed = CalibratorFile.safeParse(json);
  if (!parsed.success) {
    const { path, message } = parsed.error.issues[0]!;
    throw new BadCalibrationError(`not a calibrator: ${path.length === 0 ? "" : `${path.join(".")}: `}${message}`);
  }
  const file = parsed.data;
  if (file.curves.length === 2)
    throw new BadCalibrationError("not a calibrator: curves: two classes have one curve, of the second");
  return file.type === "platt"
    ? plattCalibrator(file.curves)
    : isotonicCalibrator(file.curves.map(({ x, y }) => ({ x: Float64Array.from(x), y: Float64Array.from(y) })));
}
