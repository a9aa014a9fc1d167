import { clip } from "@bellwether/core";
import * as z from "zod";
import { BadArtifactError } from "../models/model.js";
import type { FittedTransform } from "./fitted.js";
import { pca } from "./pca.js";
import { scaler } from "./scale.js";
import { selectColumns } from "./select.js";

const MAX_COLUMNS = 10_000;

const Names = z
  .array(z.string().min(1).max(200))
  .min(1)
  .max(MAX_COLUMNS)
  .refine((names) => new Set(names).size === names.length, "a name stands twice");
/** As in models: no sum of products with single-precision values runs out of doubles. */
const Constant = z.number().min(-1e200).max(1e200);
const Constants = z.array(Constant).max(MAX_COLUMNS);

const scalerSchema = <Type extends "standard" | "robust" | "min-max">(type: Type) =>
  z
    .strictObject({
      type: z.literal(type),
      from: Names,
      centre: Constants,
      scale: z.array(z.number().positive().max(1e200)).max(MAX_COLUMNS),
    })
    .refine(({ from, centre, scale }) => centre.length === from.length && scale.length === from.length, {
      error: "centre and scale hold one number a column",
    });

const Schema = z.discriminatedUnion("type", [
  z
    .strictObject({ type: z.literal("select"), from: Names, to: Names })
    .refine(({ from, to }) => isWithin(to, from), "to names a column that from has not"),
  scalerSchema("standard"),
  scalerSchema("robust"),
  scalerSchema("min-max"),
  z
    .strictObject({
      type: z.literal("pca"),
      from: Names,
      centre: Constants,
      components: z.array(Constant).max(10_000_000),
      variance: z.array(z.number().min(0).max(1e200)).min(1).max(MAX_COLUMNS),
    })
    .refine(
      ({ from, centre, components, variance }) =>
        variance.length <= from.length &&
        centre.length === from.length &&
        components.length === from.length * variance.length,
      "lengths of centre, components and variance do not fit",
    ),
]);

function isWithin(some: readonly string[], all: readonly string[]): boolean {
  const known = new Set(all);
  return some.every((name) => known.has(name));
}

/**
 * The step that `toJson` made this of.
 * @throws {BadArtifactError} for anything else.
 */
export function transformFromJson(json: unknown): FittedTransform {
  const parsed = Schema.safeParse(json);
  if (!parsed.success) {
    const { path, message } = parsed.error.issues[0]!;
    throw new BadArtifactError(`a transform: ${path.map(String).join(".") || "it"}: ${clip(message, 200)}`);
  }
  const { data } = parsed;
  if (data.type === "select") return selectColumns(data.from, data.to);
  const centre = Float64Array.from(data.centre);
  if (data.type === "pca")
    return pca(data.from, centre, Float64Array.from(data.components), Float64Array.from(data.variance));
  return scaler(data.type, data.from, centre, Float64Array.from(data.scale));
}
