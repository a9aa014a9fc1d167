import { describe, expect, it } from "vitest";
import { noOracles, readOracle } from "../../test/oracle-files.js";
import { rangesOf, spansAhead } from "../../test/split-ranges.js";
import { BadSplitError } from "./split.js";
import { timeSeriesSplit } from "./time-series-split.js";

interface Oracle {
  readonly expected: readonly {
    readonly splitter: string;
    readonly n: number;
    readonly params: {
      readonly n_splits: number;
      readonly gap?: number;
      readonly test_size?: number;
      readonly max_train_size?: number;
    };
    readonly folds: readonly {
      readonly trainStart: number;
      readonly trainEndInclusive: number;
      readonly testStart: number;
      readonly testEndInclusive: number;
    }[];
  }[];
}
const oracle = readOracle<Oracle>("sklearn-splits-btcusdt-1h.json");
if (oracle === undefined) it("splits are compared where the reference file is", (context) => context.skip(noOracles));

describe("a split of a time series", () => {
  it("divides twelve rows in three with a gap of two as is known", () => {
    const splits = timeSeriesSplit(12, { splits: 3, gap: 2 });
    expect(splits.map(({ train }) => train.length)).toEqual([1, 4, 7]);
    expect(splits.map(({ test }) => rangesOf(test))).toEqual([[[3, 5]], [[6, 8]], [[9, 11]]]);
  });

  it.skipIf(oracle === undefined)("agrees with scikit-learn", () => {
    const cases = oracle!.expected.filter(({ splitter }) => splitter === "TimeSeriesSplit");
    expect(cases).toHaveLength(7);
    for (const { n, params, folds } of cases) {
      const { n_splits: splits, gap, test_size: testSize, max_train_size: maxTrainSize } = params;
      const ours = timeSeriesSplit(n, { splits, gap, testSize, maxTrainSize });
      expect(ours.map(({ train, test }) => [rangesOf(train), rangesOf(test)])).toEqual(
        folds.map((fold) => [[[fold.trainStart, fold.trainEndInclusive]], [[fold.testStart, fold.testEndInclusive]]]),
      );
    }
  });

  it("purges by spans where it knows them", () => {
    const splits = timeSeriesSplit(
      spansAhead(12, () => 2),
      { splits: 3 },
    );
    expect(splits.map(({ train }) => train.length)).toEqual([1, 4, 7]);
    expect(splits.map(({ purged }) => purged)).toEqual([2, 2, 2]);
  });

  it("is refused where nothing is left to train on", () => {
    expect(() => timeSeriesSplit(12, { splits: 3, gap: 3 })).toThrow("leave none of 12 to train on");
    for (const wrong of [{ splits: 1 }, { splits: 12 }, { gap: -1 }, { testSize: 0 }, { maxTrainSize: 0 }])
      expect(() => timeSeriesSplit(12, { splits: 3, ...wrong })).toThrow(BadSplitError);
  });
});
