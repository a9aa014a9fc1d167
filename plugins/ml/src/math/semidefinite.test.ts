import * as fc from "fast-check";
import { expect, it } from "vitest";
import { solveSemidefinite } from "./semidefinite.js";

it("solves a system by hand", () => {
  const b = Float64Array.of(10, 8);
  expect(solveSemidefinite(Float64Array.of(4, 0, 2, 3), b), "the upper triangle is not read").toBe(0);
  expect(b[0]).toBeCloseTo(1.75, 14);
  expect(b[1]).toBeCloseTo(1.5, 14);
});

it("leaves out a variable that repeats another, and one that is never there", () => {
  const b = Float64Array.of(2, 2, 0);
  expect(solveSemidefinite(Float64Array.of(1, 1, 0, 1, 1, 0, 0, 0, 0), b)).toBe(2);
  expect([...b]).toEqual([2, 0, 0]);
});

it("gives back what was multiplied in", () => {
  const entry = fc.double({ min: -2, max: 2, noNaN: true });
  const system = fc
    .integer({ min: 1, max: 6 })
    .chain((n) =>
      fc.tuple(
        fc.array(entry, { minLength: n * n, maxLength: n * n }),
        fc.array(entry, { minLength: n, maxLength: n }),
      ),
    );
  fc.assert(
    fc.property(system, ([entries, answer]) => {
      const n = answer.length;
      const a = new Float64Array(n * n);
      for (let i = 0; i < n; i++)
        for (let j = 0; j < n; j++) {
          for (let k = 0; k < n; k++) a[i * n + j]! += entries[i * n + k]! * entries[j * n + k]!;
          if (i === j) a[i * n + j]! += 1; // well away from singular
        }
      const b = Float64Array.from(answer, (_, i) => answer.reduce((sum, s, j) => sum + a[i * n + j]! * s, 0));
      expect(solveSemidefinite(a, b)).toBe(0);
      for (let i = 0; i < n; i++) expect(b[i]).toBeCloseTo(answer[i]!, 9);
    }),
  );
});
