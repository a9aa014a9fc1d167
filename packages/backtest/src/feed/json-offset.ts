/** Deeper JSON is not walked; bars are four levels deep at most. */
const MAX_DEPTH = 64;

/** The text stops being JSON at {@link offset}. */
class NotJson {
  constructor(readonly offset: number) {}
}

/**
 * Where the value at `path` starts in a JSON text; for a text that is no JSON, or a path that leads nowhere, where it
 * stops making sense. A parser gives neither, and errors have to name a line.
 */
export function jsonOffset(text: string, path: readonly (string | number)[]): number {
  try {
    return walk(text, blanks(text, 0), path, 0).found;
  } catch (stop) {
    if (stop instanceof NotJson) return stop.offset;
    throw stop;
  }
}

/** Line and column, from 1, of an offset in `text`. */
export function linePlace(text: string, offset: number): { line: number; column: number } {
  let [line, start] = [1, 0];
  for (let next = text.indexOf("\n"); next >= 0 && next < offset; next = text.indexOf("\n", start)) {
    line++;
    start = next + 1;
  }
  return { line, column: offset - start + 1 };
}

const BLANKS = /[ \t\n\r]*/y;
const SCALAR = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;

function match(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : -1;
}

const blanks = (text: string, at: number) => match(BLANKS, text, at);

function stringEnd(text: string, from: number): number {
  for (let at = from + 1; at < text.length; ) {
    const code = text.charCodeAt(at);
    if (code === 34) return at + 1;
    if (code < 32) throw new NotJson(at);
    const next = code === 92 ? match(ESCAPE, text, at) : at + 1;
    if (next < 0) throw new NotJson(at);
    at = next;
  }
  throw new NotJson(text.length);
}

/** Walks one value. @returns its end, and where the rest of `path` starts in it. */
function walk(
  text: string,
  from: number,
  path: readonly (string | number)[],
  depth: number,
): { end: number; found: number } {
  const opening = text[from];
  if (depth > MAX_DEPTH) throw new NotJson(from);
  if (opening === '"') return { end: stringEnd(text, from), found: from };
  if (opening !== "[" && opening !== "{") {
    const end = match(SCALAR, text, from);
    if (end < 0) throw new NotJson(from);
    return { end, found: from };
  }
  const closing = opening === "[" ? "]" : "}";
  let at = blanks(text, from + 1);
  let found = from;
  if (text[at] === closing) return { end: at + 1, found };
  for (let index = 0; ; index++) {
    let key: string | number = index;
    if (opening === "{") {
      if (text[at] !== '"') throw new NotJson(at);
      const end = stringEnd(text, at);
      key = path.length > 0 ? (JSON.parse(text.slice(at, end)) as string) : index;
      at = blanks(text, end);
      if (text[at] !== ":") throw new NotJson(at);
      at = blanks(text, at + 1);
    }
    const here = path.length > 0 && key === path[0];
    const value = walk(text, at, here ? path.slice(1) : [], depth + 1);
    if (here) found = value.found;
    if (here && depth === 0 && opening === "[") return value; // nothing around it that would need its end
    at = blanks(text, value.end);
    if (text[at] === closing) return { end: at + 1, found };
    if (text[at] !== ",") throw new NotJson(at);
    at = blanks(text, at + 1);
  }
}
