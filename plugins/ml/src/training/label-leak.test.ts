import { createRng } from "@bellwether/core";
import { describe, expect, it } from "vitest";
import { matrixOf } from "../matrix.js";
import { assertNoLabelLeak, LabelLeakError } from "./label-leak.js";

/** Samples of one column, whose labels end `ahead` rows on. */
function samples(column: readonly number[], y: readonly number[], classes: readonly string[] = [], ahead = 0) {
  const row = Int32Array.from(y, (_, i) => i);
  return {
    x: matrixOf(column.map((value) => [value])),
    columns: ["column"],
    y: Float64Array.from(y),
    task: classes.length > 0 ? ("classification" as const) : ("regression" as const),
    classes,
    start: row,
    end: row.map((at) => at + ahead),
  };
}

const rng = createRng(4);
const noise = Array.from({ length: 60 }, () => rng.next());
const three = noise.map((value) => Math.min(2, Math.floor(3 * value)));
const THREE = ["SHORT", "FLAT", "LONG"];

describe("assertNoLabelLeak", () => {
  it("refuses a column whose stretches tell three classes apart in their order, upward or downward", () => {
    expect(() => assertNoLabelLeak(samples(noise, three, THREE))).toThrow(LabelLeakError);
    expect(() =>
      assertNoLabelLeak(
        samples(
          noise.map((value) => -value),
          three,
          THREE,
        ),
      ),
    ).toThrow(LabelLeakError);
  });

  it("lets classes pass that meet in a single value, and those out of order, which no correlation would see", () => {
    const touching = noise.map((value, i) => (three[i] === 0 ? 0.1 : value));
    touching[three.indexOf(1)] = 0.1;
    expect(() => assertNoLabelLeak(samples(touching, three, THREE))).not.toThrow();
    const turned = three.map((k) => (k + 1) % 3);
    expect(() => assertNoLabelLeak(samples(noise, turned, THREE))).not.toThrow();
  });

  it("refuses a number that is a straight or a rising line of the column, though single precision ties some", () => {
    const y = noise.map((value) => 2 - 5 * value);
    expect(() => assertNoLabelLeak(samples(noise, y))).toThrow("a correlation of -1.000000 with the label");
    expect(() =>
      assertNoLabelLeak(
        samples(
          noise,
          noise.map((value) => value ** 7),
        ),
      ),
    ).toThrow("a rank correlation of 1.");
    const fine = noise.map((value) => 10 + 1e-2 * value);
    expect(() => assertNoLabelLeak(samples(fine, noise))).toThrow(LabelLeakError);
  });

  it("lets a number pass that goes the same way in all steps but one", () => {
    const y = noise.map((value) => value ** 7);
    const [low, high] = [y.indexOf(Math.min(...y)), y.indexOf(Math.max(...y))];
    [y[low], y[high]] = [y[high]!, y[low]!];
    expect(() => assertNoLabelLeak(samples(noise, y))).not.toThrow();
  });

  it("says nothing of few samples, or few that do not overlap: a perfect order may be chance", () => {
    expect(() => assertNoLabelLeak(samples(noise.slice(0, 15), noise.slice(0, 15)))).not.toThrow();
    expect(() => assertNoLabelLeak(samples(noise, three, THREE, 10))).not.toThrow();
    const rare = noise.map((value) => (value > 0.95 ? 1 : 0));
    expect(() => assertNoLabelLeak(samples(noise, rare, ["LOSS", "WIN"]))).not.toThrow();
  });

  it("lets a column pass that does not vary", () => {
    expect(() =>
      assertNoLabelLeak(
        samples(
          noise.map(() => 1),
          noise,
        ),
      ),
    ).not.toThrow();
    expect(() =>
      assertNoLabelLeak(
        samples(
          noise.map(() => 1),
          three,
          THREE,
        ),
      ),
    ).not.toThrow();
  });
});
