import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ConfidenceCurve, confidenceFactor } from "./confidence.js";

describe("confidence", () => {
  it.each<[ConfidenceCurve, number | null, number]>([
    ["off", 0.1, 1],
    ["linear", 0.1, 0.1],
    ["steps", 0.49, 0.7],
    ["steps", 0.5, 1],
    ["steps", 0.8, 1],
    ["steps", 0.81, 1.2],
    ["steps", null, 1],
    ["linear", null, 1],
    [
      {
        points: [
          [0.2, 0.5],
          [0.6, 1.5],
        ],
      },
      0.1,
      0.5,
    ],
    [
      {
        points: [
          [0.2, 0.5],
          [0.6, 1.5],
        ],
      },
      0.4,
      1,
    ],
    [
      {
        points: [
          [0.2, 0.5],
          [0.6, 1.5],
        ],
      },
      0.9,
      1.5,
    ],
    [{ points: [[0.5, 2]] }, 0.7, 2],
  ])("%j at %s is %d", (curve, confidence, factor) => {
    expect(confidenceFactor(curve, confidence)).toBeCloseTo(factor, 15);
  });

  it("points that fall are refused, and of any others more confidence never gives less", () => {
    const point = fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 10, noNaN: true }));
    const at = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(fc.array(point, { minLength: 1, maxLength: 5 }), at, at, (points, a, b) => {
        const parsed = ConfidenceCurve.safeParse({ points });
        const rises = points.every(([x, y], i) => i === 0 || (x > points[i - 1]![0] && y >= points[i - 1]![1]));
        expect(parsed.success).toBe(rises);
        if (!rises) return;
        const factor = (confidence: number) => confidenceFactor({ points }, confidence);
        expect(factor(Math.max(a, b))).toBeGreaterThanOrEqual(factor(Math.min(a, b)));
      }),
    );
    const rising = fc.array(point, { minLength: 2, maxLength: 5 }).map((points) => {
      const ys = points.map(([, y]) => y).sort((a, b) => a - b);
      const xs = [...new Set(points.map(([x]) => x))].sort((a, b) => a - b);
      return xs.map((x, i): [number, number] => [x, ys[i]!]);
    });
    fc.assert(
      fc.property(rising, at, at, (points, a, b) => {
        const factor = (confidence: number) => confidenceFactor({ points }, confidence);
        expect(factor(Math.max(a, b))).toBeGreaterThanOrEqual(factor(Math.min(a, b)));
      }),
      { numRuns: 2_000 },
    );
  });

  it("rounding does not lead past a point: 0.03 + (0.29 - 0.03) is more than 0.29", () => {
    expect(
      confidenceFactor(
        {
          points: [
            [0, 0.03],
            [0.5, 0.29],
            [1, 0.29],
          ],
        },
        0.5,
      ),
    ).toBe(0.29);
  });
});
