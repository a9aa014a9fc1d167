import { clip } from "@bellwether/core";
import * as z from "zod";
import { type ArtifactArray, BadArtifactError, type ModelArtifact } from "./model.js";

/** Names of classes, as an artifact holds them. */
export const ClassNames = z
  .array(z.string().min(1).max(200))
  .min(1)
  .max(1_000)
  .refine((names) => new Set(names).size === names.length, "names stand twice");

/** A number of columns that a model can have. */
export const ColumnCount = z.int().min(1).max(100_000);

/**
 * The plain data of an artifact, checked.
 * @throws {BadArtifactError} for another family or format, or data that the schema refuses.
 */
export function readMeta<Schema extends z.ZodType>(
  artifact: ModelArtifact,
  family: string,
  format: number,
  schema: Schema,
): z.output<Schema> {
  if (artifact.family !== family)
    throw new BadArtifactError(`the artifact is of the family ${clip(artifact.family)}, not ${family}`);
  if (artifact.format !== format)
    throw new BadArtifactError(`${family}: format ${clip(artifact.format)} is not known; this version reads ${format}`);
  const parsed = schema.safeParse(artifact.meta);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new BadArtifactError(`${family}: ${issue!.path.map(String).join(".") || "meta"}: ${clip(issue!.message, 200)}`);
}

/**
 * A named array of an artifact, checked.
 * @throws {BadArtifactError} for none, another type or length, or values beyond `limit` or not finite.
 */
export function readArray<Type extends ArtifactArray>(
  { family, arrays }: ModelArtifact,
  name: string,
  Type: new (length: number) => Type,
  length: number,
  limit = Number.MAX_VALUE,
): Type {
  const array = Object.hasOwn(arrays, name) ? arrays[name] : undefined;
  if (!(array instanceof Type)) throw new BadArtifactError(`${family}: ${name} is not a ${Type.name}`);
  if (array.length !== length)
    throw new BadArtifactError(`${family}: ${name} holds ${array.length} values, its meta says ${length}`);
  for (let i = 0; i < length; i++)
    if (!(Math.abs(array[i]!) <= limit)) throw new BadArtifactError(`${family}: ${name}[${i}] is ${array[i]}`);
  return array;
}
