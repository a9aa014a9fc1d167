import { describe, expect, it } from "vitest";
import { rangesOf, spansAhead } from "../../test/split-ranges.js";
import { monteCarloSplits } from "./monte-carlo-splits.js";
import { BadSplitError } from "./split.js";

describe("random test windows", () => {
  const spans = spansAhead(200, (i) => i % 4);

  it("are contiguous, of one length, purged, no two alike, and the same for the same seed", () => {
    const splits = monteCarloSplits(spans, { splits: 25, test: 0.1, seed: 7, embargo: 6 });
    const windows = splits.map(({ test }) => rangesOf(test));
    for (const [stretch, ...more] of windows) expect([stretch![1] - stretch![0] + 1, more]).toEqual([20, []]);
    expect(new Set(windows.map(String)).size).toBe(25);
    for (const { train, test, purged, embargoed } of splits) {
      expect(train.length + test.length + purged + embargoed).toBe(200);
      for (const i of train) expect(spans.end[i]! < test[0]! || i > test.at(-1)! + 6).toBe(true);
    }
    expect(monteCarloSplits(spans, { splits: 25, test: 20, seed: 7, embargo: 6 })).toEqual(splits);
    expect(monteCarloSplits(spans, { splits: 25, test: 20, seed: 8, embargo: 6 })).not.toEqual(splits);
  });

  it("reach every place, the first and the last too", () => {
    const starts = monteCarloSplits(spans, { splits: 181, test: 20, seed: 1 }).map(({ test }) => test[0]!);
    expect(starts.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 181 }, (_, i) => i));
  });

  it("are refused where there are not so many, or nothing is left to train on", () => {
    for (const wrong of [{ splits: 182 }, { splits: 0 }, { test: 200, splits: 1 }, { test: 201 }, { test: 0 }])
      expect(() => monteCarloSplits(spans, { splits: 5, test: 20, seed: 1, ...wrong })).toThrow(BadSplitError);
  });
});
