import { rename, rm } from "node:fs/promises";
import { DataError } from "../feed/data-error.js";

let serial = 0;

/**
 * Lets a file of bars appear whole or not at all: it is written beside its place, then renamed over whatever was there.
 * @param write - writes the file at the path that it is given, and flushes it to disk.
 * @throws {DataError} if a value cannot be written, or the disk refuses; what was there is left as it was.
 */
export async function writeBeside(path: string, write: (partial: string) => Promise<void>): Promise<void> {
  const partial = `${path}.${process.pid}-${serial++}.part`;
  try {
    await write(partial);
    await rename(partial, path);
  } catch (cause) {
    await rm(partial, { force: true });
    if (cause instanceof DataError) throw new DataError({ file: path, message: cause.issues[0]!.message }, { cause });
    const { code } = cause as NodeJS.ErrnoException;
    const reason = code === "ENOENT" ? "its folder does not exist" : (code ?? String(cause));
    throw new DataError({ file: path, message: `cannot be written: ${reason}` }, { cause });
  }
}
