import { clip } from "../errors.js";

/** Keys and list positions from the root of a config down to one value. */
export type ConfigPath = readonly (string | number)[];

const PLAIN_KEY = /^[\w$/:@+-]{1,60}$/;

/** `strategies[0].params.fast`, as messages print it and `--set` reads it; keys with other characters are quoted. */
export function pathText(path: ConfigPath): string {
  let text = "";
  for (const part of path) {
    if (typeof part === "number") text += `[${part}]`;
    else text += `${text === "" ? "" : "."}${PLAIN_KEY.test(part) ? part : clip(part)}`;
  }
  return text;
}

/** A path from its text, or undefined where the text is none. A bare number is a key here and a position in a list. */
export function parsePath(text: string): ConfigPath | undefined {
  if (text.startsWith(".")) return undefined;
  const part = /(?:^|\.)(?:"([^"]+)"|([^.[\]"]+))|\[(\d{1,6})\]/y;
  const path: (string | number)[] = [];
  while (part.lastIndex < text.length) {
    const match = part.exec(text);
    if (match === null) return undefined;
    const [, quoted, plain, position] = match;
    path.push(position === undefined ? (quoted ?? plain!) : Number(position));
  }
  return path.length === 0 ? undefined : path;
}

/** Names one path among others, for maps and sets. */
export function pathKey(path: ConfigPath): string {
  return JSON.stringify(path.map(String));
}

/** The value at a path of plain data, own properties only; undefined where the path leaves the data. */
export function valueAt(data: unknown, path: ConfigPath): unknown {
  let value = data;
  for (const part of path) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, part)) return undefined;
    value = (value as Record<string | number, unknown>)[part];
  }
  return value;
}

/** A key that could reach the prototype of the object that holds it. */
export function isForbiddenKey(key: string): boolean {
  return key === "__proto__" || key === "constructor" || key === "prototype";
}
