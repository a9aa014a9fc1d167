/** A leaf that differs: its path, and what stands there on either side; undefined where nothing does. */
export interface FieldDiff {
  readonly path: string;
  readonly recorded: unknown;
  readonly replayed: unknown;
}

/** Deeper data count as one leaf. */
const MAX_DEPTH = 8;
/** Leaves that are told; a pair that differs in more differs. */
const MAX_FIELDS = 32;

/** Where plain data differ, numbers bit for bit: 0 is not -0, NaN is NaN. A field that is undefined is none. */
export function fieldDiffs(recorded: unknown, replayed: unknown): FieldDiff[] {
  const found: FieldDiff[] = [];
  compare(recorded, replayed, "", 0, found);
  return found;
}

function compare(a: unknown, b: unknown, path: string, depth: number, found: FieldDiff[]): void {
  if (Object.is(a, b) || found.length >= MAX_FIELDS) return;
  const nested = isObject(a) && isObject(b) && Array.isArray(a) === Array.isArray(b);
  if (!nested || depth === MAX_DEPTH) {
    if (!(depth === MAX_DEPTH && nested && JSON.stringify(a) === JSON.stringify(b)))
      found.push({ path, recorded: a, replayed: b });
    return;
  }
  for (const key of new Set([...Object.keys(a), ...Object.keys(b)]))
    compare(own(a, key), own(b, key), path === "" ? key : `${path}.${key}`, depth + 1, found);
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;

const own = (object: Record<string, unknown>, key: string) => (Object.hasOwn(object, key) ? object[key] : undefined);

/** Longest text of a value in a report. */
const MAX_TEXT = 200;

/** A value as a report may hold it: a number stays itself, what JSON lacks becomes text, long texts are cut. */
export function reportable(value: unknown): string | number | boolean | null {
  if (value === undefined || value === null) return null;
  if (typeof value === "number") return Number.isFinite(value) && !Object.is(value, -0) ? value : numberText(value);
  if (typeof value === "boolean") return value;
  const text = typeof value === "string" ? value : safeText(value);
  return text.length <= MAX_TEXT ? text : `${text.slice(0, MAX_TEXT - 1)}…`;
}

const numberText = (value: number) => (Object.is(value, -0) ? "-0" : String(value));

function safeText(value: unknown): string {
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    return typeof value;
  }
}
