import { constants } from "node:fs";
import { lstat, mkdtemp, open, rm, rmdir, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, isAbsolute, join, resolve } from "node:path";
import { ControlSocketError } from "./errors.js";

/** Longest path of a socket, bytes, without the closing zero: macOS has 103, Linux 107. Longer ones are cut off silently. */
const MAX_SOCKET_PATH = 103;

const SOCKET = "control.sock";
/** Holds the path of the socket where the folder's own is too long. */
const RECORD = "control.path";

const fits = (path: string): boolean => Buffer.byteLength(path) <= MAX_SOCKET_PATH;

/** Where the socket of a journal is made. A short path in the folder for temporary files is recorded in the journal folder. */
export async function makeSocketPath(folder: string, temporary: string = tmpdir()): Promise<string> {
  const own = join(resolve(folder), SOCKET);
  await forget(folder);
  if (fits(own)) return own;
  // mkdtemp adds six characters, and makes the folder for its owner only
  if (!fits(join(temporary, "bellwether-XXXXXX", SOCKET)))
    throw new ControlSocketError(
      `${own}: too long for a socket, and so is ${temporary}; set TMPDIR to a folder with a short path`,
    );
  const home = await mkdtemp(join(temporary, "bellwether-"));
  try {
    await writeFile(join(folder, RECORD), join(home, SOCKET), { mode: 0o600, flag: "wx" });
  } catch (cause) {
    await rmdir(home);
    const { code } = cause as NodeJS.ErrnoException;
    throw new ControlSocketError(`${folder}: the path of the control socket cannot be recorded: ${code}`, { cause });
  }
  return join(home, SOCKET);
}

/** Where the socket of a journal is, if a process has made one. */
export async function findSocketPath(folder: string): Promise<string> {
  return (await recorded(folder)) ?? join(resolve(folder), SOCKET);
}

/** Removes what {@link makeSocketPath} has left behind. */
export async function forget(folder: string): Promise<void> {
  const path = await recorded(folder);
  await rm(join(folder, RECORD), { force: true });
  if (path === undefined) return;
  await rm(path, { force: true }).catch(() => {});
  await rmdir(dirname(path)).catch(() => {});
}

/** What {@link makeSocketPath} makes, and nothing else: a damaged record must not lead to anybody else's socket. */
const OURS = /[\\/]bellwether-[^\\/]{6}[\\/]control\.sock$/;

/** Undefined for a record that is missing or damaged: then the folder's own socket is looked at. */
async function recorded(folder: string): Promise<string | undefined> {
  const path = join(folder, RECORD);
  try {
    const found = await lstat(path);
    if (!found.isFile() || found.size > MAX_SOCKET_PATH) return undefined;
    await using file = await open(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
    const text = await file.readFile("utf8");
    return isAbsolute(text) && fits(text) && OURS.test(text) && !text.includes("\0") ? text : undefined;
  } catch {
    return undefined;
  }
}
