import { clip, type Place } from "../errors.js";
import { ConfigError, type ConfigIssue, issueAt } from "./config-error.js";
import { parseYaml } from "./parse-yaml.js";
import { type ConfigPath, isForbiddenKey, parsePath, pathText } from "./path.js";
import type { SourceNode } from "./source-map.js";
import type { YamlLimits } from "./yaml-limits.js";
import type { YamlTree } from "./yaml-tree.js";

/** One `--set path=value`. */
export interface Override {
  /** `strategy.params.fast`, `strategies[0].type`, `instruments.BTC/USDT.tick`; keys with dots stand in quotes. */
  readonly path: string;
  /** A YAML scalar, or a list or mapping in `[ ]` or `{ }`. */
  readonly value: string;
}

type Container = Record<string | number, unknown>;

const mapping = (place: Place, key?: Place): SourceNode => ({ value: place, key, children: new Map() });

/** Marks a value and all inside it as set from outside, where no line or column means anything. */
function relabel({ key, children }: SourceNode, place: Place): SourceNode {
  return {
    value: place,
    key: key === undefined ? undefined : place,
    children: new Map([...children].map(([name, child]) => [name, relabel(child, place)])),
  };
}

/** Why a path cannot be set in the data, or the object that holds its last part; missing mappings are made. */
function holderOf(tree: YamlTree, path: ConfigPath, place: Place): [Container, SourceNode] | string {
  let data = tree.value as Container;
  let source = tree.source;
  for (const [depth, part] of path.entries()) {
    const here = depth === 0 ? "the file" : pathText(path.slice(0, depth));
    if (typeof data !== "object" || data === null) return `${here} is no mapping or list, so nothing can be set in it`;
    if (Array.isArray(data) && depth === 0)
      return "the file is a list, and a path starts at a key; write the file as a mapping (`key: value` lines)";
    if (Array.isArray(data) && !(/^\d+$/.test(String(part)) && Number(part) <= data.length))
      return `${here} is a list of ${data.length}; write ${here}[0] to ${here}[${data.length}]`;
    if (depth === path.length - 1) return [data, source];
    if (!Object.hasOwn(data, part) || data[part] === null) {
      data[part] = {};
      source.children.set(String(part), mapping(place, place));
    }
    data = data[part] as Container;
    source = source.children.get(String(part))!;
  }
  return "an empty path";
}

function applyOne(
  tree: YamlTree,
  { path: text, value }: Override,
  limits: Partial<YamlLimits> | undefined,
): ConfigIssue[] {
  const file = `--set ${text.length <= 100 ? text : clip(text, 100)}`;
  const place: Place = { file };
  const path = parsePath(text);
  const refuse = (message: string, hint?: string) => [issueAt(place, [], message, hint)];
  if (path === undefined) return refuse("this is no path", "write keys with dots between them: strategy.params.fast");
  const forbidden = path.find((part) => isForbiddenKey(String(part)));
  if (forbidden !== undefined) return refuse(`the key ${clip(forbidden)} is not allowed`);
  if (path.length > 64) return refuse("the path is deeper than 64 levels");
  let parsed: YamlTree;
  try {
    parsed = parseYaml(value, { file, limits });
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.issues.map(({ message, hint }) => issueAt(place, path, message, hint));
  }
  if (typeof parsed.value === "object" && parsed.value !== null && !/^\s*[[{]/.test(value))
    return refuse("a list or mapping is written in [ ] or { } here");
  const holder = holderOf(tree, path, place);
  if (typeof holder === "string") return refuse(holder);
  const [data, source] = holder;
  const last = path.at(-1)!;
  data[last] = parsed.value;
  source.children.set(String(last), relabel({ ...parsed.source, key: place }, place));
  return [];
}

/** Sets values in a tree, in order; later ones win. Answers every problem and leaves out what has one. */
export function applyOverrides(
  tree: YamlTree,
  overrides: readonly Override[],
  limits: Partial<YamlLimits> | undefined,
): ConfigIssue[] {
  return overrides.flatMap((override) => applyOne(tree, override, limits));
}
