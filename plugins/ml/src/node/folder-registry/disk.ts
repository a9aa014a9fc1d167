import {
  closeSync,
  constants,
  fstatSync,
  fsyncSync,
  linkSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  rmSync,
  writeSync,
} from "node:fs";
import { dirname } from "node:path";

/** What lies at a path, as far as it matters. Ours, so that the types of this package need no others. */
interface Entry {
  isDirectory(): boolean;
  isSymbolicLink(): boolean;
  /** Of the last change, epoch ms. */
  readonly mtimeMs: number;
}

/** A file's bytes, or in words why it has none to give. */
type Reading = { readonly bytes: Uint8Array } | { readonly flaw: string; readonly missing: boolean };

/**
 * The file system, a step at a time. What it writes is flushed, files and the folders that name them, before it returns.
 * Every call throws the error of `node:fs` that the machine answers with.
 */
export interface Disk {
  /** Undefined where there is nothing; a link is not followed. */
  look(path: string): Entry | undefined;
  /** Names in a folder; undefined where there is none. */
  names(folder: string): readonly string[] | undefined;
  /** A regular file of at most `maxBytes`, on a buffer of its own. A link is not followed, a pipe not waited for. */
  read(path: string, maxBytes: number): Reading;
  /** Makes a folder, and those above it that are missing. */
  makeFolder(path: string): void;
  /** Writes a file that must not exist yet. */
  write(path: string, bytes: Uint8Array): void;
  /** Adds a line at the end of a file in one write; a line before it that was cut short stays a line of its own. */
  append(path: string, line: Uint8Array): void;
  rename(from: string, to: string): void;
  /** Gives a file a second name; fails with EEXIST where that is taken. */
  link(from: string, to: string): void;
  /** Removes a file, or a folder with all that is in it; nothing there is fine. */
  remove(path: string): void;
  flushFolder(path: string): void;
}

/** Told before each step what it will be: a test stops the process there, or throws what a full disk would. */
export type OnStep = (step: string) => void;

const MISSING = new Set(["ENOENT", "ENOTDIR"]);
const NEWLINE = 10;

/** Undefined instead of an error that says that nothing is there. */
function ifThere<T>(run: () => T): T | undefined {
  try {
    return run();
  } catch (error) {
    if (MISSING.has((error as NodeJS.ErrnoException).code ?? "")) return undefined;
    throw error;
  }
}

/** The disk of this machine. */
export function nodeDisk(onStep: OnStep = () => {}): Disk {
  const disk: Disk = {
    look(path) {
      onStep("look");
      return ifThere(() => lstatSync(path));
    },
    names(folder) {
      onStep("names");
      return ifThere(() => readdirSync(folder));
    },
    read(path, maxBytes) {
      onStep("read");
      return ifThere(() => readRegular(path, maxBytes)) ?? { flaw: "is missing", missing: true };
    },
    makeFolder(path) {
      // not by mkdir's own `recursive`: it never ends where nothing can be made in a folder that is there, such as /proc
      if (disk.look(path) !== undefined) return;
      const parent = dirname(path);
      if (parent !== path) disk.makeFolder(parent);
      onStep("make folder");
      try {
        mkdirSync(path);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
      }
      disk.flushFolder(parent);
    },
    write(path, bytes) {
      onStep("create file");
      const fd = openSync(path, "wx");
      try {
        onStep("write file");
        for (let done = 0; done < bytes.length; ) done += writeSync(fd, bytes, done);
        onStep("flush file");
        fsyncSync(fd);
      } finally {
        closeSync(fd);
      }
    },
    append(path, line) {
      onStep("open to append");
      const isNew = disk.look(path) === undefined;
      const { O_APPEND, O_CREAT, O_RDWR, O_NOFOLLOW } = constants;
      const fd = openSync(path, O_RDWR | O_APPEND | O_CREAT | (O_NOFOLLOW ?? 0));
      try {
        const last = new Uint8Array(1);
        const { size } = fstatSync(fd);
        const isTorn = size > 0 && readSync(fd, last, 0, 1, size - 1) === 1 && last[0] !== NEWLINE;
        onStep("append");
        const text = isTorn ? Uint8Array.of(NEWLINE, ...line) : line;
        const written = writeSync(fd, text);
        if (written < text.length) throw Object.assign(new Error("short write"), { code: "ENOSPC", syscall: "write" });
        onStep("flush file");
        fsyncSync(fd);
      } finally {
        closeSync(fd);
      }
      if (isNew) disk.flushFolder(dirname(path));
    },
    rename(from, to) {
      onStep("rename");
      renameSync(from, to);
      disk.flushFolder(dirname(to));
    },
    link(from, to) {
      onStep("link");
      linkSync(from, to);
      disk.flushFolder(dirname(to));
    },
    remove(path) {
      onStep("remove");
      rmSync(path, { recursive: true, force: true });
    },
    flushFolder(path) {
      if (process.platform === "win32") return; // has no such thing
      onStep("flush folder");
      const fd = openSync(path, constants.O_RDONLY);
      try {
        fsyncSync(fd);
      } finally {
        closeSync(fd);
      }
    },
  };
  return disk;
}

function readRegular(path: string, maxBytes: number): Reading {
  const flawed = (flaw: string): Reading => ({ flaw, missing: false });
  if (lstatSync(path).isSymbolicLink()) return flawed("is a symbolic link");
  const { O_RDONLY, O_NOFOLLOW, O_NONBLOCK } = constants;
  const fd = openSync(path, O_RDONLY | (O_NOFOLLOW ?? 0) | (O_NONBLOCK ?? 0));
  try {
    const stat = fstatSync(fd);
    if (!stat.isFile()) return flawed("is no regular file");
    if (stat.size > maxBytes) return flawed(`has ${stat.size} bytes, ${maxBytes} at most`);
    const bytes = new Uint8Array(stat.size);
    let length = 0;
    for (let read = -1; length < bytes.length && read !== 0; length += read)
      read = readSync(fd, bytes, length, bytes.length - length, null);
    const isWhole = length === bytes.length && readSync(fd, new Uint8Array(1), 0, 1, null) === 0;
    return isWhole ? { bytes } : flawed("changed while it was read");
  } finally {
    closeSync(fd);
  }
}
