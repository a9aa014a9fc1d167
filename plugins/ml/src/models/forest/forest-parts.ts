import * as z from "zod";
import { ColumnCount, readArray } from "../artifact-parts.js";
import { type ArtifactArray, BadArtifactError, type ModelArtifact } from "../model.js";
import { checkForest } from "./check-forest.js";
import { type FlatForest, MAX_COLUMNS, MAX_NODES } from "./flat-forest.js";

/** What a fit has to tell. */
export const Facts = z.record(z.string(), z.union([z.number(), z.string(), z.boolean()]));
export type Facts = z.output<typeof Facts>;

/** Sizes of a forest and facts of its fit, as the plain data of an artifact. */
export const forestMeta = {
  columns: ColumnCount.max(MAX_COLUMNS),
  trees: z.int().min(1).max(MAX_NODES),
  nodes: z.int().min(1).max(MAX_NODES),
  leaves: z.int().min(1).max(MAX_NODES),
  /** Whether the artifact holds importances. */
  importances: z.boolean(),
  facts: Facts,
};

export interface ForestMeta {
  readonly columns: number;
  readonly trees: number;
  readonly nodes: number;
  readonly leaves: number;
  readonly importances: boolean;
  readonly facts: Facts;
}

/** A forest as parts of an artifact. */
export function forestParts(
  forest: FlatForest,
  importances: Float64Array | null,
  facts: Facts,
): { readonly meta: ForestMeta; readonly arrays: Readonly<Record<string, ArtifactArray>> } {
  const { columns, width, roots, feature, threshold, child, leaf } = forest;
  const meta = {
    columns,
    trees: roots.length,
    nodes: feature.length,
    leaves: leaf.length / width,
    importances: importances !== null,
    facts,
  };
  const arrays = { roots, feature, threshold, child, leaf };
  return { meta, arrays: importances === null ? arrays : { ...arrays, importances } };
}

/**
 * The forest of an artifact, checked. The arrays are kept, not copied.
 * @param more - further arrays that the family puts beside those of the forest.
 * @throws {BadArtifactError} for any broken promise of {@link FlatForest}, or an array too many.
 */
export function readForest(
  artifact: ModelArtifact,
  meta: ForestMeta,
  width: number,
  Leaf: new (length: number) => Float32Array | Float64Array,
  more: readonly string[] = [],
): { readonly forest: FlatForest; readonly importances: Float64Array | null } {
  const { family, arrays } = artifact;
  const { columns, trees, nodes, leaves } = meta;
  const forest: FlatForest = {
    columns,
    width,
    roots: readArray(artifact, "roots", Uint32Array, trees),
    feature: readArray(artifact, "feature", Uint16Array, nodes),
    threshold: readArray(artifact, "threshold", Float32Array, nodes),
    child: readArray(artifact, "child", Uint32Array, nodes),
    leaf: readArray(artifact, "leaf", Leaf, leaves * width),
  };
  const importances = meta.importances ? readArray(artifact, "importances", Float64Array, columns) : null;
  const known = [
    "roots",
    "feature",
    "threshold",
    "child",
    "leaf",
    ...(importances === null ? [] : ["importances"]),
    ...more,
  ];
  const stray = Object.keys(arrays).find((name) => !known.includes(name));
  if (stray !== undefined) throw new BadArtifactError(`${family}: no array is called ${stray}`);
  if (importances?.some((share) => share < 0)) throw new BadArtifactError(`${family}: an importance is below 0`);
  checkForest(family, forest);
  return { forest, importances };
}
