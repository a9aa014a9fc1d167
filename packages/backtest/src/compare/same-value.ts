/** Whether two pieces of plain data are equal; the order of keys says nothing, and a field that is undefined is absent. */
export function sameValue(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (Array.isArray(a) || Array.isArray(b)) {
    if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length) return false;
    return a.every((item, i) => sameValue(item, b[i]));
  }
  const names = fieldsOf(a);
  return (
    names.length === fieldsOf(b).length &&
    names.every((name) => Object.hasOwn(b, name) && sameValue(fieldOf(a, name), fieldOf(b, name)))
  );
}

/** Names of the fields that hold something. */
export function fieldsOf(value: object): string[] {
  return Object.keys(value).filter((name) => fieldOf(value, name) !== undefined);
}

/** An own field; never what an object inherits, whatever a file calls its keys. */
export function fieldOf(value: object, name: string): unknown {
  return Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined;
}
