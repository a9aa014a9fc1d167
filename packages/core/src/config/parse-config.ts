import type * as z from "zod";
import { ConfigError } from "./config-error.js";
import { applyOverrides, type Override } from "./overrides.js";
import { type ParseYamlOptions, parseYaml } from "./parse-yaml.js";
import { type ResolvedConfig, resolvedConfig } from "./resolved.js";
import type { Environment } from "./substitute.js";
import { validate } from "./validate.js";

export interface ParseConfigOptions extends ParseYamlOptions {
  /** Where `${NAME}` of secrets is looked up; by default nothing is set. */
  readonly env?: Environment | undefined;
  /** `--set path=value`, applied in order over the text. */
  readonly overrides?: readonly Override[] | undefined;
}

/**
 * Reads a config text: YAML, then overrides, then secrets from the environment, then the schema. An empty text counts as
 * an empty mapping, so that the error names what is missing.
 * @throws {ConfigError} with every violation at once, each at its place in the text or at its `--set`.
 */
export function parseConfig<Schema extends z.ZodType>(
  text: string,
  schema: Schema,
  { file, limits, env = {}, overrides = [] }: ParseConfigOptions,
): ResolvedConfig<z.output<Schema>> {
  const parsed = parseYaml(text, { file, limits });
  const tree = { value: parsed.value ?? {}, source: parsed.source };
  const refused = applyOverrides(tree, overrides, limits);
  const { value, issues, omitted, substituted } = validate(tree.value, schema, { source: tree.source, base: [], env });
  if (refused.length > 0 || issues.length > 0) throw new ConfigError([...refused, ...issues], omitted);
  return resolvedConfig(
    { value: value as z.output<Schema>, file, path: [] },
    { input: tree.value, source: tree.source, env, substituted },
  );
}
