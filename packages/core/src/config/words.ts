import type * as z from "zod";
import { clip } from "../errors.js";

const TYPES: Readonly<Record<string, string>> = {
  string: "text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  tuple: "a list",
  object: "a mapping (`key: value` lines)",
  record: "a mapping (`key: value` lines)",
  null: "nothing",
};

const FORMATS: Readonly<Record<string, string>> = {
  url: "a URL, such as https://example.org",
  email: "an email address",
  uuid: "a UUID",
  ipv4: "an IPv4 address",
  ipv6: "an IPv6 address",
  datetime: "a UTC time, such as 2024-01-31T12:00:00Z",
  date: "a date, such as 2024-01-31",
};

/** What was found, for people who have not met the schema's words; a text is clipped. */
export function foundText(value: unknown): string {
  if (value === undefined || value === null) return "nothing";
  if (Array.isArray(value)) return value.length === 0 ? "an empty list" : "a list";
  if (typeof value === "object") return "a mapping";
  return `the ${typeof value === "string" ? "text" : typeof value === "number" ? "number" : "value"} ${clip(value)}`;
}

export function literalText(value: unknown): string {
  return clip(value, 40);
}

/** What an issue wanted, as a noun phrase, or undefined where the issue is no question of type or value. */
export function expectedText(issue: z.core.$ZodIssue): string | undefined {
  switch (issue.code) {
    case "invalid_type":
      return TYPES[issue.expected] ?? `a ${issue.expected}`;
    case "invalid_value":
      return issue.values.map(literalText).join(" or ");
    case "invalid_format":
      return FORMATS[issue.format];
    default:
      return undefined;
  }
}

/** What to write instead of a value of the wrong type, where that is plain. */
export function typeHint(expected: string, value: unknown): string | undefined {
  if (value === null && (expected === "object" || expected === "record"))
    return "indent its keys below it, or remove it";
  if (expected === "array" && value !== null && typeof value !== "object") return "put it in [ ]";
  if (expected === "string" && (typeof value === "number" || typeof value === "boolean")) return "put it in quotes";
  if (typeof value !== "string") return undefined;
  if (expected === "boolean") return "YAML knows only true and false";
  if (expected !== "number" && expected !== "int") return undefined;
  const percent = /^(-?\d+(?:\.\d+)?)\s*%$/.exec(value);
  if (percent !== null) return `as a fraction that is ${Number((Number(percent[1]) / 100).toPrecision(12))}`;
  return value.trim() !== "" && Number.isFinite(Number(value)) ? "remove the quotes" : undefined;
}
