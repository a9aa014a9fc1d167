import type { Place } from "../errors.js";
import type { ConfigPath } from "./path.js";

/** Where a value and its key were written, for each value of a config. */
export interface SourceNode {
  /** Of the value; for an aliased value, where its text stands. */
  readonly value: Place;
  /** Of the key that names it; list entries and the root have none. */
  readonly key?: Place | undefined;
  readonly children: Map<string, SourceNode>;
}

/** The deepest node on the way to a path, and how many parts of the path led there. */
export function nearestSource(root: SourceNode, path: ConfigPath): { node: SourceNode; depth: number } {
  let node = root;
  for (const [depth, part] of path.entries()) {
    const child = node.children.get(String(part));
    if (child === undefined) return { node, depth };
    node = child;
  }
  return { node, depth: path.length };
}

/** Place of the value at a path, or of the nearest value above it that was written. */
export function placeOfValue(root: SourceNode, path: ConfigPath): Place {
  const { node, depth } = nearestSource(root, path);
  return depth === path.length ? node.value : (node.key ?? node.value);
}

/** Place of the key at a path, or of the nearest key above it. */
export function placeOfKey(root: SourceNode, path: ConfigPath): Place {
  const { node } = nearestSource(root, path);
  return node.key ?? node.value;
}
