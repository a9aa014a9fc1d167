import { existsSync, readdirSync } from "node:fs";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { clip, didYouMean, type Timeframe } from "@bellwether/core";
import { readConfigFile } from "@bellwether/core/node";
import * as z from "zod";
import { BadFeatureError } from "../features/feature.js";
import { type FeatureCatalogue, type FeatureColumn, parseColumn } from "../features/feature-column.js";
import { FeatureSet } from "../features/feature-set.js";

/** Where the sets that ship lie, beside the compiled code. */
const SETS = fileURLToPath(new URL("../../sets", import.meta.url));

export const FeatureSetFile = z.strictObject({
  name: z.string().min(1),
  about: z.string().min(1),
  columns: z.array(z.string().min(1)).min(1),
});
export type FeatureSetFile = z.output<typeof FeatureSetFile>;

/** Names of the sets that ship, sorted. */
export function shippedSets(): string[] {
  return readdirSync(SETS)
    .flatMap((file) => (file.endsWith(".yaml") ? [file.slice(0, -".yaml".length)] : []))
    .sort();
}

/** @throws {ConfigError} for a file that cannot be read or is no set. */
export async function readSet(name: string): Promise<FeatureSetFile> {
  return (await readConfigFile(resolve(SETS, `${name}.yaml`), FeatureSetFile)).value;
}

/**
 * The columns that a list means: sets that ship by name, files of sets, and columns. A column that several name stands
 * where it was named first.
 * @param folder - that files count from.
 * @throws {BadFeatureError} for what is none of these, and a dropped column that is not there; {ConfigError} for a file.
 */
export async function resolveColumns(
  texts: readonly string[],
  drop: readonly string[],
  folder: string,
  catalogue: FeatureCatalogue,
): Promise<FeatureColumn[]> {
  const shipped = shippedSets();
  const columns: string[] = [];
  for (const text of texts) {
    if (shipped.includes(text)) columns.push(...(await readSet(text)).columns);
    else if (/\.ya?ml$/.test(text)) columns.push(...(await readOwnSet(text, folder)).columns);
    else columns.push(columnOrSet(text, shipped, catalogue));
  }
  const names = new Map<string, FeatureColumn>();
  for (const text of columns) {
    const column = parseColumn(text, catalogue);
    if (!names.has(column.name)) names.set(column.name, column);
  }
  for (const text of drop) {
    const { name } = parseColumn(text, catalogue);
    if (!names.delete(name))
      throw new BadFeatureError(
        `dropFeatures names ${name}, which is not among the features.${didYouMean(name, names.keys())}`,
      );
  }
  return [...names.values()];
}

async function readOwnSet(text: string, folder: string): Promise<FeatureSetFile> {
  const path = resolve(folder, text);
  if (!existsSync(path)) throw new BadFeatureError(`there is no file ${path}; a file of a set counts from ${folder}`);
  return (await readConfigFile(path, FeatureSetFile)).value;
}

/** {@link resolveColumns}, over bars of a timeframe. */
export async function resolveFeatures(
  texts: readonly string[],
  drop: readonly string[],
  folder: string,
  timeframe: Timeframe,
  catalogue: FeatureCatalogue,
): Promise<FeatureSet> {
  return new FeatureSet(await resolveColumns(texts, drop, folder, catalogue), timeframe);
}

/** Whoever misspells a set is told of sets too. */
function columnOrSet(text: string, shipped: readonly string[], catalogue: FeatureCatalogue): string {
  const bare = /^[a-z0-9-]+$/.test(text) && catalogue.get(text) === undefined;
  const meant = bare ? didYouMean(text, [...shipped, ...catalogue.names]) : "";
  if (bare)
    throw new BadFeatureError(
      `no set and no feature is called ${clip(text)}.${meant} All: bellwether features list; sets: ${shipped.join(", ")}`,
    );
  return text;
}
