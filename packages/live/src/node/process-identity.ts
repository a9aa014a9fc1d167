import { readFileSync, readlinkSync } from "node:fs";
import { hostname } from "node:os";

/** What a process is known by, so that its number cannot be mistaken for that of a later one. */
export interface ProcessIdentity {
  readonly host: string;
  readonly pid: number;
  /** Of the machine's start and of the numbers that its processes are known by; null where the system does not tell. */
  readonly boot: string | null;
  readonly namespace: string | null;
  /** When it began, in ticks since the start of the machine; null where the system does not tell. */
  readonly began: string | null;
}

export function thisProcess(): ProcessIdentity {
  return {
    host: hostname(),
    pid: process.pid,
    boot: tried(() => readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim()),
    namespace: tried(() => readlinkSync("/proc/self/ns/pid")),
    began: beganAt(process.pid),
  };
}

/**
 * Whether a process is at work.
 * @returns null where that cannot be known from here: another machine, or another container.
 */
export function isAlive(it: ProcessIdentity): boolean | null {
  const here = thisProcess();
  if (it.host !== here.host) return null;
  if (it.boot !== here.boot) return false;
  if (it.namespace !== here.namespace) return null;
  if (!exists(it.pid)) return false;
  const began = beganAt(it.pid);
  return it.began === null || began === null || it.began === began;
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/**
 * Field 22 of proc(5) `stat`; the name, field 2, may hold blanks and brackets. `dead` of a process that has ended and whose
 * parent has not asked how.
 */
function beganAt(pid: number): string | null {
  const stat = tried(() => readFileSync(`/proc/${pid}/stat`, "utf8"));
  if (stat === null) return null;
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return fields[0] === "Z" || fields[0] === "X" ? "dead" : (fields[19] ?? null);
}

function tried(read: () => string): string | null {
  try {
    return read();
  } catch {
    return null;
  }
}
