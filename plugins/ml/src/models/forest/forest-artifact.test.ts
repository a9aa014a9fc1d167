import fc from "fast-check";
import { expect, it } from "vitest";
import { copyOf, damaged } from "../../../test/artifact-damage.js";
import { bandSet, curveSet } from "../../../test/forest-sets.js";
import { type ArtifactArray, BadArtifactError, type Model, type ModelArtifact } from "../model.js";
import { LEAF } from "./flat-forest.js";
import { randomForest } from "./random-forest.js";
import { randomForestRegressor } from "./random-forest-regressor.js";

const bands = bandSet(80, 1);
const classifier = randomForest.fit(bands, randomForest.params.parse({ trees: 3, maxDepth: 4 }), { seed: 1 });
const curve = curveSet(80, 1);
const params = randomForestRegressor.params.parse({ trees: 3, maxDepth: 4 });
const regressor = randomForestRegressor.fit(curve, params, { seed: 1 });

it("gives back its model from its parts, with the same answers and facts", () => {
  const artifact = classifier.toArtifact();
  expect(artifact).toMatchObject({ family: "random-forest", format: 1, meta: { classes: ["SHORT", "FLAT", "LONG"] } });
  const plain = { ...artifact, meta: JSON.parse(JSON.stringify(artifact.meta)) as ModelArtifact["meta"] };
  const again = randomForest.fromArtifact(plain);
  expect(again.predictProba(bands.x)).toEqual(classifier.predictProba(bands.x));
  expect([again.facts, again.importances, again.columns]).toEqual([classifier.facts, classifier.importances, 4]);
  expect(again.toArtifact()).toEqual(artifact);
});

/** The classifier's parts with one change. */
function broken(
  change: (arrays: Record<string, ArtifactArray>, meta: Record<string, unknown>) => unknown,
): ModelArtifact {
  const copy = copyOf(classifier.toArtifact());
  const [arrays, meta] = [{ ...copy.arrays }, { ...copy.meta }];
  change(arrays, meta);
  return { ...copy, arrays, meta };
}
const firstLeaf = classifier.toArtifact().arrays.feature!.indexOf(LEAF);

it.each([
  ["a child that is its own parent", broken(({ child }) => child!.set([0], 0)), "node 0 has a child before it, 0"],
  ["a child in another tree", broken(({ child, roots }) => child!.set([roots![1]! - 1], 0)), "a child beyond its tree"],
  ["a node of two parents", broken(({ child }) => child!.set([child![2]!], 1)), "has another parent"],
  ["a column that is not there", broken(({ feature }) => feature!.set([4], 0)), "node 0 reads column 4 of 4"],
  [
    "a threshold that is not finite",
    broken(({ threshold }) => threshold!.set([Infinity], 0)),
    "threshold[0] is Infinity",
  ],
  ["a leaf that is not there", broken(({ child }) => child!.set([1e6], firstLeaf)), "is leaf 1000000 of"],
  [
    "shares that sum to more",
    broken(({ leaf }) => void leaf!.fill(0.5, 0, 3)),
    "the shares of leaf 0 sum to 1.5, not 1",
  ],
  ["a share below 0", broken(({ leaf }) => void leaf!.set([-0.5, 1, 0.5])), "leaf 0 holds the share -0.5"],
  ["a class that stands twice", broken((_, meta) => Object.assign(meta, { classes: ["A", "A", "B"] })), "classes"],
  ["one class", broken((_, meta) => Object.assign(meta, { classes: ["A"] })), "at least two classes"],
  ["trees that overlap", broken(({ roots }) => roots!.set([0], 1)), "tree 0 spans the nodes 0 to 0"],
  ["a first root elsewhere", broken(({ roots }) => roots!.set([1], 0)), "the first root is not node 0"],
  [
    "arrays of another length",
    broken((arrays) => Object.assign(arrays, { leaf: new Float32Array(9) })),
    "leaf holds 9 values",
  ],
  [
    "arrays of another type",
    broken((arrays) => Object.assign(arrays, { leaf: new Float64Array(9) })),
    "leaf is not a Float32Array",
  ],
  [
    "an array too many",
    broken((arrays) => Object.assign(arrays, { more: new Uint8Array(1) })),
    "no array is called more",
  ],
  ["more nodes than allowed", broken((_, meta) => Object.assign(meta, { nodes: 1e9 })), "nodes"],
  ["a misspelt key", broken((_, meta) => Object.assign(meta, { tress: 1 })), "tress"],
  ["another family", { ...classifier.toArtifact(), family: "logistic" }, "logistic"],
  ["a later format", { ...classifier.toArtifact(), format: 2 }, "format 2"],
])("refuses %s", (_, artifact, message) => {
  expect(() => randomForest.fromArtifact(artifact)).toThrow(BadArtifactError);
  expect(() => randomForest.fromArtifact(artifact)).toThrow(message);
});

it("refuses a tree deeper than 64 levels, and takes one of 64", () => {
  const chain = (levels: number) => {
    const nodes = 2 * levels + 1;
    const feature = Uint16Array.from({ length: nodes }, (_, i) => (i === nodes - 1 || i % 2 === 1 ? LEAF : 0));
    const child = Uint32Array.from({ length: nodes }, (_, i) => (feature[i] === LEAF ? 0 : i + 1));
    return broken((arrays, meta) => {
      const parts = { roots: new Uint32Array(1), feature, child, threshold: new Float32Array(nodes) };
      Object.assign(arrays, parts, { leaf: Float32Array.of(0, 0, 1) });
      Object.assign(meta, { trees: 1, nodes, leaves: 1 });
    });
  };
  expect([...randomForest.fromArtifact(chain(64)).predictProba(bands.x).subarray(0, 3)]).toEqual([0, 0, 1]);
  expect(() => randomForest.fromArtifact(chain(65))).toThrow("tree 0 is deeper than 64 levels");
});

function expectSound(model: Model) {
  const answers = model.task === "classification" ? model.predictProba(bands.x) : model.predict(curve.x);
  for (const answer of answers) expect(Number.isFinite(answer)).toBe(true);
}

it.each([
  ["classifier", classifier.toArtifact(), randomForest.fromArtifact],
  ["regressor", regressor.toArtifact(), randomForestRegressor.fromArtifact],
] as const)("makes of a damaged %s a sound model or a BadArtifactError, nothing else", (_, artifact, read) => {
  let refused = 0;
  fc.assert(
    fc.property(damaged(artifact), (parts) => {
      let model: Model;
      try {
        model = read(parts);
      } catch (error) {
        expect(error).toBeInstanceOf(BadArtifactError);
        refused++;
        return;
      }
      expectSound(model);
    }),
    { numRuns: 3_000 },
  );
  expect(refused).toBeGreaterThan(500);
});
