import { normalDensity, normalQuantile } from "@bellwether/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BadMeasureError } from "./errors.js";
import type { TailModel } from "./tail-model.js";
import { expectedShortfall, valueAtRisk } from "./value-at-risk.js";

const f = (...values: number[]) => Float64Array.from(values);
const models: TailModel[] = ["historical", "normal", "cornishFisher"];

describe("the normal distribution", () => {
  it.each([
    [1e-10, -6.361340902404056],
    [0.001, -3.090232306167813],
    [0.05, -1.6448536269514722],
    [0.25, -0.6744897501960817],
    [0.975, 1.959963984540054],
  ])("is below the share %d at the tabled value", (p, value) => {
    expect(Math.abs(normalQuantile(p) / value - 1)).toBeLessThan(1e-14);
  });
  it("is symmetric, and has no quantile outside (0, 1)", () => {
    expect(normalQuantile(0.5)).toBe(0);
    for (const p of [0, 1, -0.1, Number.NaN]) expect(normalQuantile(p)).toBeNaN();
    expect(normalDensity(0)).toBeCloseTo(1 / Math.sqrt(2 * Math.PI), 15);
  });
  it("rises by its density", () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 1 - 1e-6, noNaN: true }), (p) => {
        const h = 1e-4 * Math.min(p, 1 - p);
        const slope = (normalQuantile(p + h) - normalQuantile(p - h)) / (2 * h);
        expect(slope * normalDensity(normalQuantile(p))).toBeCloseTo(1, 5);
      }),
    );
  });
});

describe("the far end of returns", () => {
  const returns = f(0.03, -0.02, 0.01, -0.04, 0.02); // sorted: -4, -2, 1, 2, 3 percent

  it("as observed: the loss at the quantile, and the mean of losses from there on, positive when they hurt", () => {
    expect(valueAtRisk(returns, 0.25)).toBe(0.02);
    expect(valueAtRisk(returns, 0.125), "half way between neighbours").toBeCloseTo(0.03, 15);
    expect(expectedShortfall(returns, 0.25)).toBeCloseTo(0.03, 15);
    expect(expectedShortfall(returns, 0.125)).toBe(0.04);
    expect(valueAtRisk(f(0.01, 0.02), 0.5), "even the bad half gains").toBeCloseTo(-0.015, 15);
  });

  it("as normal: so many sample deviations below the mean", () => {
    const even = f(-0.01, 0, 0.01); // mean 0, deviation 1 %
    expect(valueAtRisk(even, 0.05, "normal")).toBeCloseTo(0.0164485362695147, 15);
    expect(expectedShortfall(even, 0.05, "normal")).toBeCloseTo(0.0206271280750743, 15); // φ(z) / 0.05 deviations
  });

  it("bent by kurtosis: by (z³ - 3z) / 24 for each unit of excess", () => {
    const even = f(-0.01, 0, 0.01); // skew 0, excess kurtosis 3 / 2 - 3
    const z = normalQuantile(0.01);
    expect(valueAtRisk(even, 0.01, "cornishFisher")).toBeCloseTo(-0.01 * (z - (1.5 * (z ** 3 - 3 * z)) / 24), 15);
  });

  it("bent: the mean loss is what integrating the quantile over the tail gives", () => {
    const skewed = f(0.02, 0.01, 0.015, -0.03, 0.005, 0.01, -0.01, 0.03, -0.02, 0.012);
    const steps = 20_000;
    let sum = 0; // midpoints in p = tail × u², which crowd where the quantile is steep
    for (let i = 0; i < steps; i++) {
      const u = (i + 0.5) / steps;
      sum += (valueAtRisk(skewed, 0.05 * u ** 2, "cornishFisher")! * 2 * u) / steps;
    }
    expect(expectedShortfall(skewed, 0.05, "cornishFisher")).toBeCloseTo(sum, 7);
  });

  it.each(["historical", "normal"] as const)("%s: the mean beyond the edge is no better than the edge", (model) => {
    const values = fc.array(fc.double({ min: -0.5, max: 0.5, noNaN: true }), { minLength: 2, maxLength: 50 });
    fc.assert(
      fc.property(values, fc.double({ min: 0.001, max: 0.5, noNaN: true }), (sample, tail) => {
        const column = Float64Array.from(sample);
        const edge = valueAtRisk(column, tail, model)!;
        expect(expectedShortfall(column, tail, model)).toBeGreaterThanOrEqual(edge - 1e-12);
      }),
    );
  });

  it("is null where the model cannot be fitted", () => {
    for (const model of models) {
      expect(valueAtRisk(f(), 0.05, model)).toBeNull();
      expect(expectedShortfall(f(), 0.05, model)).toBeNull();
      expect(valueAtRisk(f(0.1, Number.NaN), 0.05, model)).toBeNull();
    }
    expect(valueAtRisk(f(0.1), 0.05, "normal")).toBeNull();
    expect(valueAtRisk(f(0.1, 0.1), 0.05, "cornishFisher")).toBeNull();
  });

  it("needs a tail between 0 and 1", () => {
    for (const tail of [0, 1, 5, Number.NaN]) {
      expect(() => valueAtRisk(returns, tail)).toThrow(BadMeasureError);
      expect(() => expectedShortfall(returns, tail)).toThrow(BadMeasureError);
    }
  });
});
