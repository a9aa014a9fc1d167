import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { noOracles, readOracle } from "../../test/oracle-files.js";
import { rangesOf, spansAhead } from "../../test/split-ranges.js";
import { binomial, firstCombination, nextCombination } from "./combinations.js";
import { combinatorialPurged } from "./combinatorial-purged.js";
import { BadSplitError } from "./split.js";

interface Oracle {
  readonly expected: {
    readonly combinatorial: readonly {
      readonly n: number;
      readonly nFolds: number;
      readonly nTestFolds: number;
      readonly purgedSize: number;
      readonly embargoSize: number;
      readonly testSetIndex: number[][];
      readonly pathIds: number[][];
      readonly splits: readonly { readonly trainRanges: [number, number][]; readonly testRanges: [number, number][] }[];
    }[];
    readonly published: {
      readonly mlfinlabCPCV: {
        readonly firstFiveTestFirstLast: number[][];
        readonly lastFiveTestFirstLast: number[][];
      };
    };
  };
}
const oracle = readOracle<Oracle>("cv-purged-cpcv-btcusdt-1d.json");
if (oracle === undefined) it("splits are compared where the reference file is", (context) => context.skip(noOracles));

describe("combinatorial purged cross-validation", () => {
  it.each([
    [6, 2, 15, 5],
    [10, 2, 45, 9],
    [10, 5, 252, 126],
  ])("of %i groups, %i tested, makes %i splits and %i paths", (groups, testGroups, splits, paths) => {
    const made = combinatorialPurged(
      spansAhead(60, () => 1),
      { groups, testGroups },
    );
    expect([made.splits.length, made.paths.length]).toEqual([splits, paths]);
  });

  it.skipIf(oracle === undefined)("splits, purges and joins paths as the reference does", () => {
    expect(oracle!.expected.combinatorial).toHaveLength(8);
    for (const { n, nFolds, nTestFolds, purgedSize, embargoSize, ...expected } of oracle!.expected.combinatorial) {
      const { splits, paths } = combinatorialPurged(
        spansAhead(n, () => purgedSize),
        {
          groups: nFolds,
          testGroups: nTestFolds,
          embargo: embargoSize,
        },
      );
      expect(splits.map(({ groups }) => groups)).toEqual(expected.testSetIndex);
      const pathOf = (split: number, group: number) => paths.findIndex((path) => path[group] === split);
      expect(splits.map(({ groups }, k) => groups.map((group) => pathOf(k, group)))).toEqual(expected.pathIds);
      if (n % nFolds !== 0) continue; // there the reference gives the whole remainder to its last group
      expect(splits.map(({ train }) => rangesOf(train))).toEqual(expected.splits.map(({ trainRanges }) => trainRanges));
      expect(splits.map(({ test }) => Array.from(test))).toEqual(
        expected.splits.map(({ testRanges }) =>
          testRanges.flatMap(([from, to]) => Array.from({ length: to - from + 1 }, (_, i) => from + i)),
        ),
      );
    }
  });

  it.skipIf(oracle === undefined)("has the groups, and loses what the embargo takes, of a published test", () => {
    const { firstFiveTestFirstLast, lastFiveTestFirstLast } = oracle!.expected.published.mlfinlabCPCV;
    const { splits } = combinatorialPurged(
      spansAhead(100, () => 0),
      { groups: 6, testGroups: 2, embargo: 0.05 },
    );
    const edges = splits.map(({ test }) => [test[0], test.at(-1)]);
    expect(edges.slice(0, 5)).toEqual(firstFiveTestFirstLast);
    expect(edges.slice(-5)).toEqual(lastFiveTestFirstLast);
    expect([0, 1, 14].map((k) => splits[k]!.embargoed)).toEqual([5, 10, 0]);
  });

  it("tests every group equally often, and uses each test in one path, each path each group once", () => {
    const settings = fc
      .integer({ min: 2, max: 8 })
      .chain((groups) =>
        fc.record({ groups: fc.constant(groups), testGroups: fc.integer({ min: 1, max: groups - 1 }) }),
      );
    fc.assert(
      fc.property(settings, fc.nat(6), ({ groups, testGroups }, horizon) => {
        const { splits, paths } = combinatorialPurged(
          spansAhead(40, () => horizon),
          { groups, testGroups },
        );
        for (let group = 0; group < groups; group++)
          expect(splits.filter((split) => split.groups.includes(group))).toHaveLength(
            binomial(groups - 1, testGroups - 1),
          );
        const used = paths.flatMap((path) => path.map((split, group) => `${split} ${group}`));
        const tested = splits.flatMap((split, k) => split.groups.map((group) => `${k} ${group}`));
        expect(used.toSorted()).toEqual(tested.toSorted());
        for (const path of paths) expect(path).toHaveLength(groups);
      }),
      { numRuns: 60 },
    );
  });

  it("counts combinations as it walks through them", () => {
    for (const [of, chosen, ways] of [
      [16, 8, 12_870],
      [6, 3, 20],
      [5, 5, 1],
      [52, 5, 2_598_960],
    ] as const)
      expect(binomial(of, chosen)).toBe(ways);
    const combination = firstCombination(3);
    const seen = [combination.join()];
    while (nextCombination(combination, 6)) seen.push(combination.join());
    expect(seen).toEqual(seen.toSorted());
    expect(new Set(seen).size).toBe(20);
  });

  it("is refused where it could not test, or would never end", () => {
    const spans = spansAhead(60, () => 1);
    for (const testGroups of [0, 6, 1.5])
      expect(() => combinatorialPurged(spans, { groups: 6, testGroups })).toThrow(BadSplitError);
    expect(() => combinatorialPurged(spans, { groups: 61, testGroups: 2 })).toThrow("from 2 to 60");
    expect(() => combinatorialPurged(spans, { groups: 40, testGroups: 20 })).toThrow("more than 10000");
  });
});
