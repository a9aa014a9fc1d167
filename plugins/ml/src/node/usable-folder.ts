import { type Stats, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { RegistryIoError } from "../registry/index.js";

/**
 * Lets through what is a folder, or can become one: asked before long work whose outcome goes there. Nothing is made.
 * @throws {RegistryIoError} where a file stands in its place or above it, or the disk does not say.
 */
export function assertUsableFolder(folder: string): void {
  for (let path = resolve(folder); ; path = dirname(path)) {
    const found = look(path);
    if (found?.isDirectory()) return;
    if (found !== undefined)
      throw new RegistryIoError(`registry ${folder}: ${path} is no folder; name one, it is made where there is none`);
    if (dirname(path) === path) return;
  }
}

function look(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === "ENOTDIR") return undefined; // below a file, which is met further up
    throw new RegistryIoError(`registry: ${path} cannot be looked at: ${code}`, { cause });
  }
}
