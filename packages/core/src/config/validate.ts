import type * as z from "zod";
import { type ConfigIssue, issueAt, MAX_ISSUES } from "./config-error.js";
import { deepFreeze } from "./deep-freeze.js";
import { type Explained, explain, NO_MESSAGE } from "./explain.js";
import { type ConfigPath, pathKey } from "./path.js";
import { schemasAt } from "./schema-walk.js";
import { holdsSecret } from "./secret.js";
import { placeOfKey, placeOfValue, type SourceNode } from "./source-map.js";
import { type Environment, type Substituted, substituteSecrets } from "./substitute.js";

/** Data, and where it came from. */
export interface Origin {
  readonly source: SourceNode;
  /** Path of `data` from the root of the file. */
  readonly base: ConfigPath;
  readonly env: Environment;
}

export interface Validated<T> {
  /** Frozen; undefined if there are issues. */
  readonly value: T | undefined;
  readonly issues: readonly ConfigIssue[];
  /** Violations beyond those in `issues`. */
  readonly omitted: number;
  readonly substituted: Substituted;
}

/** Strikes secrets out of a message that a schema wrote itself. Short ones only beside their own value. */
function masked(message: string, secretTexts: readonly string[], atSecret: boolean): string {
  return secretTexts
    .filter((text) => text.length >= (atSecret ? 1 : 4))
    .sort((a, b) => b.length - a.length)
    .reduce((text, hidden) => text.replaceAll(hidden, "***"), message);
}

/** Substitutes secrets and parses; every violation comes back at its place, none is thrown. */
export function validate<Schema extends z.ZodType>(
  data: unknown,
  schema: Schema,
  { source, base, env }: Origin,
): Validated<z.output<Schema>> {
  const substituted = substituteSecrets(data, schema, env);
  const locate = ({ path, at, message, hint }: Explained): ConfigIssue => {
    const full = [...base, ...path];
    const place = (at === "key" ? placeOfKey : placeOfValue)(source, full);
    const atSecret = substituted.secrets.has(pathKey(path));
    return issueAt(place, full, masked(message, substituted.secretTexts, atSecret), hint);
  };
  const issues = substituted.problems.map((problem) => locate({ ...problem, at: "value" }));
  // zod fills in a message only where the schema has none: this one marks the gap
  const parsed = schema.safeParse(substituted.value, { error: () => NO_MESSAGE });
  let omitted = 0;
  if (!parsed.success) {
    const shown = parsed.error.issues.slice(0, MAX_ISSUES);
    omitted = parsed.error.issues.length - shown.length;
    // explained from what the file says: a secret's value never enters a message
    const context = { input: data, schema, isSecret: (path: ConfigPath) => holdsSecret(schemasAt(schema, path)) };
    const explained = shown.flatMap((issue) => explain(issue, context));
    omitted += Math.max(0, explained.length - MAX_ISSUES);
    issues.push(...explained.slice(0, MAX_ISSUES).map(locate));
  }
  const value = parsed.success && issues.length === 0 ? deepFreeze(parsed.data) : undefined;
  return { value, issues, omitted, substituted };
}
