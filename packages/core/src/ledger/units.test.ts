import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decimalUnits } from "../market/grid.js";
import { nearestUnits, productUnits, unitsOf } from "./units.js";

const places = fc.integer({ min: 0, max: 9 });
const decimal = fc
  .tuple(fc.integer({ min: 0, max: 1e12 }), places)
  .map(([count, digits]) => ({ value: Number(`${count}e-${digits}`), places: digits, count: BigInt(count) }));

describe("amounts as whole units", () => {
  it("are exact, whether a double holds them or not", () => {
    fc.assert(
      fc.property(fc.double({ min: -1e12, max: 1e12, noNaN: true }), fc.integer({ min: 0, max: 18 }), (x, scale) => {
        expect(BigInt(unitsOf(x, scale))).toBe(decimalUnits(x, scale));
      }),
      { numRuns: 2_000 },
    );
    expect([unitsOf(0.1, 1), unitsOf(1.23, 18)]).toEqual([1, 1_230_000_000_000_000_000n]);
  });

  it("of a product are those of the two decimals, digits beyond the scale cut", () => {
    fc.assert(
      fc.property(decimal, decimal, fc.integer({ min: 0, max: 18 }), (a, b, scale) => {
        const shift = BigInt(scale - a.places - b.places);
        const wanted = shift >= 0n ? a.count * b.count * 10n ** shift : (a.count * b.count) / 10n ** -shift;
        expect(BigInt(productUnits(a.value, a.places, b.value, b.places, scale))).toBe(wanted);
      }),
      { numRuns: 2_000 },
    );
  });

  it("of a computed amount are the nearest", () => {
    expect([nearestUnits(0.1 + 0.2, 2), nearestUnits(0.125, 2), Number(nearestUnits(-0.004, 2)) + 0]).toEqual([
      30, 13, 0,
    ]);
    expect(nearestUnits(123_456_789, 18)).toBe(123_456_789_000_000_000_000_000_000n);
  });
});
