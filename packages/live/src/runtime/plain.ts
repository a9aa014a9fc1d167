/**
 * A deep copy as JSON would have it: what is undefined or a function is left out, and a number that is not finite becomes
 * null. Strategies and brokers may reuse the objects that they hand out.
 */
export function plain<T>(value: T): T {
  return copy(value) as T;
}

function copy(value: unknown): unknown {
  if (typeof value === "number") return Number.isFinite(value) ? value : null;
  if (typeof value === "string" || typeof value === "boolean" || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => copy(item) ?? null);
  if (ArrayBuffer.isView(value)) return Array.from(value as Float64Array, copy);
  if (typeof value !== "object") return typeof value === "bigint" ? String(value) : undefined;
  const out: Record<string, unknown> = {};
  for (const key of Object.keys(value)) {
    const part = copy((value as Record<string, unknown>)[key]);
    if (part !== undefined) out[key] = part;
  }
  return out;
}
