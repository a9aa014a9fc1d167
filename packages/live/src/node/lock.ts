import { link, open, readdir, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { clip } from "@bellwether/core";
import { z } from "zod";
import { JournalLockedError } from "../journal/journal.js";
import { writeError } from "../journal/journal-writer.js";
import { makePrivateFolder } from "./journal/file-storage.js";
import { isAlive, type ProcessIdentity, thisProcess } from "./process-identity.js";

/** Holds a journal for one process. */
export interface JournalLock {
  release(): Promise<void>;
}

const Owner = z.object({
  host: z.string(),
  pid: z.number().int().positive(),
  boot: z.string().nullable(),
  namespace: z.string().nullable(),
  began: z.string().nullable(),
  /** When it took the lock, ISO 8601. */
  since: z.string(),
});
/** One owner's lock, past or present. */
interface Turn {
  readonly turn: number;
  /** Given back in order: known by the name alone, since a full disk takes no more. */
  readonly isFree?: boolean;
}
type Owner = z.infer<typeof Owner>;

const NAME = /^lock-(\d{6,12})(-free)?$/;
const nameOf = ({ turn, isFree = false }: Turn) => `lock-${String(turn).padStart(6, "0")}${isFree ? "-free" : ""}`;
let drafts = 0;

/**
 * Takes the lock of a journal's folder. It outlives its owner: one whose process is gone is taken over.
 *
 * Owners are numbered, and each writes a file of its number. Making that file is one step of the file system (link), so of
 * two who want the same number one gets it. The file with the highest number is never removed, so numbers only rise: whoever
 * has acted on a view that is out of date finds a higher one and stands back.
 * @throws {JournalLockedError} with its owner, if that is at work or cannot be looked up from here.
 * @throws {JournalWriteError} if the folder takes no writes.
 */
export async function lockJournal(folder: string): Promise<JournalLock> {
  await makePrivateFolder(folder).catch((cause) => {
    throw writeError(folder, cause);
  });
  const owner: Owner = { ...thisProcess(), since: new Date().toISOString() };
  for (;;) {
    const last = (await turnsIn(folder)).at(-1);
    if (last !== undefined && !(await mayFollow(folder, last))) continue;
    const mine = { turn: (last?.turn ?? 0) + 1 };
    const path = join(folder, nameOf(mine));
    const draft = await draftOf(folder, owner);
    const won = await linked(draft, path);
    await rm(draft, { force: true });
    if (!won) continue;
    const turns = await turnsIn(folder);
    if (turns.some(({ turn }) => turn > mine.turn)) {
      await rm(path, { force: true });
      continue;
    }
    for (const old of turns) if (old.turn < mine.turn) await rm(join(folder, nameOf(old)), { force: true });
    let held = true;
    return {
      release: async () => {
        if (!held) return;
        held = false;
        await rename(path, join(folder, nameOf({ ...mine, isFree: true }))).catch(ignoreMissing);
      },
    };
  }
}

/** In the order of their numbers. */
async function turnsIn(folder: string): Promise<Turn[]> {
  const turns = (await readdir(folder)).flatMap((name) => {
    const match = NAME.exec(name);
    return match === null ? [] : [{ turn: Number(match[1]), isFree: match[2] !== undefined }];
  });
  return turns.sort((a, b) => a.turn - b.turn);
}

/** A folder that was removed has no lock to give back. */
function ignoreMissing(error: NodeJS.ErrnoException): void {
  if (error.code !== "ENOENT") throw error;
}

/** @returns false if the file has gone meanwhile. @throws {JournalLockedError} */
async function mayFollow(folder: string, turn: Turn): Promise<boolean> {
  if (turn.isFree === true) return true;
  const path = join(folder, nameOf(turn));
  const text = await readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return null;
    throw new JournalLockedError(`${path}: cannot be read: ${error.code}`, { cause: error });
  });
  if (text === null) return false;
  const owner = ownerIn(text);
  if (owner === null) throw new JournalLockedError(`${path}: names no owner; remove it if no run writes this journal`);
  const alive = isAlive(owner);
  if (alive === false) return true;
  throw new JournalLockedError(
    `${folder} is in use by ${who(owner)}${alive === null ? `; if that is gone, remove ${path}` : ": stop it first"}`,
  );
}

const who = ({ pid, host, since }: Owner) => `process ${pid} on ${clip(host)} since ${clip(since)}`;

function ownerIn(text: string): Owner | null {
  try {
    return Owner.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

/** A file that is complete and on the disk before it gets the name that counts. */
async function draftOf(folder: string, owner: Owner & ProcessIdentity): Promise<string> {
  const path = join(folder, `lock-${process.pid}-${owner.began ?? ""}-${drafts++}.tmp`);
  try {
    const handle = await open(path, "wx", 0o600);
    try {
      await handle.writeFile(JSON.stringify(owner));
      await handle.datasync();
    } finally {
      await handle.close();
    }
  } catch (cause) {
    await rm(path, { force: true }).catch(() => {});
    throw writeError(path, cause);
  }
  return path;
}

async function linked(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === "EEXIST") return false;
    await rm(from, { force: true });
    throw writeError(to, cause);
  }
}
