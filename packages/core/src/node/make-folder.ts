import { mkdir, stat } from "node:fs/promises";
import { dirname } from "node:path";

/**
 * Makes a folder and those above it that are missing. Not by mkdir's own `recursive`: that never ends where a folder is
 * there but nothing can be made in it, such as /proc.
 * @throws {NodeJS.ErrnoException} as mkdir does; ENOENT then means that its parent takes no folder.
 */
export async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "EEXIST" && (await isFolder(path))) return;
    const parent = dirname(path);
    if (code !== "ENOENT" || parent === path || (await isFolder(parent))) throw error;
    await makeFolder(parent);
    await makeFolder(path);
  }
}

const isFolder = async (path: string) => (await stat(path).catch(() => null))?.isDirectory() === true;
