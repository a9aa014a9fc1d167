import { clip } from "@bellwether/core";
import { createForestBuilder, type FlatForest, MAX_COLUMNS, MAX_DEPTH, MAX_NODES } from "../forest/flat-forest.js";
import { largestBelow } from "../forest/float32.js";
import { forestClassifier, forestRegressor } from "../forest/forest-model.js";
import { BadArtifactError, type Classifier, type Regressor } from "../model.js";

/** The family of imported models. */
export const ML_RANDOM_FOREST = "ml-random-forest";

export interface MlRandomForestShape {
  /** Columns of a row of input: the package does not store them. */
  readonly columns: number;
}

/**
 * A classifier of the `ml-random-forest` package, from its `toJSON()`. Each tree has one vote, and probabilities are shares
 * of votes. The package goes left below a threshold in double precision, we at or below one in single precision: for inputs
 * that are float32 values the two are the same. Where classes have equally many votes the package answers with the one that
 * got there first, while the largest probability is shared here.
 * @param json - parsed or not: what `JSON.parse` gives, or the object itself.
 * @param shape - names of the classes 0, 1, 2 ... the package was trained with, and columns of its input.
 * @throws {BadArtifactError} for anything that is not such a model, naming where.
 */
export function importMlRandomForest(
  json: unknown,
  shape: MlRandomForestShape & { readonly classes: readonly string[] },
): Classifier {
  const { classes, columns } = shape;
  if (classes.length < 2 || new Set(classes).size !== classes.length)
    throw refusal(`a classifier has at least two classes of different names, got ${clip(classes.join(", "))}`);
  const forest = readTrees(json, "RFClassifier", columns, classes.length, (distribution, path) => {
    const vote = votedClass(distribution, path);
    if (vote >= classes.length) throw refusal(`${path} votes for class ${vote}, of which there are ${classes.length}`);
    return vote;
  });
  const facts = {
    trees: forest.roots.length,
    nodes: forest.feature.length,
    leaves: forest.leaf.length / classes.length,
  };
  return forestClassifier(forest, classes, { family: ML_RANDOM_FOREST, importances: null, facts });
}

/**
 * A regressor of the package that answers with the mean of its trees.
 * @throws {BadArtifactError} for anything that is not such a model; also where it answers with a median.
 */
export function importMlRandomForestRegressor(json: unknown, { columns }: MlRandomForestShape): Regressor {
  const model = plain(json);
  if (isObject(model) && model.name === "RFRegression" && model.selectionMethod !== "mean")
    throw refusal(`only a mean of trees can be imported, the model takes the ${clip(model.selectionMethod)}`);
  const forest = readTrees(model, "RFRegression", columns, 1, (distribution, path) => {
    if (typeof distribution !== "number" || !(Math.abs(distribution) <= 1e300))
      throw refusal(`${path} answers with ${clip(distribution)}, not a number`);
    return distribution;
  });
  const facts = { trees: forest.roots.length, nodes: forest.feature.length, leaves: forest.leaf.length };
  return forestRegressor(forest, { family: ML_RANDOM_FOREST, importances: null, facts });
}

const refusal = (why: string) => new BadArtifactError(`${ML_RANDOM_FOREST}: ${why}`);

type Json = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** What a file would hold of it: the package's own objects keep their leaves in matrices. */
function plain(json: unknown): unknown {
  try {
    return JSON.parse(JSON.stringify(json)) as unknown;
  } catch (cause) {
    throw new BadArtifactError(`${ML_RANDOM_FOREST}: the model is not JSON`, { cause });
  }
}

interface Waiting {
  readonly from: unknown;
  readonly node: number;
  readonly depth: number;
}

function readTrees(
  json: unknown,
  name: "RFClassifier" | "RFRegression",
  columns: number,
  width: number,
  readLeaf: (distribution: unknown, path: string) => number,
): FlatForest {
  const model = plain(json);
  if (!isObject(model) || model.name !== name || !isObject(model.baseModel))
    throw refusal(`not the toJSON() of a ${name === "RFClassifier" ? "classifier" : "regressor"} of the package`);
  if (!Number.isInteger(columns) || columns < 1 || columns > MAX_COLUMNS)
    throw refusal(`columns is ${clip(columns)}, not a number from 1 to ${MAX_COLUMNS}`);
  const { estimators, indexes } = model.baseModel;
  if (!Array.isArray(estimators) || !Array.isArray(indexes) || estimators.length !== indexes.length)
    throw refusal("baseModel.estimators and baseModel.indexes are not lists of equal length");
  if (estimators.length === 0) throw refusal("no trees");
  const builder = createForestBuilder(columns, width);
  for (let t = 0; t < estimators.length; t++) {
    const tree: unknown = estimators[t];
    const drawn: unknown = indexes[t];
    if (!isObject(tree) || !Array.isArray(drawn)) throw refusal(`tree ${t} is not a tree with a list of columns`);
    const waiting: Waiting[] = [{ from: tree.root, node: builder.plant(), depth: 0 }];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      const { from, node, depth } = next;
      const path = `tree ${t}, level ${depth}`;
      if (!isObject(from)) throw refusal(`${path}: a node is ${clip(from)}`);
      if (from.left === undefined || from.right === undefined) {
        const value = readLeaf(from.distribution, path);
        const at = builder.settle(node);
        if (width === 1) builder.values[at] = value;
        else builder.values[at + value] = 1;
        continue;
      }
      if (depth === MAX_DEPTH) throw refusal(`tree ${t} is deeper than ${MAX_DEPTH} levels`);
      if (builder.nodes + 2 > MAX_NODES) throw refusal(`more than ${MAX_NODES} nodes`);
      const child = builder.split(node, columnOf(from.splitColumn, drawn, columns, path), thresholdOf(from, path));
      waiting.push({ from: from.right, node: child + 1, depth: depth + 1 });
      waiting.push({ from: from.left, node: child, depth: depth + 1 });
    }
  }
  return builder.finish(name === "RFClassifier");
}

/** A tree numbers the columns that were drawn for it. */
function columnOf(splitColumn: unknown, drawn: readonly unknown[], columns: number, path: string): number {
  const column = typeof splitColumn === "number" ? drawn[splitColumn] : undefined;
  if (typeof column !== "number" || !Number.isInteger(column) || column < 0 || column >= columns)
    throw refusal(`${path} splits column ${clip(splitColumn)} of those drawn, which is none of ${columns}`);
  return column;
}

function thresholdOf({ splitValue }: Json, path: string): number {
  const threshold = typeof splitValue === "number" ? largestBelow(splitValue) : NaN;
  if (!Number.isFinite(threshold))
    throw refusal(`${path} splits at ${clip(splitValue)}, not a number of single precision`);
  return threshold;
}

/** The class with the largest share; of equal ones the first. */
function votedClass(distribution: unknown, path: string): number {
  const shares: unknown = Array.isArray(distribution) && distribution.length === 1 ? distribution[0] : undefined;
  if (!Array.isArray(shares) || shares.length === 0) throw refusal(`${path} is neither a split nor a leaf of shares`);
  let most = 0;
  for (let k = 0; k < shares.length; k++) {
    if (typeof shares[k] !== "number") throw refusal(`${path} holds the share ${clip(shares[k])}`);
    if (shares[k] > shares[most]) most = k;
  }
  return most;
}
