import { fieldOf, fieldsOf, sameValue } from "./same-value.js";

/** One place at which two pieces of plain data differ. */
export type ValueDifference =
  | { readonly path: string; readonly kind: "changed"; readonly from: unknown; readonly to: unknown }
  | { readonly path: string; readonly kind: "added"; readonly to: unknown }
  | { readonly path: string; readonly kind: "removed"; readonly from: unknown };

/**
 * Where `to` differs from `from`, path by path, in the order in which `from` names its fields, then `to`.
 * Lists of plain values count as one value; lists whose items all have names are matched by name where they share
 * one, others by position.
 */
export function diffValues(from: unknown, to: unknown, path = ""): ValueDifference[] {
  if (sameValue(from, to)) return [];
  if (Array.isArray(from) && Array.isArray(to)) return diffLists(from, to, path);
  if (isRecord(from) && isRecord(to)) {
    const names = new Set([...fieldsOf(from), ...fieldsOf(to)]);
    return [...names].flatMap((name) =>
      diffField(fieldOf(from, name), fieldOf(to, name), `${path}${dotted(name, path)}`),
    );
  }
  return [{ path: path === "" ? "(all of it)" : path, kind: "changed", from, to }];
}

function diffField(from: unknown, to: unknown, path: string): ValueDifference[] {
  if (from === undefined) return [{ path, kind: "added", to }];
  if (to === undefined) return [{ path, kind: "removed", from }];
  return diffValues(from, to, path);
}

function diffLists(from: readonly unknown[], to: readonly unknown[], path: string): ValueDifference[] {
  const [before, after] = [byName(from), byName(to)];
  const renamed = from.length === to.length && ![...(before?.keys() ?? [])].some((name) => after?.has(name));
  if (before !== null && after !== null && !renamed) {
    const names = [...new Set([...before.keys(), ...after.keys()])];
    const inside = names.flatMap((name) => diffField(before.get(name), after.get(name), `${path}[${name}]`));
    if (inside.length > 0) return inside;
    return [{ path, kind: "changed", from: [...before.keys()], to: [...after.keys()] }]; // only their order
  }
  if (![...from, ...to].some((item) => typeof item === "object" && item !== null))
    return [{ path, kind: "changed", from, to }];
  return Array.from({ length: Math.max(from.length, to.length) }, (_, i) =>
    diffField(from[i], to[i], `${path}[${i}]`),
  ).flat();
}

/** The items by name; null unless each has one of its own. */
function byName(list: readonly unknown[]): Map<string, unknown> | null {
  const named = new Map<string, unknown>();
  for (const item of list) {
    const name = isRecord(item) ? fieldOf(item, "name") : undefined;
    if (typeof name !== "string" || named.has(name)) return null;
    named.set(name, item);
  }
  return named;
}

function isRecord(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** `.name`, or `["EUR/USD"]` where a dot would mislead. */
function dotted(name: string, path: string): string {
  if (!/^[A-Za-z_$][\w$-]*$/.test(name)) return `[${JSON.stringify(name)}]`;
  return path === "" ? name : `.${name}`;
}
