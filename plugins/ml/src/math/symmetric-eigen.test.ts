import * as fc from "fast-check";
import { expect, it } from "vitest";
import { EigenError, symmetricEigen } from "./symmetric-eigen.js";

it("knows a matrix by hand, values falling and signs fixed", () => {
  const { values, vectors } = symmetricEigen(Float64Array.of(2, -1, 0, -1, 2, 0, 0, 0, 5), 3);
  [5, 3, 1].forEach((value, i) => {
    expect(values[i]).toBeCloseTo(value, 14);
  });
  expect([...vectors.subarray(0, 3)]).toEqual([0, 0, 1]);
  expect(Math.abs(vectors[3]!)).toBeCloseTo(Math.SQRT1_2, 14);
  expect(vectors[3]! * vectors[4]!, "3 belongs to (1, -1)").toBeCloseTo(-0.5, 14);
});

it("puts together again what it took apart, with vectors at right angles", () => {
  const square = fc
    .integer({ min: 1, max: 7 })
    .chain((n) => fc.array(fc.double({ min: -5, max: 5, noNaN: true }), { minLength: n * n, maxLength: n * n }));
  fc.assert(
    fc.property(square, (entries) => {
      const n = Math.sqrt(entries.length);
      const a = Float64Array.from(entries, (_, at) => entries[at]! + entries[(at % n) * n + Math.floor(at / n)]!);
      const { values, vectors } = symmetricEigen(a, n);
      for (let i = 0; i < n; i++)
        for (let j = 0; j < n; j++) {
          let sum = 0;
          let product = 0;
          for (let k = 0; k < n; k++) {
            sum += values[k]! * vectors[k * n + i]! * vectors[k * n + j]!;
            product += vectors[i * n + k]! * vectors[j * n + k]!;
          }
          expect(sum).toBeCloseTo(a[i * n + j]!, 11);
          expect(product).toBeCloseTo(i === j ? 1 : 0, 12);
        }
    }),
  );
});

it("refuses entries that are not finite, and takes a matrix of zeros", () => {
  expect(() => symmetricEigen(Float64Array.of(Number.NaN), 1)).toThrow(EigenError);
  expect([...symmetricEigen(new Float64Array(4), 2).values]).toEqual([0, 0]);
});
