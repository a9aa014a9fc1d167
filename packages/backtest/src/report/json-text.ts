/** A value that is written as JSON already: a run may have a hundred thousand trades, whose copies need not all be held at once. */
export class WrittenJson {
  constructor(readonly text: string) {}
}

/**
 * A value as JSON text, two spaces a level, but lists of numbers, {@link WrittenJson} and other rows on one line each.
 * Keys stay in the order in which they are.
 */
export function jsonText(value: unknown): string {
  const text: string[] = [];
  layOut(value, "", text);
  text.push("\n");
  return text.join("");
}

/** The same value with the keys of every object in order, as JSON sees it. */
export function sortedKeys(value: unknown): unknown {
  if (typeof value === "bigint") return value.toString();
  if (Array.isArray(value)) return value.map(sortedKeys);
  if (typeof value !== "object" || value === null) return value ?? null;
  if ("toJSON" in value && typeof value.toJSON === "function") return sortedKeys(value.toJSON());
  const names = Object.keys(value).sort();
  return Object.fromEntries(
    names
      .filter((name) => (value as Record<string, unknown>)[name] !== undefined)
      .map((name) => [name, sortedKeys((value as Record<string, unknown>)[name])]),
  );
}

const isFlat = (part: unknown) => typeof part !== "object" || part === null;

/** A row of a table: nothing in it but values and short lists. */
const isRow = (part: unknown) =>
  Object.values(part ?? {}).every((value) =>
    Array.isArray(value) ? value.every((item) => isFlat(item) || Object.values(item).every(isFlat)) : isFlat(value),
  );

/** @param out - takes the text in pieces: joined once at the end, a long run's megabytes are not copied level by level. */
function layOut(value: unknown, indent: string, out: string[]): void {
  const isList = Array.isArray(value);
  if (isList ? value.every(isFlat) : isFlat(value)) {
    out.push(JSON.stringify(value ?? null));
    return;
  }
  const deeper = `${indent}  `;
  const [open, close] = isList ? "[]" : "{}";
  let before = `${open}\n${deeper}`;
  for (const [name, part] of isList ? value.entries() : Object.entries(value as object)) {
    if (!isList && part === undefined) continue;
    out.push(isList ? before : `${before}${JSON.stringify(name)}: `);
    if (part instanceof WrittenJson) out.push(part.text);
    else if (isList && isRow(part)) out.push(JSON.stringify(part));
    else layOut(part, deeper, out);
    before = `,\n${deeper}`;
  }
  out.push(before.startsWith(",") ? `\n${indent}${close}` : `${open}${close}`);
}
