import type * as z from "zod";
import { ConfigError } from "./config-error.js";
import { type ConfigPath, valueAt } from "./path.js";
import { type ResolvedConfig, resolvedConfig, traceOf } from "./resolved.js";
import { validate } from "./validate.js";

/** A part of a config and the schema that its owner has for it. */
export interface Part<Schema extends z.ZodType = z.ZodType> {
  /** From the root of the file: `["strategy", "params"]`. */
  readonly path: ConfigPath;
  readonly schema: Schema;
}

/**
 * Checks parts that the config's own schema left to others (`deferred()`), with the same places and secrets as the rest.
 * A part that the file does not have counts as an empty mapping, so that its defaults apply.
 * @returns one resolved part for each, in order.
 * @throws {ConfigError} with every violation of all parts at once.
 */
export function parseParts<const Schemas extends readonly z.ZodType[]>(
  resolved: ResolvedConfig<unknown>,
  parts: { readonly [I in keyof Schemas]: Part<Schemas[I]> },
): { -readonly [I in keyof Schemas]: ResolvedConfig<z.output<Schemas[I]>> } {
  const { input, source, env } = traceOf(resolved);
  const results = parts.map(({ path, schema }) => ({
    path,
    ...validate(valueAt(input, path) ?? {}, schema, { source, base: path, env }),
  }));
  const issues = results.flatMap((result) => result.issues);
  const omitted = results.reduce((sum, result) => sum + result.omitted, 0);
  if (issues.length > 0) throw new ConfigError(issues, omitted);
  return results.map(({ path, value, substituted }) =>
    resolvedConfig({ value, file: resolved.file, path }, { input, source, env, substituted }),
  ) as { -readonly [I in keyof Schemas]: ResolvedConfig<z.output<Schemas[I]>> };
}

/** One part; see {@link parseParts}, which reports the violations of several together. */
export function parseAt<Schema extends z.ZodType>(
  resolved: ResolvedConfig<unknown>,
  path: ConfigPath,
  schema: Schema,
): ResolvedConfig<z.output<Schema>> {
  return parseParts<[Schema]>(resolved, [{ path, schema }])[0];
}
