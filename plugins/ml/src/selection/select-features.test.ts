import { createRng } from "@bellwether/core";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { matrix, matrixOf } from "../matrix.js";
import {
  BadSelectionError,
  bestOf,
  correlationFilter,
  correlationMatrix,
  informationStability,
  SelectionSteps,
  selectFeatures,
  stabilityOf,
  varianceThreshold,
} from "./index.js";

const ROWS = 600;
const COLUMNS = ["still", "told", "told again", "noise", "turning"];

/** The label is the second column and noise; the last column follows it at first and goes against it later. */
function sample(task: "classification" | "regression") {
  const rng = createRng(5);
  const value = Float64Array.from({ length: ROWS }, () => rng.next() - 0.5);
  const x = matrixOf(
    Array.from(value, (v, i) => {
      const told = v + 0.4 * (rng.next() - 0.5);
      return [3, told, -told + 0.01 * rng.next(), rng.next(), (i < ROWS / 2 ? v : -v) + 0.2 * rng.next()];
    }),
  );
  const y = task === "regression" ? value : value.map((v) => (v < -0.2 ? 0 : v > 0.2 ? 2 : 1));
  const classes = task === "regression" ? [] : ["low", "middle", "high"];
  return { x, y, columns: COLUMNS, task, classes };
}
const select = (steps: unknown, task: "classification" | "regression" = "classification") =>
  selectFeatures(sample(task), SelectionSteps.parse(steps));

describe("selectFeatures", () => {
  it("keeps everything where no step is named", () => {
    expect(select([])).toEqual({ kept: COLUMNS, dropped: [] });
  });

  it.each(["classification", "regression"] as const)("runs steps in order, and says why a column fell: %s", (task) => {
    const { kept, dropped } = select(
      [
        { type: "variance" },
        { type: "correlation", max: 0.9, prefer: "first" },
        { type: "mutual-information", keep: 2 },
        { type: "stability", blocks: 4, minSameSign: 0.9 },
      ],
      task,
    );
    expect(kept).toEqual(["told"]);
    expect(dropped.map(({ column }) => column)).toEqual(["still", "told again", "noise", "turning"]);
    expect(dropped[0]!.reason).toBe("variance 0 is not above 0");
    expect(dropped[1]!.reason).toMatch(/^correlation -1 with told$|^correlation -0\.99\d with told$/);
    expect(dropped[2]!.reason).toMatch(/^mutual information 0\.0\d+ is not among the 2 largest$/);
    expect(dropped[3]!.reason).toBe("the sign of its information coefficient holds in 2 of 4 blocks");
  });

  it.each(["classification", "regression"] as const)("keeps what a forest splits on: %s", (task) => {
    const { kept, dropped } = select([{ type: "importance", keep: 3, trees: 10 }], task);
    expect(kept).toEqual(["told", "told again", "turning"]);
    expect(dropped.map(({ reason }) => reason)).toContainEqual(
      expect.stringMatching(/^importance .* is not among the 3/),
    );
  });

  it.each([
    [{ type: "mutual-information", min: 0.2, method: "nearest" }, ["told", "told again", "turning"]],
    [{ type: "f-test", maxP: 1e-6 }, ["told", "told again"]],
    [{ type: "f-test", keep: 1 }, 1],
    [{ type: "information-coefficient", min: 0.5 }, ["told", "told again"]],
    [{ type: "information-coefficient", keep: 2 }, ["told", "told again"]],
  ])("%j keeps what tells of the label", (step, expected) => {
    const { kept } = select([step]);
    expect(typeof expected === "number" ? kept.length : kept).toEqual(expected);
  });

  it("names each column once, kept in order or dropped, whatever the steps are", () => {
    const step = fc.oneof(
      fc.record({ type: fc.constant("variance"), min: fc.double({ min: 0, max: 0.2, noNaN: true }) }),
      fc.record({
        type: fc.constant("correlation"),
        max: fc.double({ min: 0, max: 1, noNaN: true }),
        method: fc.constantFrom("pearson", "spearman"),
      }),
      fc.record({ type: fc.constant("mutual-information"), keep: fc.integer({ min: 1, max: 6 }) }),
      fc.record({
        type: fc.constant("stability"),
        blocks: fc.integer({ min: 2, max: 9 }),
        minSameSign: fc.double({ min: 0, max: 1, noNaN: true }),
      }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 4 }), (steps) => {
        try {
          const { kept, dropped } = select(steps);
          expect(kept).toEqual(COLUMNS.filter((column) => kept.includes(column)));
          expect([...kept, ...dropped.map(({ column }) => column)].sort()).toEqual([...COLUMNS].sort());
        } catch (error) {
          if (!(error instanceof BadSelectionError)) throw error;
          expect(error.message).toMatch(/^selection step \d .* leaves no column/);
        }
      }),
      { numRuns: 40 },
    );
  });

  it("refuses settings that say two things or none", () => {
    for (const step of [
      { type: "mutual-information" },
      { type: "mutual-information", keep: 3, min: 0.1 },
      { type: "f-test" },
      { type: "information-coefficient", keep: 0 },
      { type: "stability", block: 3 },
      { type: "chi2" },
    ])
      expect(SelectionSteps.safeParse([step]).success, JSON.stringify(step)).toBe(false);
  });

  it("refuses rows that cannot be judged, and steps that leave nothing", () => {
    const steps = SelectionSteps.parse([{ type: "variance", min: 1_000 }]);
    expect(() => selectFeatures(sample("regression"), steps)).toThrow(
      "selection step 1 (variance) leaves no column of 5: variance 0 is not above 1000",
    );
    const odd = matrixOf([[1], [Number.NaN]]);
    const rows = { columns: ["a"], task: "regression" as const, classes: [], y: Float64Array.of(0, 1) };
    expect(() => selectFeatures({ ...rows, x: odd }, steps)).toThrow('row 1 of "a" is NaN');
    expect(() => selectFeatures({ ...rows, x: matrix(0, 1) }, steps)).toThrow(BadSelectionError);
    expect(() => selectFeatures({ ...rows, x: matrix(2, 1), y: Float64Array.of(0, Number.NaN) }, steps)).toThrow(
      "label of row 1",
    );
  });
});

describe("the correlation filter", () => {
  const x = matrixOf(Array.from({ length: 50 }, (_, i) => [i, (i * 7) % 50, -2 * i + 1, 4]));

  it("keeps the earlier of two that are alike, or the one of more worth", () => {
    expect(correlationFilter(x, 0.95)).toMatchObject({ kept: [0, 1, 3], dropped: [{ column: 2, like: 0 }] });
    expect(correlationFilter(x, 0.95).dropped[0]!.correlation).toBeCloseTo(-1, 12);
    expect(correlationFilter(x, 0.95, { worth: [1, 1, 2, 1] }).kept).toEqual([1, 2, 3]);
  });

  it("sees curves by ranks", () => {
    const curved = matrixOf(Array.from({ length: 50 }, (_, i) => [i, Math.exp(i / 3)]));
    expect(correlationFilter(curved, 0.95).kept).toEqual([0, 1]);
    expect(correlationFilter(curved, 0.95, { method: "spearman" }).kept).toEqual([0]);
  });

  it("has a matrix with 1 on its diagonal, and NaN for a column without spread", () => {
    const all = correlationMatrix(x);
    expect(all[0]).toBeCloseTo(1, 12);
    expect(all[2]).toBe(all[8]);
    expect(all[15]).toBeNaN();
  });
});

describe("thresholds", () => {
  it("keep at least a figure, or the largest, the earlier of equals, in order of place", () => {
    expect(bestOf([0.1, 0.4, Number.NaN, 0.4, 0.2], { min: 0.2 })).toEqual([1, 3, 4]);
    expect(bestOf([0.1, 0.4, Number.NaN, 0.4, 0.4], { keep: 2 })).toEqual([1, 3]);
    expect(
      varianceThreshold(
        matrixOf([
          [1, 5],
          [3, 5],
        ]),
        0.5,
      ),
    ).toEqual([0]);
  });
});

describe("stability", () => {
  it("sums up blocks, one without a figure counting against it", () => {
    expect(stabilityOf([0.1, 0.3, -0.1, null])).toEqual({
      mean: expect.closeTo(0.1, 12),
      sd: expect.closeTo(Math.sqrt(0.08 / 3), 12),
      sameSign: 0.5,
    });
    expect(stabilityOf([null, null])).toEqual({ mean: null, sd: null, sameSign: 0 });
  });

  it("tells a column that turns from one that lasts", () => {
    const y = Float64Array.from({ length: 100 }, (_, i) => (i * 37) % 100);
    expect(informationStability(y, y, 5)).toEqual({ mean: 1, sd: 0, sameSign: 1 });
    expect(
      informationStability(
        y.map((v, i) => (i < 40 ? -v : v)),
        y,
        5,
      ).sameSign,
    ).toBe(0.6);
    expect(
      informationStability(y.subarray(0, 3), y.subarray(0, 3), 5).mean,
      "blocks of one row have no figure",
    ).toBeNull();
  });
});
