import { createRng, normalQuantile } from "@bellwether/core";
import { describe, expect, it } from "vitest";
import { BadTrialsError } from "./bad-trials-error.js";
import { effectiveTrials } from "./effective-trials.js";
import { pearson } from "./metrics/correlation.js";

/** Columns that share one source of luck in the proportion given: correlated by `share`. */
function trials(count: number, length: number, share: number): Float64Array[] {
  const rng = createRng(4);
  const normal = () => normalQuantile(rng.next() * 0.999999 + 5e-7);
  const common = Float64Array.from({ length }, normal);
  return Array.from({ length: count }, () =>
    common.map((value) => Math.sqrt(share) * value + Math.sqrt(1 - share) * normal()),
  );
}

describe("the number of independent trials", () => {
  it("is one for any number of copies, and all of them where none is like another", () => {
    const [column] = trials(1, 500, 0);
    expect(effectiveTrials([column!])).toBe(1);
    expect(effectiveTrials(Array.from({ length: 30 }, (_, k) => column!.map((value) => (k + 1) * value)))).toBeCloseTo(
      1,
      9,
    );
    expect(effectiveTrials(trials(30, 5_000, 0))).toBeGreaterThan(29);
  });

  it("lies between by the mean correlation of pairs", () => {
    const columns = trials(12, 2_000, 0.5);
    let sum = 0;
    for (let i = 0; i < 12; i++) for (let j = 0; j < i; j++) sum += pearson(columns[i]!, columns[j]!)!;
    const mean = sum / 66;
    expect(mean).toBeCloseTo(0.5, 1);
    expect(effectiveTrials(columns)).toBeCloseTo(mean + (1 - mean) * 12, 9);
  });

  it("counts mirror images and trials that never traded in full", () => {
    const [column] = trials(1, 500, 0);
    expect(effectiveTrials([column!, column!.map((value) => -value)])).toBe(2);
    expect(effectiveTrials([column!, new Float64Array(500)])).toBe(2);
    expect(effectiveTrials([column!, column!, new Float64Array(500)]), "one pair of three").toBeCloseTo(7 / 3, 9);
  });

  it("is refused of nothing, of unequal lengths, and of what is not finite", () => {
    for (const wrong of [
      [],
      [new Float64Array(1)],
      [new Float64Array(3), new Float64Array(4)],
      [Float64Array.of(1, Number.NaN)],
    ])
      expect(() => effectiveTrials(wrong)).toThrow(BadTrialsError);
  });
});
