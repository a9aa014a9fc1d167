import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { histogram } from "./histogram.js";

describe("histogram", () => {
  it("counts into bins of a round width, zero on an edge", () => {
    // quartiles -0.01 and 0.01: 2 × 0.02 ÷ ∛8 = 0.02
    const values = Float64Array.of(-0.03, -0.01, -0.01, -0.01, 0.01, 0.01, 0.01, 0.05);
    expect(histogram(values)).toEqual({
      edges: [-0.04, -0.02, 0, 0.02, 0.04, 0.06],
      counts: [1, 3, 3, 0, 1],
      below: 0,
      above: 0,
    });
  });

  it("puts a value on an edge into the bin that begins there, though 0.7 / 0.1 is less than 7", () => {
    const steps = Array.from({ length: 7 }, (_, i) => 0.1 * (i + 1));
    const { edges, counts } = histogram(Float64Array.from([...new Array(20).fill(0), ...steps, 0.7]), 9)!;
    expect(edges).toEqual([0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8]);
    expect(counts).toEqual([20, 1, 1, 1, 1, 1, 1, 2]);
  });

  it("leaves a thin tail out of the bins rather than squeezing the rest into one", () => {
    const values = Float64Array.from({ length: 1_000 }, (_, i) => (i === 0 ? -50 : (i % 21) / 1_000));
    const { edges, counts, below } = histogram(values)!;
    expect(below).toBe(1);
    expect(counts.length).toBeGreaterThan(5);
    expect(edges[0]).toBeGreaterThan(-1);
  });

  it.each([0, 0.5, -3e-9, 1e12])("gives values that do not differ one bin: %d", (value) => {
    const { edges, counts } = histogram(new Float64Array(7).fill(value))!;
    expect(counts).toEqual([7]);
    expect(edges[0]).toBeLessThanOrEqual(value);
    expect(edges[1]).toBeGreaterThan(value);
  });

  it("has nothing to say of no values", () => expect(histogram(new Float64Array())).toBeNull());

  it("loses no value, keeps to its number of bins, and ascends", () => {
    const value = fc.double({ min: -1e6, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 400 }), (values) => {
        const { edges, counts, below, above } = histogram(Float64Array.from(values))!;
        expect(counts.reduce((a, b) => a + b, below + above)).toBe(values.length);
        expect(counts.length).toBeLessThanOrEqual(40);
        expect(edges).toEqual([...new Set(edges)].sort((a, b) => a - b));
        expect(below + above).toBeLessThanOrEqual(Math.ceil(0.01 * values.length) + 1);
      }),
    );
  });
});
