import { randomBytes } from "node:crypto";
import { join, relative, sep } from "node:path";
import { BadModelNameError, ModelDamagedError } from "../../registry/errors.js";
import { assertModelName } from "../../registry/names.js";
import type { Disk } from "./disk.js";

/** Where things of a model lie. */
export interface Layout {
  readonly name: string;
  readonly model: string;
  readonly versions: string;
  readonly refs: string;
  readonly trials: string;
}

/**
 * @param root - absolute folder of the registry.
 * @throws {BadModelNameError} for a name that would lead elsewhere.
 */
export function layoutOf(root: string, name: string): Layout {
  assertModelName(name);
  const model = join(root, name);
  // holds for every name that is allowed; checked again because a path that leaves the folder must not depend on one regexp
  if (relative(root, model) !== name || name.includes(sep))
    throw new BadModelNameError("model", name, "it leaves the registry");
  return {
    name,
    model,
    versions: join(model, "versions"),
    refs: join(model, "refs"),
    trials: join(model, "trials.jsonl"),
  };
}

/**
 * Whether there is a folder.
 * @throws {ModelDamagedError} for a link or a file in its place.
 */
export function hasFolder(disk: Disk, root: string, name: string, path: string): boolean {
  const stat = disk.look(path);
  if (stat === undefined) return false;
  if (stat.isDirectory()) return true;
  const flaw = stat.isSymbolicLink() ? "is a symbolic link, which the registry does not follow" : "is no folder";
  throw new ModelDamagedError(name, null, shown(root, path), flaw);
}

/** A path below the registry, with slashes on every system. */
export const shown = (root: string, path: string): string => relative(root, path).split(sep).join("/");

/** What a write builds before it gets its name, and what is on its way out. Readers pass both over. */
const LEFTOVER = /^\.(tmp|trash)-/;
const OLD_MS = 24 * 3_600_000;

export const temporary = (folder: string, kind: "tmp" | "trash"): string =>
  join(folder, `.${kind}-${process.pid}-${randomBytes(6).toString("hex")}`);

/** Removes what processes that died left behind: rubbish at once, half-built things after a day. */
export function sweep(disk: Disk, folder: string, now: number): void {
  for (const entry of disk.names(folder) ?? []) {
    const [, kind] = LEFTOVER.exec(entry) ?? [];
    if (kind === undefined) continue;
    const path = join(folder, entry);
    const stat = disk.look(path);
    if (stat !== undefined && (kind === "trash" || now - stat.mtimeMs > OLD_MS)) disk.remove(path);
  }
}
