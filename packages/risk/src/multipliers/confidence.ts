import * as z from "zod";

const Points = z
  .array(z.tuple([z.number().min(0).max(1), z.number().min(0).max(100)]))
  .min(1)
  .refine((points) => isRising(points), "confidences must rise from point to point, and factors must not fall");

/** How a confidence scales a size. */
export const ConfidenceCurve = z.union([z.enum(["steps", "linear", "off"]), z.strictObject({ points: Points })]);
export type ConfidenceCurve = z.output<typeof ConfidenceCurve>;

/** Factor on a size for a confidence in [0, 1]: 1 for none, and never less for more of it. */
export function confidenceFactor(curve: ConfidenceCurve, confidence: number | null): number {
  if (confidence === null || curve === "off") return 1;
  if (curve === "linear") return confidence;
  if (curve === "steps") return confidence < 0.5 ? 0.7 : confidence <= 0.8 ? 1 : 1.2;
  return interpolated(curve.points, confidence);
}

/** Straight lines between the points, level beyond the ends. */
function interpolated(points: readonly (readonly [x: number, y: number])[], at: number): number {
  let [x0, y0] = points[0]!;
  if (at <= x0) return y0;
  for (const [x, y] of points) {
    if (at <= x) return Math.min(y, y0 + ((at - x0) / (x - x0)) * (y - y0)); // rounding must not lead past y
    x0 = x;
    y0 = y;
  }
  return y0;
}

function isRising(points: readonly (readonly [x: number, y: number])[]): boolean {
  return points.every(([x, y], i) => i === 0 || (x > points[i - 1]![0] && y >= points[i - 1]![1]));
}
