/** Whether two values of plain data read the same as JSON, whatever the order of their fields; 0 and -0 do. */
export function sameData(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (Array.isArray(a) || Array.isArray(b)) {
    if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length) return false;
    for (let i = 0; i < a.length; i++) if (!sameData(a[i], b[i])) return false;
    return true;
  }
  const left = a as Record<string, unknown>;
  const right = b as Record<string, unknown>;
  let fields = 0;
  for (const key in left) {
    if (!sameData(left[key], right[key]) || !Object.hasOwn(right, key)) return false;
    fields++;
  }
  for (const _key in right) fields--;
  return fields === 0;
}
