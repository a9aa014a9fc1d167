import { isAlias, isMap, isScalar, isSeq, type Node, type Pair } from "yaml";
import { clip, type Place } from "../errors.js";
import { type ConfigIssue, issueAt } from "./config-error.js";
import { type ConfigPath, isForbiddenKey } from "./path.js";
import type { SourceNode } from "./source-map.js";
import type { YamlLimits } from "./yaml-limits.js";
import { readScalar } from "./yaml-scalar.js";

/** Plain data and where each value of it was written. */
export interface YamlTree {
  readonly value: unknown;
  readonly source: SourceNode;
}

const OPEN = Symbol("an anchor whose value is still being read");

/**
 * Turns composed nodes into plain data. Aliases are written out as copies, so the result is a tree; each copy counts
 * against `limits.nodes`, which stops an alias bomb after a bounded amount of work.
 * @param issues - receives every violation.
 */
export function readTree(
  root: Node | null,
  placeAt: (offset: number) => Place,
  limits: YamlLimits,
  issues: ConfigIssue[],
): YamlTree {
  const anchors = new Map<string, Node | typeof OPEN>();
  let nodes = 0;
  let copying = 0;

  const complain = (place: Place, path: ConfigPath, message: string, hint?: string) =>
    issues.push(issueAt(place, path, message, hint));
  const startOf = (node: Node | null) => placeAt(node?.range?.[0] ?? 0);
  const leaf = (value: unknown, place: Place, key?: Place): YamlTree => ({
    value,
    source: { value: place, key, children: new Map() },
  });

  function readAlias(name: string, path: ConfigPath, place: Place, key?: Place): YamlTree {
    const target = anchors.get(name);
    if (target === OPEN) complain(place, path, `the alias ${clip(`*${name}`)} repeats the value that it is part of`);
    else if (target === undefined)
      complain(
        place,
        path,
        `nothing above has the anchor of the alias ${clip(`*${name}`)}`,
        "put text that starts with * in quotes",
      );
    else {
      copying++;
      const tree = read(target, path, key);
      copying--;
      return tree;
    }
    return leaf(null, place, key);
  }

  function keyOf(pair: Pair, path: ConfigPath, seen: ReadonlySet<string>): { name: string; place: Place } | undefined {
    const node = pair.key as Node | null;
    const place = startOf(node ?? (pair.value as Node | null));
    const refuse = (message: string, hint?: string) => void complain(place, path, message, hint);
    if (!isScalar(node) || node.value === null) return refuse("a key must be text");
    const name = node.value;
    if (typeof name !== "string")
      return refuse(`the key ${clip(name)} is no text`, `put it in quotes: "${clip(name)}"`);
    if (isForbiddenKey(name)) return refuse(`the key ${clip(name)} is not allowed`);
    if (name === "<<") return refuse("merge keys (<<) are not supported", "write the keys out");
    if (seen.has(name)) return refuse(`the key ${clip(name)} stands here twice`);
    return { name, place };
  }

  function readChildren(node: Node, path: ConfigPath, children: Map<string, SourceNode>): unknown {
    if (isSeq(node))
      return node.items.map((item, i) => {
        const tree = read(item as Node, [...path, i]);
        children.set(String(i), tree.source);
        return tree.value;
      });
    const data: Record<string, unknown> = {};
    if (!isMap(node)) return data;
    const seen = new Set<string>();
    for (const pair of node.items) {
      const key = keyOf(pair, path, seen);
      const tree = read(pair.value as Node | null, key === undefined ? path : [...path, key.name], key?.place);
      if (key === undefined) continue;
      seen.add(key.name);
      children.set(key.name, tree.source);
      data[key.name] = tree.value;
    }
    return data;
  }

  function read(node: Node | null, path: ConfigPath, key?: Place): YamlTree {
    // an empty value has no text of its own: its key stands for it
    const empty = node === null || (isScalar(node) && node.source === "" && node.value === null);
    const place = empty && key !== undefined ? key : startOf(node);
    if (++nodes > limits.nodes) {
      if (nodes === limits.nodes + 1)
        complain(
          place,
          path,
          `${copying > 0 ? "with its aliases written out, the text" : "the text"} holds more than ${limits.nodes} values`,
        );
      return leaf(null, place, key);
    }
    if (node === null) return leaf(null, place, key);
    if (isAlias(node)) return readAlias(node.source, path, place, key);
    if (path.length > limits.depth) {
      complain(place, path.slice(0, 3), `nests deeper than ${limits.depth} levels`);
      return leaf(null, place, key);
    }
    const anchor = "anchor" in node && copying === 0 ? (node.anchor as string | undefined) : undefined;
    if (anchor !== undefined) {
      if (anchors.has(anchor)) complain(place, path, `the anchor ${clip(`&${anchor}`)} is defined twice`);
      anchors.set(anchor, OPEN);
    }
    let tree: YamlTree;
    if (isScalar(node)) {
      const { value, trouble, hint } = readScalar(node);
      if (trouble !== undefined) complain(place, path, trouble, hint);
      tree = leaf(value, place, key);
    } else {
      const children = new Map<string, SourceNode>();
      tree = { value: readChildren(node, path, children), source: { value: place, key, children } };
    }
    if (anchor !== undefined) anchors.set(anchor, node);
    return tree;
  }

  return read(root, []);
}
