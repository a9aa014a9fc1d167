import type * as z from "zod";
import { didYouMean } from "../nearest.js";
import { type ConfigPath, valueAt } from "./path.js";
import { isMeant, knownKeys, schemasAt } from "./schema-walk.js";
import { expectedText, foundText, literalText, typeHint } from "./words.js";

type Issue = z.core.$ZodIssue;

/** An issue of the schema in plain words. */
export interface Explained {
  readonly path: ConfigPath;
  /** Where to point: at the value, or at the key that names it. */
  readonly at: "value" | "key";
  readonly message: string;
  readonly hint?: string | undefined;
}

export interface ExplainContext {
  readonly input: unknown;
  readonly schema: z.core.$ZodType;
  /** Whether the value at a path, or a part of it, is secret. */
  isSecret(path: ConfigPath): boolean;
}

/** Stands where a schema gave no message of its own; see `validate`, which asks zod to put it there. */
export const NO_MESSAGE = "\0";

function found(path: ConfigPath, { input, isSecret }: ExplainContext): string {
  const value = valueAt(input, path);
  const scalar = value !== null && value !== undefined && typeof value !== "object";
  return scalar && isSecret(path) ? "a value that is kept secret" : foundText(value);
}

const asPath = (path: readonly PropertyKey[]): ConfigPath =>
  path.map((part) => (typeof part === "number" ? part : String(part)));

function boundText(
  issue: z.core.$ZodIssueTooBig | z.core.$ZodIssueTooSmall,
  path: ConfigPath,
  context: ExplainContext,
): string {
  const value = valueAt(context.input, path);
  const small = issue.code === "too_small";
  const bound = small ? issue.minimum : issue.maximum;
  if (issue.origin === "string" || issue.origin === "array") {
    const unit =
      issue.origin === "string" ? "character" : issue.origin === "array" && bound === 1 ? "entry" : "entries";
    const plural = unit === "character" && bound !== 1 ? "s" : "";
    const has = typeof value === "string" || Array.isArray(value) ? `, has ${value.length}` : "";
    return `needs ${issue.exact ? "exactly" : small ? "at least" : "at most"} ${bound} ${unit}${plural}${has}`;
  }
  const relation = small ? (issue.inclusive ? "at least" : "greater than") : issue.inclusive ? "at most" : "less than";
  return `must be ${relation} ${bound}, found ${found(path, context)}`;
}

function unknownKeys(issue: z.core.$ZodIssueUnrecognizedKeys, path: ConfigPath, context: ExplainContext): Explained[] {
  const present = valueAt(context.input, path);
  const known = knownKeys(schemasAt(context.schema, path).filter((layer) => isMeant(layer, present)));
  const free = known.filter((key) => typeof present !== "object" || present === null || !Object.hasOwn(present, key));
  return issue.keys.map((key) => {
    // of a --set that misspells what the file has, the key meant is there already
    const meant = didYouMean(key, free) || (key.length > 3 ? didYouMean(key, known) : "");
    const hint = known.length === 0 ? undefined : `known keys: ${known.join(", ")}`;
    return {
      path: [...path, key],
      at: "key",
      message: meant === "" ? "unknown key" : `unknown key.${meant}`,
      hint: meant === "" ? hint : undefined,
    };
  });
}

function choice(
  expected: readonly string[],
  path: ConfigPath,
  known: readonly string[],
  context: ExplainContext,
): Explained {
  const value = valueAt(context.input, path);
  const wanted = `expected ${[...new Set(expected)].join(" or ")}`;
  if (value === undefined) return { path, at: "key", message: `is missing; ${wanted}` };
  const meant = typeof value === "string" ? didYouMean(value, known) : "";
  return { path, at: "value", message: `${wanted}, found ${found(path, context)}${meant === "" ? "" : `.${meant}`}` };
}

/** The options of a union that the value was meant for, or all of them in one line if none took its type. */
function union(issue: z.core.$ZodIssueInvalidUnion, path: ConfigPath, context: ExplainContext): Explained[] {
  if ("options" in issue && issue.options !== undefined) {
    const names = issue.options.map((option) => String(option));
    return [choice(issue.options.map(literalText), path, names, context)];
  }
  if (issue.errors.length === 0) return [{ path, at: "value", message: "fits more than one of the allowed forms" }];
  const wrongType = ({ path: at, code }: Issue) =>
    at.length === 0 && (code === "invalid_type" || code === "invalid_value");
  const taken = issue.errors.filter((errors) => !errors.some(wrongType));
  const best = taken.sort((a, b) => a.length - b.length)[0];
  if (best !== undefined)
    return best.flatMap((inner) => explain({ ...inner, path: [...path, ...inner.path] }, context));
  const roots = issue.errors.map((errors) => errors.find(wrongType)!);
  const words = roots.flatMap((inner) => (inner.code === "invalid_value" ? inner.values.map(String) : []));
  return [
    choice(
      roots.map((inner) => expectedText(inner) ?? "another value"),
      path,
      words,
      context,
    ),
  ];
}

/** One line, or several, for one issue of zod; without zod's jargon, and without the value of anything long. */
export function explain(issue: Issue, context: ExplainContext): Explained[] {
  const path = asPath(issue.path);
  const value = valueAt(context.input, path);
  if (issue.message !== NO_MESSAGE)
    return [{ path, at: value === undefined ? "key" : "value", message: issue.message }];
  const expected = expectedText(issue);
  switch (issue.code) {
    case "unrecognized_keys":
      return unknownKeys(issue, path, context);
    case "invalid_union":
      return union(issue, path, context);
    case "invalid_value":
      return [choice([expected!], path, issue.values.map(String), context)];
    case "invalid_type":
      return [{ ...choice([expected!], path, [], context), hint: typeHint(issue.expected, value) }];
    case "too_small":
    case "too_big":
      return [{ path, at: "value", message: boundText(issue, path, context) }];
    case "not_multiple_of":
      return [{ path, at: "value", message: `must be a multiple of ${issue.divisor}, found ${found(path, context)}` }];
    case "invalid_format":
      return [
        {
          path,
          at: "value",
          message: `${expected === undefined ? "has not the expected form" : `expected ${expected}`}, found ${found(path, context)}`,
        },
      ];
    case "invalid_key": {
      const own = issue.issues.find(({ message }) => message !== NO_MESSAGE)?.message;
      const wanted = issue.issues.map(expectedText).find((text) => text !== undefined);
      const reason = own ?? (wanted === undefined ? undefined : `expected ${wanted}`);
      return [{ path, at: "key", message: `the key is not allowed${reason === undefined ? "" : `: ${reason}`}` }];
    }
    default:
      return [{ path, at: "value", message: `is not allowed, found ${found(path, context)}` }];
  }
}
