import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { noOracles, readOracle } from "../../test/oracle-files.js";
import { rangesOf, spansAhead } from "../../test/split-ranges.js";
import { kFold, purgedKFold } from "./k-fold.js";
import { BadSplitError } from "./split.js";

interface PurgedCase {
  readonly n: number;
  readonly nSplits: number;
  readonly labelEndRule: string;
  readonly pctEmbargo: number;
  readonly embargoRows: number;
  readonly folds: readonly {
    readonly testRange: [number, number];
    readonly trainGetTrainTimesPlusEmbargo: [number, number][];
  }[];
}
interface Oracle {
  readonly expected: { readonly purgedKFold: readonly PurgedCase[] };
}
interface PlainOracle {
  readonly expected: readonly {
    readonly splitter: string;
    readonly n: number;
    readonly params: { readonly n_splits: number };
    readonly folds: readonly {
      readonly testStart: number;
      readonly testEndInclusive: number;
      readonly trainSize: number;
    }[];
  }[];
}
const oracle = readOracle<Oracle>("cv-purged-cpcv-btcusdt-1d.json");
const plain = readOracle<PlainOracle>("sklearn-splits-btcusdt-1h.json");
if (oracle === undefined) it("folds are compared where the reference files are", (context) => context.skip(noOracles));

/** `"labelEnd[i] = i + 2 + (i mod 7)"`. */
function ahead(rule: string): (i: number) => number {
  const [, fixed, modulus] = /= i \+ (\d+)(?: \+ \(i mod (\d+)\))?$/.exec(rule)!;
  return (i) => Number(fixed) + (modulus === undefined ? 0 : i % Number(modulus));
}

describe("folds in order of time", () => {
  it.skipIf(oracle === undefined)("are purged and embargoed as the book's functions do it", () => {
    for (const { n, nSplits, labelEndRule, pctEmbargo, folds } of oracle!.expected.purgedKFold) {
      const splits = purgedKFold(spansAhead(n, ahead(labelEndRule)), { folds: nSplits, embargo: pctEmbargo });
      expect(splits.map(({ train, test }) => [rangesOf(test), rangesOf(train)])).toEqual(
        folds.map((fold) => [[fold.testRange], fold.trainGetTrainTimesPlusEmbargo]),
      );
    }
    expect(oracle!.expected.purgedKFold).toHaveLength(6);
  });

  it.skipIf(plain === undefined)("are cut where scikit-learn cuts them", () => {
    const cases = plain!.expected.filter(({ splitter }) => splitter.startsWith("KFold"));
    expect(cases).toHaveLength(3);
    for (const { n, params, folds } of cases)
      expect(kFold(n, { folds: params.n_splits }).map(({ train, test }) => [rangesOf(test), train.length])).toEqual(
        folds.map((fold) => [[[fold.testStart, fold.testEndInclusive]], fold.trainSize]),
      );
  });

  it("are plain folds where labels are known at once and there is no embargo", () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 60 }), fc.nat(1e6), (samples, drawn) => {
        const folds = 2 + (drawn % (samples - 1));
        const purged = purgedKFold(
          spansAhead(samples, () => 0),
          { folds, embargo: 0 },
        );
        expect(purged.map(({ train, test }) => ({ train, test }))).toEqual(kFold(samples, { folds }));
        const tested = purged.flatMap(({ test }) => Array.from(test));
        expect(tested, "each sample once, in order").toEqual(Array.from({ length: samples }, (_, i) => i));
        for (const { train, test } of purged) expect(train.length + test.length).toBe(samples);
      }),
    );
  });

  it("train on earlier samples only under an embargo as long as the history", () => {
    for (const { train, test } of purgedKFold(
      spansAhead(50, () => 2),
      { folds: 5, embargo: 50 },
    ))
      expect(train.every((sample) => sample < test[0]!)).toBe(true);
  });

  it("account for every sample", () => {
    for (const { train, test, purged, embargoed } of purgedKFold(
      spansAhead(200, (i) => i % 9),
      { folds: 7 },
    ))
      expect(train.length + test.length + purged + embargoed).toBe(200);
  });

  it("are refused in numbers that cannot be", () => {
    for (const folds of [0, 1, 2.5, 11, Number.NaN]) expect(() => kFold(10, { folds })).toThrow(BadSplitError);
    expect(() => kFold(10, { folds: 11 })).toThrow("folds is 11; give a whole number from 2 to 10");
  });
});
