import { createRng } from "@bellwether/core";
import fc from "fast-check";
import { expect, it } from "vitest";
import { matrixOf } from "../../matrix.js";
import { createForestBuilder, type FlatForest, LEAF } from "./flat-forest.js";
import { addLeaves, leafOf } from "./leaf-sums.js";

/** Trees of random splits over three columns; thresholds from a few values, so that rows meet them exactly. */
function randomForest(seed: number, trees: number, width: number): FlatForest {
  const rng = createRng(seed);
  const values = [-1e30, -1, -0, 0, 0.1, 0.5, 1, 1e30].map(Math.fround);
  const builder = createForestBuilder(3, width);
  const grow = (node: number, depth: number): void => {
    if (depth === 6 || rng.next() < 0.25) {
      const at = builder.settle(node);
      for (let k = 0; k < width; k++) builder.values[at + k] = rng.int(1_000);
      return;
    }
    const child = builder.split(node, rng.int(3), values[rng.int(values.length)]!);
    grow(child, depth + 1);
    grow(child + 1, depth + 1);
  };
  for (let t = 0; t < trees; t++) grow(builder.plant(), 0);
  return builder.finish(false);
}

/** The same by the book: one row, one node at a time. */
function walk({ feature, threshold, child }: FlatForest, node: number, row: readonly number[]): number {
  if (feature[node] === LEAF) return child[node]!;
  const value = Math.fround(row[feature[node]!]!);
  const goesLeft = value <= threshold[node]!;
  return walk({ feature, threshold, child } as FlatForest, child[node]! + (goesLeft ? 0 : 1), row);
}

const cell = fc.oneof(
  fc.constantFrom(-1e30, -1, -0, 0, 0.1, 0.5, 1, 1e30, Number.NaN, Infinity, -Infinity, 0.5 + 2 ** -24, 0.5 - 2 ** -25),
  fc.float(),
);

it("adds the leaves that each row ends in, at thresholds, beside them, and for NaN", () => {
  fc.assert(
    fc.property(
      fc.nat(),
      fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 150 }),
      fc.constantFrom([2, 2, 1], [1, 1, 1], [1, 3, 3], [1, 2, 1]),
      (seed, rows, [width, stride, cycle]) => {
        const forest = randomForest(seed, 6, width!);
        const x = matrixOf(rows);
        const expected = new Float64Array(rows.length * stride!);
        rows.forEach((row, i) => {
          forest.roots.forEach((root, t) => {
            const leaf = walk(forest, root, row);
            expect(leafOf(forest, root, x.data, i * 3)).toBe(leaf);
            for (let k = 0; k < width!; k++)
              expected[i * stride! + (t % cycle!) * width! + k]! += forest.leaf[leaf * width! + k]!;
          });
        });
        const out = new Float64Array(expected.length);
        addLeaves(forest, x.data, x.rows, out, stride!, cycle!);
        expect(out).toEqual(expected);
      },
    ),
  );
});

it("sends NaN right, and a value that equals the threshold left", () => {
  const builder = createForestBuilder(1, 1);
  const child = builder.split(builder.plant(), 0, 0.5);
  builder.values[builder.settle(child)] = 10;
  builder.values[builder.settle(child + 1)] = 20;
  const out = new Float64Array(4);
  addLeaves(builder.finish(false), Float32Array.of(0.5, Math.fround(0.5 + 2 ** -24), NaN, -Infinity), 4, out, 1, 1);
  expect([...out]).toEqual([10, 20, 20, 10]);
});
