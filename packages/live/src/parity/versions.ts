/** Code or models by name that are not the same on both sides. */
export function versionDiffs(
  recorded: Readonly<Record<string, string>>,
  replayed: Readonly<Record<string, string>>,
): { readonly name: string; readonly recorded: string | null; readonly replayed: string | null }[] {
  const own = (object: Readonly<Record<string, string>>, name: string) =>
    Object.hasOwn(object, name) ? object[name]! : null;
  return [...new Set([...Object.keys(recorded), ...Object.keys(replayed)])]
    .sort()
    .map((name) => ({ name, recorded: own(recorded, name), replayed: own(replayed, name) }))
    .filter((pair) => pair.recorded !== pair.replayed);
}

/** Models are named `model` and then their name; all else that a lane stands on is code. */
export function versionCause(names: readonly string[]): "code-version" | "model-version" | null {
  if (names.length === 0) return null;
  return names.every((name) => /^model\b/.test(name)) ? "model-version" : "code-version";
}
