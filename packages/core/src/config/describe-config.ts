import { placeText } from "../errors.js";
import { type ConfigPath, pathKey, pathText } from "./path.js";
import { type ResolvedConfig, traceOf } from "./resolved.js";
import { nearestSource } from "./source-map.js";

/** One value of a resolved config, and who decided it. */
export interface ConfigRow {
  readonly path: string;
  /** As JSON; `***` for a secret. */
  readonly value: string;
  /** `file:line:column`, `--set path`, `env NAME` or `default`. */
  readonly from: string;
}

const MASK = "***";

type Visit = (value: unknown, path: ConfigPath) => void;

function isBranch(value: unknown): value is object {
  if (typeof value !== "object" || value === null || Object.keys(value).length === 0) return false;
  return Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype;
}

function eachLeaf(value: unknown, path: ConfigPath, visit: Visit): void {
  if (!isBranch(value)) visit(value, path);
  else if (Array.isArray(value)) for (const [i, item] of value.entries()) eachLeaf(item, [...path, i], visit);
  else for (const [key, item] of Object.entries(value)) eachLeaf(item, [...path, key], visit);
}

function rowsOf(resolved: ResolvedConfig<unknown>): { path: ConfigPath; row: ConfigRow }[] {
  const { source, substituted } = traceOf(resolved);
  const rows: { path: ConfigPath; row: ConfigRow }[] = [];
  eachLeaf(resolved.value, [], (value, inner) => {
    if (value === undefined) return;
    const path = [...resolved.path, ...inner];
    const { node, depth } = nearestSource(source, path);
    const env = substituted.fromEnv.get(pathKey(inner));
    const from = env !== undefined ? `env ${env.join(", ")}` : depth < path.length ? "default" : placeText(node.value);
    const text = substituted.secrets.has(pathKey(inner)) ? MASK : JSON.stringify(value);
    rows.push({ path, row: { path: pathText(path), value: text, from } });
  });
  return rows;
}

/**
 * Every value of a resolved config with its origin, in the order of the schema; secrets are masked.
 * @param parts - what `parseParts` made of it: their rows, with their defaults, take the place of the raw ones.
 */
export function describeConfig(
  resolved: ResolvedConfig<unknown>,
  ...parts: readonly ResolvedConfig<unknown>[]
): ConfigRow[] {
  const isPart = (path: ConfigPath) =>
    parts.some((part) => part.path.every((key, i) => String(path[i]) === String(key)));
  return [...rowsOf(resolved).filter(({ path }) => !isPart(path)), ...parts.flatMap(rowsOf)].map(({ row }) => row);
}

/**
 * The value with secrets masked: what may be journalled and fingerprinted.
 * @param parts - what `parseParts` made of it, so that their secrets are masked too.
 */
export function redactConfig<T>(resolved: ResolvedConfig<T>, ...parts: readonly ResolvedConfig<unknown>[]): T {
  const isSecret = (path: ConfigPath) =>
    [resolved, ...parts].some((part) => {
      const inner = path.slice(part.path.length);
      const under = part.path.every((key, i) => String(path[i]) === String(key));
      return under && traceOf(part).substituted.secrets.has(pathKey(inner));
    });
  const redact = (value: unknown, path: ConfigPath): unknown => {
    if (isSecret(path)) return MASK;
    if (!isBranch(value)) return value;
    if (Array.isArray(value)) return value.map((item, i) => redact(item, [...path, i]));
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, redact(item, [...path, key])]));
  };
  return redact(resolved.value, resolved.path) as T;
}
