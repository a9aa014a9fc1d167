import fc from "fast-check";
import { expect, it } from "vitest";
import { floorToFloat32, largestBelow } from "./float32.js";

const SMALLEST = 2 ** -149;

it("rounds down to single precision", () => {
  expect(floorToFloat32(0.5)).toBe(0.5);
  expect(floorToFloat32(0.50000001)).toBe(0.5);
  expect(floorToFloat32(0.1)).toBe(13_421_772 / 2 ** 27);
  expect(floorToFloat32(-0.1)).toBe(Math.fround(-0.1));
  expect(floorToFloat32(-1e-60)).toBe(-SMALLEST);
  expect(floorToFloat32(1e60)).toBe(3.4028234663852886e38);
});

it("gives the largest value below", () => {
  expect(largestBelow(1)).toBe(1 - 2 ** -24);
  expect(largestBelow(-1)).toBe(-1 - 2 ** -23);
  expect(largestBelow(0)).toBe(-SMALLEST);
  expect(largestBelow(SMALLEST)).toBe(0);
  expect(largestBelow(0.50000001)).toBe(0.5);
});

it("takes the same branch as the double it stands for, for every float32", () => {
  const single = fc.float({ noNaN: true });
  fc.assert(
    fc.property(single, fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), single), (x, threshold) => {
      expect(x <= floorToFloat32(threshold)).toBe(x <= threshold);
      expect(x <= largestBelow(threshold)).toBe(x < threshold);
    }),
    { numRuns: 2_000 },
  );
});
