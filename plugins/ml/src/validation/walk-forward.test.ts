import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { noOracles, readOracle } from "../../test/oracle-files.js";
import { rangesOf, spansAhead } from "../../test/split-ranges.js";
import { BadSplitError } from "./split.js";
import { walkForward } from "./walk-forward.js";

interface Oracle {
  readonly expected: readonly {
    readonly n: number;
    readonly params: {
      readonly train_size: number;
      readonly test_size: number;
      readonly purged_size?: number;
      readonly expend_train?: boolean;
      readonly reduce_test?: boolean;
    };
    readonly folds: readonly { readonly train: [number, number]; readonly test: [number, number] }[];
  }[];
}
const oracle = readOracle<Oracle>("walk-forward-splits.json");
if (oracle === undefined) it("windows are compared where the reference file is", (context) => context.skip(noOracles));

describe("walking forward", () => {
  it.skipIf(oracle === undefined)("moves its windows as the reference does", () => {
    expect(oracle!.expected).toHaveLength(6);
    for (const { n, params, folds } of oracle!.expected) {
      const gap = params.purged_size ?? 0;
      const splits = walkForward(
        spansAhead(n, () => gap),
        {
          train: params.train_size,
          test: params.test_size,
          mode: params.expend_train ? "expanding" : "rolling",
          gap,
          shortLast: params.reduce_test,
        },
      );
      expect(splits.map(({ train, test }) => ({ train: rangesOf(train), test: rangesOf(test) }))).toEqual(
        folds.map(({ train, test }) => ({ train: [train], test: [test] })),
      );
    }
  });

  it("purges the end of a training window whose labels reach into the test, and says how many", () => {
    const [first] = walkForward(
      spansAhead(20, () => 3),
      { train: 10, test: 5, mode: "rolling" },
    );
    expect(rangesOf(first!.train)).toEqual([[0, 6]]);
    expect(first).toMatchObject({ purged: 3, embargoed: 0 });
  });

  it("never learns from what came later, and keeps its beginning or its length", () => {
    const settings = fc.record({
      train: fc.integer({ min: 1, max: 30 }),
      test: fc.integer({ min: 1, max: 10 }),
      step: fc.integer({ min: 1, max: 15 }),
      gap: fc.nat(5),
      horizon: fc.nat(5),
    });
    fc.assert(
      fc.property(settings, ({ train, test, step, gap, horizon }) => {
        const spans = spansAhead(60, () => horizon);
        const expanding = walkForward(spans, { train, test, step, gap, mode: "expanding" });
        const rolling = walkForward(spans, { train, test, step, gap, mode: "rolling" });
        expect(expanding.map((split) => split.test)).toEqual(rolling.map((split) => split.test));
        for (const [k, split] of rolling.entries()) {
          expect(split.test[0]).toBe(train + gap + k * step);
          expect(split.train.length + split.purged).toBe(train);
          for (const { train: learnt } of [split, expanding[k]!])
            for (const i of learnt) expect(spans.end[i]!).toBeLessThan(split.test[0]!);
        }
      }),
    );
  });

  it("adds no empty window where the last one ends with the samples", () => {
    const settings = { train: 4, test: 2, mode: "rolling" } as const;
    const spans = spansAhead(12, () => 0);
    expect(walkForward(spans, { ...settings, shortLast: true })).toEqual(walkForward(spans, settings));
  });

  it("is refused where no window fits, or a setting is no whole number", () => {
    const spans = spansAhead(20, () => 0);
    expect(() => walkForward(spans, { train: 15, test: 6, mode: "rolling" })).toThrow("no window fits");
    for (const wrong of [{ train: 0 }, { test: 0.5 }, { step: 0 }, { gap: -1 }])
      expect(() => walkForward(spans, { train: 5, test: 5, mode: "rolling", ...wrong })).toThrow(BadSplitError);
    expect(() => walkForward({ samples: 20 }, { train: 5, test: 5, mode: "rolling" })).toThrow("allowUnpurged");
  });
});
