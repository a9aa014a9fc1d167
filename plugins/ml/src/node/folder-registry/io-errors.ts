import { TradingError } from "@bellwether/core";
import { RegistryIoError } from "../../registry/errors.js";
import { VersionGone } from "./version-store.js";

const REASONS: Readonly<Record<string, string>> = {
  EACCES: "permission denied",
  EPERM: "permission denied",
  EROFS: "the disk is read-only",
  ENOSPC: "the disk is full",
  EDQUOT: "the disk quota is used up",
  ENAMETOOLONG: "the path is too long",
  ENOTDIR: "a part of the path is a file, not a folder",
  ENOENT: "a folder of it cannot be made, or was removed meanwhile",
  EMFILE: "too many files are open",
  ENFILE: "too many files are open",
  EIO: "the disk failed",
  ELOOP: "a symbolic link is in the way",
};

/** An error of the file system as a typed one, anything else as it is. */
export function asRegistryError(error: unknown, root: string): unknown {
  if (error instanceof TradingError) return error;
  if (error instanceof VersionGone) return error.damage;
  const { code, syscall, path } = error as NodeJS.ErrnoException;
  if (typeof code !== "string" || typeof syscall !== "string") return error;
  return new RegistryIoError(
    `registry ${path ?? root}: ${REASONS[code] ?? code} (${syscall}); what was stored before is whole`,
    {
      cause: error,
    },
  );
}
