import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyBars } from "../../test/made-bars.js";
import { metaLabels } from "./meta-labels.js";
import { tripleBarrierLabels } from "./triple-barrier-labels.js";

const bars = fc.sample(anyBars({ min: 50, max: 50 }), { seed: 1, numRuns: 1 })[0]!;
const barriers = { horizon: 5, volatilitySpan: 5 };
const sides = Int8Array.from(bars.close, (_, row) => (row % 3) - 1);

describe("meta-labels", () => {
  it("are the labels of sides that are declared out of fold", () => {
    const outOfFold = sides.map(() => 1);
    expect(metaLabels(bars, { ...barriers, sides, outOfFold })).toEqual(
      tripleBarrierLabels(bars, { ...barriers, side: sides }),
    );
  });

  it("refuse sides of rows that the first model was trained on, and say where they are", () => {
    const outOfFold = Array.from(sides, (_, row) => row >= 10);
    expect(() => metaLabels(bars, { ...barriers, sides, outOfFold })).toThrow(
      "7 sides, the first at row 0, are of a model trained on them; set them to 0, or say inSample: true",
    );
    expect(metaLabels(bars, { ...barriers, sides, outOfFold, inSample: true }).row.length).toBeGreaterThan(20);
  });

  it("ask nothing of rows without a side", () => {
    const later = sides.map((side, row) => (row < 10 ? 0 : side));
    const outOfFold = Array.from(sides, (_, row) => row >= 10);
    expect(metaLabels(bars, { ...barriers, sides: later, outOfFold }).row[0]).toBeGreaterThanOrEqual(10);
  });

  it("of a first model that is always right are all WIN", () => {
    const perfect = new Int8Array(bars.close.length);
    for (const side of [1, -1] as const) {
      const { row, value } = tripleBarrierLabels(bars, { ...barriers, side: perfect.map(() => side) });
      row.forEach((at, i) => {
        if (value[i] === 1) perfect[at] = side;
      });
    }
    const { value } = metaLabels(bars, { ...barriers, sides: perfect, outOfFold: perfect.map(() => 1) });
    expect(value.length).toBeGreaterThan(20);
    expect([...new Set(value)]).toEqual([1]);
  });

  it("refuse flags that do not fit", () => {
    expect(() => metaLabels(bars, { ...barriers, sides, outOfFold: [true] })).toThrow(
      "outOfFold has 1 flags for 50 sides; give one a side",
    );
  });
});
