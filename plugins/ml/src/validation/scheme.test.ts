import { describe, expect, it } from "vitest";
import { spansAhead } from "../../test/split-ranges.js";
import { combinatorialPurged } from "./combinatorial-purged.js";
import { purgedKFold } from "./k-fold.js";
import { divide, type ValidationScheme } from "./scheme.js";

describe("a division by scheme", () => {
  const spans = spansAhead(400, () => 48);

  it.each<[ValidationScheme, string]>([
    [{ method: "purged-k-fold", folds: 5 }, "purged 5-fold, embargo 48 rows"],
    [{ method: "purged-k-fold", folds: 5, embargo: 0 }, "purged 5-fold, no embargo"],
    [
      { method: "combinatorial", groups: 6, testGroups: 2, embargo: 1 },
      "purged combinatorial, 2 of 6 groups, 15 splits, 5 paths, embargo 1 row",
    ],
    [{ method: "walk-forward", folds: 4, mode: "expanding" }, "purged walk-forward, 4 windows, expanding"],
    [
      { method: "monte-carlo", splits: 3, test: 0.1, seed: 1, embargo: 10 },
      "purged Monte Carlo, 3 windows of 40 samples, embargo 10 rows",
    ],
  ])("%j says what it did", (scheme, words) => {
    expect(divide(spans, scheme).words).toBe(words);
  });

  it("owns up to not having purged", () => {
    expect(divide({ samples: 400 }, { method: "purged-k-fold", folds: 5, embargo: 0, allowUnpurged: true }).words).toBe(
      "unpurged 5-fold, no embargo",
    );
    expect(() => divide({ samples: 400 }, { method: "purged-k-fold", folds: 5 })).toThrow("allowUnpurged");
  });

  it("gives the splits of its method", () => {
    expect(divide(spans, { method: "purged-k-fold", folds: 5 }).splits).toEqual(purgedKFold(spans, { folds: 5 }));
    const { splits, paths } = combinatorialPurged(spans, { groups: 6, testGroups: 2 });
    expect(divide(spans, { method: "combinatorial", groups: 6, testGroups: 2 })).toMatchObject({ splits, paths });
  });

  it("walks forward in windows that share the samples", () => {
    const { splits, paths } = divide(
      spansAhead(103, () => 0),
      { method: "walk-forward", folds: 4, mode: "rolling" },
    );
    expect(splits.map(({ train, test }) => [train.length, test[0], test.at(-1)])).toEqual([
      [23, 23, 42],
      [23, 43, 62],
      [23, 63, 82],
      [23, 83, 102],
    ]);
    expect(paths).toBeNull();
    expect(() =>
      divide(
        spansAhead(3, () => 0),
        { method: "walk-forward", folds: 4, mode: "rolling" },
      ),
    ).toThrow("4 windows need 5 samples");
  });
});
