import fc from "fast-check";
import { expect, it } from "vitest";
import { matrixOf } from "../../matrix.js";
import { binColumns } from "./column-bins.js";

const ofColumn = (values: readonly number[], maxBins?: number) => binColumns(matrixOf(values.map((v) => [v])), maxBins);

it("gives each distinct value a bin of its own where they suffice", () => {
  const bins = ofColumn([3, -1, 3, 7, -1, 0]);
  expect([...bins.codes]).toEqual([2, 0, 2, 3, 0, 1]);
  expect(bins.used[0]).toBe(4);
  expect([...bins.lowest.subarray(0, 4)]).toEqual([-1, 0, 3, 7]);
  expect(bins.highest).toEqual(bins.lowest);
});

it("shares rows out evenly where they do not", () => {
  const bins = ofColumn(
    Array.from({ length: 1_000 }, (_, i) => (i * 7) % 1_000),
    8,
  );
  const counts = new Array<number>(8).fill(0);
  for (const code of bins.codes) counts[code]!++;
  expect(counts).toEqual(new Array(8).fill(125));
});

it("does not let one frequent value starve the others", () => {
  const bins = ofColumn([...new Array<number>(900).fill(0), ...Array.from({ length: 100 }, (_, i) => i + 1)], 16);
  expect(bins.used[0], "zero has one bin, the hundred others share fifteen").toBe(16);
});

it("takes zero and minus zero for one value", () => {
  expect([...ofColumn([0, -0, 1]).codes]).toEqual([0, 0, 1]);
});

it("keeps the order of values, all rows, and the range of every bin", () => {
  const values = fc.array(
    fc.oneof(fc.integer({ min: -5, max: 5 }), fc.float({ noNaN: true, noDefaultInfinity: true })),
    {
      minLength: 1,
      maxLength: 60,
    },
  );
  fc.assert(
    fc.property(values, fc.integer({ min: 2, max: 20 }), (raw, maxBins) => {
      const single = raw.map(Math.fround);
      const { codes, used, lowest, highest } = ofColumn(single, maxBins);
      expect(used[0]).toBeLessThanOrEqual(maxBins);
      single.forEach((value, i) => {
        const code = codes[i]!;
        expect(value >= lowest[code]! && value <= highest[code]!).toBe(true);
        single.forEach((other, k) => {
          if (value < other) expect(code).toBeLessThanOrEqual(codes[k]!);
          if (value === other) expect(code).toBe(codes[k]!);
        });
      });
      for (let k = 0; k < used[0]!; k++) expect(codes, "no bin is empty").toContain(k);
    }),
  );
});

it("has two bytes for more than 256 bins", () => {
  const bins = ofColumn(
    Array.from({ length: 300 }, (_, i) => i),
    65_536,
  );
  expect(bins.codes).toBeInstanceOf(Uint16Array);
  expect(bins.used[0]).toBe(300);
});
