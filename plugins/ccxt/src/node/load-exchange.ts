import { readdir } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { clip, nearest } from "@bellwether/core";
import { ExchangeUnsuitableError } from "@bellwether/live";
import type { CcxtClass } from "../narrow.js";

/** Folders of one class a file, those with websockets first. Undocumented, hence the way around in {@link loadExchange}. */
const FOLDERS = ["js/src/pro", "js/src"];

/**
 * The class of one exchange, loaded alone: a third of the memory of the whole of ccxt, and half its time. Where ccxt
 * lays its files out differently, the whole package is loaded.
 * @throws {ExchangeUnsuitableError} where ccxt is missing, or has no such exchange
 */
export async function loadExchange(id: string): Promise<CcxtClass> {
  const known = await exchangeIds();
  if (!known.includes(id)) {
    const guess = nearest(id, known);
    throw new ExchangeUnsuitableError(
      `ccxt has no exchange ${clip(id)}${guess === undefined ? "" : `; did you mean "${guess}"?`}`,
    );
  }
  const found = (await loadAlone(id)) ?? (await loadWhole(id));
  if (found === undefined) throw new ExchangeUnsuitableError(`this installation of ccxt cannot load ${clip(id)}`);
  return found;
}

/** Names of the exchanges that ccxt reaches, sorted. @throws {ExchangeUnsuitableError} where ccxt is missing */
export async function exchangeIds(): Promise<readonly string[]> {
  try {
    const files = await readdir(join(rootOfCcxt(), "js/src"), { withFileTypes: true });
    const names = files
      .filter((it) => it.isFile() && /^[a-z0-9]+\.js$/.test(it.name))
      .map((it) => it.name.slice(0, -3));
    if (names.length > 0) return names.sort();
  } catch (error) {
    if (error instanceof ExchangeUnsuitableError) throw error;
  }
  const { exchanges } = await wholePackage();
  return Array.isArray(exchanges) ? [...exchanges].sort() : [];
}

async function loadAlone(id: string): Promise<CcxtClass | undefined> {
  for (const folder of FOLDERS) {
    const address = pathToFileURL(join(rootOfCcxt(), folder, `${id}.js`)).href;
    try {
      const module: { default?: unknown } = await import(address);
      if (typeof module.default === "function") return module.default as CcxtClass;
    } catch {
      // not laid out like this: the next way will tell
    }
  }
  return undefined;
}

async function loadWhole(id: string): Promise<CcxtClass | undefined> {
  const whole = await wholePackage();
  const found = (whole.pro as Record<string, unknown> | undefined)?.[id] ?? whole[id];
  return typeof found === "function" ? (found as CcxtClass) : undefined;
}

async function wholePackage(): Promise<Record<string, unknown>> {
  const name: string = "ccxt"; // by a variable, so that its types are not read
  const module: { default?: unknown } = await import(name);
  return module.default as Record<string, unknown>;
}

/** Its folder: what `require` resolves to lies in `dist`. */
function rootOfCcxt(): string {
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve("ccxt")));
  } catch (cause) {
    throw new ExchangeUnsuitableError("ccxt is not installed; npm install ccxt", { cause });
  }
}
