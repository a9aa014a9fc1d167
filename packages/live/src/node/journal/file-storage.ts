import { type FileHandle, mkdir, open, readdir, rename, rm, stat, truncate } from "node:fs/promises";
import { dirname, join } from "node:path";
import { makeFolder } from "@bellwether/core/node";
import type { Storage } from "../../journal/storage.js";

const FILE_MODE = 0o600;
const FOLDER_MODE = 0o700;

/** Makes a folder that only its owner may enter; one that is there is left as it is. */
export async function makePrivateFolder(folder: string): Promise<void> {
  await makeFolder(dirname(folder));
  try {
    await mkdir(folder, FOLDER_MODE);
    await syncFolder(dirname(folder));
  } catch (error) {
    if (codeOf(error) !== "EEXIST" || !(await stat(folder)).isDirectory()) throw error;
  }
}

/** Files of a folder, readable by their owner only. */
export function fileStorage(folder: string): Storage {
  const path = (name: string) => join(folder, name);
  /** Of the files that are written to: a sync tells of failed writes for certain only where they were made. */
  const handles = new Map<string, FileHandle>();
  const opened = async (name: string) => {
    const handle = handles.get(name) ?? (await open(path(name), "a", FILE_MODE));
    handles.set(name, handle);
    return handle;
  };
  const release = async (name: string) => {
    const handle = handles.get(name);
    handles.delete(name);
    await handle?.close();
  };
  return {
    list: () => readdir(folder).catch((error) => missing(error, [])),
    read: (name, from, length) => readAt(path(name), from, length),
    size: async (name) => (await stat(path(name)).catch((error) => missing(error, null)))?.size ?? null,
    append: async (name, bytes) => (await opened(name)).appendFile(bytes),
    sync: async (name) => {
      const handle = await opened(name);
      await handle.datasync();
      // a file whose folder was removed takes writes as before, and nobody will ever read them
      if ((await handle.stat()).nlink === 0) throw new RemovedError(`${path(name)} was removed`);
    },
    syncNames: () => syncFolder(folder),
    truncate: (name, length) => truncate(path(name), length),
    rename: async (from, to) => {
      await release(from);
      await release(to);
      await rename(path(from), path(to));
    },
    remove: async (name) => {
      await release(name);
      await rm(path(name), { force: true });
    },
    close: async () => {
      for (const name of [...handles.keys()]) await release(name);
    },
  };
}

/** As the system would say it of a name. */
class RemovedError extends Error {
  readonly code = "ENOENT";
}

async function readAt(path: string, from: number, length: number): Promise<Uint8Array | null> {
  const handle = await open(path, "r").catch((error) => missing(error, null));
  if (handle === null) return null;
  try {
    const { size } = await handle.stat();
    const buffer = new Uint8Array(Math.max(0, Math.min(length, size - from)));
    let read = 0;
    while (read < buffer.length) {
      const { bytesRead } = await handle.read(buffer, read, buffer.length - read, from + read);
      if (bytesRead === 0) break;
      read += bytesRead;
    }
    return buffer.subarray(0, read);
  } finally {
    await handle.close();
  }
}

/** A name is on the disk once its folder is synced; Windows neither needs nor allows it. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === "win32") return;
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function missing<T>(error: unknown, otherwise: T): T {
  if (codeOf(error) !== "ENOENT") throw error;
  return otherwise;
}

const codeOf = (error: unknown) => (error as NodeJS.ErrnoException).code;
