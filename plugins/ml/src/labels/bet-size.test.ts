import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { noOracles, readOracle } from "../../test/oracle-files.js";
import { betSize, discreteBetSize } from "./bet-size.js";

describe("the size of a bet", () => {
  it("is nothing at a guess, all at certainty, and odd about a guess", () => {
    expect([betSize(0.5), betSize(1), betSize(0), betSize(0.25, 4)]).toEqual([0, 1, -1, 0]);
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (p) => {
        expect(betSize(1 - p)).toBeCloseTo(-betSize(p), 12);
        expect(Math.abs(betSize(p))).toBeLessThanOrEqual(1);
      }),
    );
  });
  it("rises with the probability", () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }), (p, q) => {
        expect(betSize(Math.max(p, q))).toBeGreaterThanOrEqual(betSize(Math.min(p, q)));
      }),
    );
  });
  it("is no number for what is no probability", () => {
    for (const p of [-0.1, 1.1, Number.NaN]) expect(betSize(p)).toBeNaN();
  });

  const oracle = readOracle<{
    readonly expected: {
      readonly betSizing: {
        readonly probabilityToSignal: {
          readonly cases: readonly { prob: number; numClasses: number; pred: number; signal: number }[];
        };
        readonly discretise: readonly { signal: number; step: number; expected: number }[];
      };
    };
  }>("afml-sampling-betsizing.json");
  it.skipIf(oracle === undefined)("equals another implementation, whole and in steps", () => {
    const { probabilityToSignal, discretise } = oracle!.expected.betSizing;
    for (const { prob, numClasses, pred, signal } of probabilityToSignal.cases)
      expect(Math.abs(pred * betSize(prob, numClasses) - signal)).toBeLessThan(1e-9);
    for (const { signal, step, expected } of discretise)
      expect(Math.abs(discreteBetSize(signal, step) - expected)).toBeLessThan(1e-9);
    expect(discretise.length).toBe(24);
  });
  if (oracle === undefined) it("is compared where the reference file is", (context) => context.skip(noOracles));
});
