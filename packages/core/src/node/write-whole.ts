import { rename, rm, writeFile } from "node:fs/promises";
import { TradingError } from "../errors.js";

/** The machine refuses what a command wants to write. */
export class OutputError extends TradingError {
  override readonly code = "OUTPUT";
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: "permission denied",
  EPERM: "permission denied",
  EROFS: "the disk is read-only",
  ENOSPC: "the disk is full",
  EDQUOT: "the disk quota is used up",
  ENAMETOOLONG: "the path is too long",
  EISDIR: "a folder of this name is in the way",
  ENOTEMPTY: "a folder of this name is in the way",
  EEXIST: "a file of this name is in the way",
  ENOTDIR: "a part of the path is a file, not a folder",
  ENOENT: "its folder is not there",
};

/** A failed write as an error without a stack. */
export function cannotWrite(path: string, cause: unknown): OutputError {
  const { code = "unknown error" } = cause as NodeJS.ErrnoException;
  return new OutputError(`${path}: cannot be written: ${REASONS[code] ?? code}`, { cause });
}

/** Writes a file that appears whole or not at all. @throws {OutputError} */
export async function writeWhole(path: string, content: string | Uint8Array | AsyncIterable<string>): Promise<void> {
  const draft = `${path}.${process.pid}.tmp`;
  try {
    await writeFile(draft, content);
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true }).catch(() => {});
    throw cannotWrite(path, error);
  }
}
