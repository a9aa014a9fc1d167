import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { noOracles, readOracle } from "../../test/oracle-files.js";
import { fUpperTail, incompleteBeta } from "./incomplete-beta.js";
import { digamma, logGamma } from "./log-gamma.js";

type Row = readonly number[];
const oracle = readOracle<{ expected: Record<"lgamma" | "digamma" | "betainc" | "fSf", readonly Row[]> }>(
  "special-functions.json",
);

describe("special functions", () => {
  it("know factorials, harmonic numbers and the half", () => {
    expect(Math.exp(logGamma(11))).toBeCloseTo(3_628_800, 4);
    expect(logGamma(0.5)).toBeCloseTo(Math.log(Math.sqrt(Math.PI)), 14);
    expect([logGamma(1), logGamma(2)].map(Math.abs).every((x) => x < 1e-14)).toBe(true);
    expect(digamma(1), "minus Euler's constant").toBeCloseTo(-0.5772156649015329, 14);
    expect(digamma(5) - digamma(1)).toBeCloseTo(1 + 1 / 2 + 1 / 3 + 1 / 4, 14);
    expect([logGamma(0), logGamma(-1), digamma(0), digamma(Number.NaN)]).toEqual([NaN, NaN, NaN, NaN]);
  });

  it("know the incomplete beta function where it is a polynomial", () => {
    for (const x of [0, 0.1, 0.5, 0.9, 1]) {
      expect(incompleteBeta(1, 1, x)).toBeCloseTo(x, 14);
      expect(incompleteBeta(2, 3, x)).toBeCloseTo(6 * x ** 2 - 8 * x ** 3 + 3 * x ** 4, 13);
    }
    expect([incompleteBeta(0, 1, 0.5), incompleteBeta(1, 1, 1.1), incompleteBeta(1, 1, -0.1)]).toEqual([NaN, NaN, NaN]);
    expect([fUpperTail(-1, 2, 3), fUpperTail(0, 2, 3), fUpperTail(Number.POSITIVE_INFINITY, 2, 3)]).toEqual([1, 1, 0]);
  });

  it("mirror: I_x(a, b) = 1 - I_{1-x}(b, a), and rise with x", () => {
    const shape = fc.double({ min: 0.1, max: 200, noNaN: true });
    fc.assert(
      fc.property(shape, shape, fc.double({ min: 0.01, max: 0.98, noNaN: true }), (a, b, x) => {
        expect(incompleteBeta(a, b, x)).toBeCloseTo(1 - incompleteBeta(b, a, 1 - x), 11);
        expect(incompleteBeta(a, b, x + 0.01)).toBeGreaterThanOrEqual(incompleteBeta(a, b, x));
      }),
    );
  });

  if (oracle === undefined) {
    it("are compared where their reference file is", (context) => context.skip(noOracles));
    return;
  }
  const functions = { lgamma: logGamma, digamma, betainc: incompleteBeta, fSf: fUpperTail } as const;
  it.each(Object.keys(functions) as (keyof typeof functions)[])("agree with reference values to 1e-10: %s", (name) => {
    const ours = functions[name] as (...given: number[]) => number;
    for (const row of oracle.expected[name]) {
      const expected = row.at(-1)!;
      const error = Math.abs(ours(...row.slice(0, -1)) - expected);
      expect(error, row.join(", ")).toBeLessThanOrEqual(Math.max(1e-10 * Math.abs(expected), 1e-14));
    }
  });
});
