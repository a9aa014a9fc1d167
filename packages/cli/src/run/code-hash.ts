import { readFile, stat } from "node:fs/promises";
import { dirname, relative, resolve, sep } from "node:path";
import { canonicalJson, sha256 } from "@bellwether/core";

/** What `from "./x"`, `import "./x"`, `import("./x")` and `require("./x")` name. One too many, in a comment, does no harm. */
const RELATIVE_IMPORT = /(?:\bfrom|\bimport|\brequire)\s*\(?\s*["'](\.{1,2}\/[^"'\n]+)["']/g;

const ENDINGS = ["", ".ts", ".mts", ".cts", ".js", ".mjs", ".cjs", ".json", "/index.ts", "/index.js"];

/**
 * sha256 over a module and the files that it reaches by relative imports, by their paths from `root`. What packages it
 * imports is not looked at.
 */
export async function codeHash(entry: string, root: string): Promise<string> {
  const hashes: Record<string, string> = {};
  const waiting = [entry];
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    const name = relative(root, file).split(sep).join("/");
    if (Object.hasOwn(hashes, name)) continue;
    const text = await readFile(file, "utf8");
    hashes[name] = await sha256(text);
    for (const [, specifier] of text.matchAll(RELATIVE_IMPORT)) {
      const found = await existing(resolve(dirname(file), specifier!));
      if (found !== undefined) waiting.push(found);
    }
  }
  return sha256(canonicalJson(hashes));
}

/** The file that a specifier means: itself, with an ending, or the TypeScript behind a `.js`. */
async function existing(path: string): Promise<string | undefined> {
  const candidates = ENDINGS.map((ending) => path + ending);
  if (/\.[cm]?js$/.test(path)) candidates.push(path.replace(/js$/, "ts"));
  for (const candidate of candidates) if ((await stat(candidate).catch(() => undefined))?.isFile()) return candidate;
  return undefined;
}
