import { describe, expect, it } from "vitest";
import { rangesOf, spansAhead } from "../../test/split-ranges.js";
import { chronologicalParts, chronologicalSplit } from "./chronological-split.js";
import { BadSplitError } from "./split.js";

describe("a split in order of time", () => {
  it("tests the newest samples and learns from older ones whose label was known before", () => {
    const split = chronologicalSplit(
      spansAhead(100, () => 5),
      { test: 0.2 },
    );
    expect([rangesOf(split.train), rangesOf(split.test)]).toEqual([[[0, 74]], [[80, 99]]]);
    expect(split).toMatchObject({ purged: 5, embargoed: 0 });
  });

  it("takes shares and counts alike, and loses no sample to rounding", () => {
    const spans = spansAhead(101, () => 0);
    const shares = chronologicalSplit(spans, { train: 0.7, test: 0.3 });
    expect([rangesOf(shares.train), rangesOf(shares.test)]).toEqual([[[0, 70]], [[71, 100]]]);
    const counts = chronologicalSplit(spans, { train: 50, test: 30 });
    expect([rangesOf(counts.train), rangesOf(counts.test)]).toEqual([[[21, 70]], [[71, 100]]]);
  });

  it("leaves a gap that counts beside purging, not on top of it", () => {
    const spans = spansAhead(100, () => 5);
    expect(chronologicalSplit(spans, { test: 20, gap: 3 })).toMatchObject({ purged: 2 });
    expect(rangesOf(chronologicalSplit(spans, { test: 20, gap: 8 }).train)).toEqual([[0, 71]]);
  });

  it("cuts train, calibration and test so that none knows of the next", () => {
    const spans = spansAhead(100, (i) => (i === 10 ? 60 : 4));
    const parts = chronologicalParts(spans, [0.6, 0.2, 0.2]);
    expect(parts.map(({ samples }) => rangesOf(samples))).toEqual([
      [
        [0, 9],
        [11, 55],
      ],
      [[60, 75]],
      [[80, 99]],
    ]);
    expect(parts.map(({ purged }) => purged)).toEqual([5, 4, 0]);
  });

  it("is refused where it leaves nothing", () => {
    const spans = spansAhead(20, () => 30);
    expect(() => chronologicalSplit(spans, { test: 5 })).toThrow("nothing is left of part 1 of 2");
    for (const test of [0, -1, 2.5, Number.NaN, 30])
      expect(() => chronologicalSplit(spans, { test })).toThrow(BadSplitError);
    expect(() => chronologicalParts(spans, [15, 6])).toThrow("15 + 6 samples, of 20");
    expect(() => chronologicalParts(spans, [])).toThrow("no sizes");
    expect(() => chronologicalSplit({ samples: 20 }, { test: 5 })).toThrow("allowUnpurged");
  });
});
