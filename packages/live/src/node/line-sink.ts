import { writeSync } from "node:fs";

/** Where finished lines go: a file, a pipe, a terminal. */
export interface LineSink {
  /** Writes at once, so that no line is lost in a crash. Never throws. */
  write(line: string): void;
  /** Tries once more what a full pipe would not take. */
  flush(): void;
  /** Lines that were not written, or not whole. */
  readonly lost: number;
}

/** Bytes that wait for a slow reader of a pipe that does not block, before lines are dropped. */
const MAX_WAITING = 4_194_304;
const RETRY_MS = 100;

/** Writes to an open file. Whatever the machine answers costs lines at most. */
export function createLineSink(fd: number, write: typeof writeSync = writeSync): LineSink {
  let waiting: Buffer[] = [];
  let size = 0;
  let lost = 0;
  /** The last line was cut off: the next begins on a line of its own. */
  let torn = false;
  let retry: NodeJS.Timeout | undefined;

  /** @returns what a pipe had no room for; null when all is done with. */
  function put(bytes: Buffer): Buffer | null {
    let at = 0;
    try {
      while (at < bytes.length) at += write(fd, bytes, at);
      torn = false;
      return null;
    } catch (error) {
      const rest = bytes.subarray(at);
      if ((error as NodeJS.ErrnoException).code === "EAGAIN") return rest;
      lost += 1;
      torn ||= at > 0;
      return null;
    }
  }

  function flush(): void {
    clearTimeout(retry);
    retry = undefined;
    while (waiting.length > 0) {
      const rest = put(waiting[0]!);
      if (rest !== null) {
        size -= waiting[0]!.length - rest.length;
        waiting[0] = rest;
        retry = setTimeout(flush, RETRY_MS).unref();
        return;
      }
      size -= waiting.shift()!.length;
    }
    waiting = [];
    size = 0;
  }

  return {
    write(line) {
      const bytes = Buffer.from(torn ? `\n${line}` : line);
      if (size + bytes.length > MAX_WAITING) {
        lost += 1;
        return;
      }
      waiting.push(bytes);
      size += bytes.length;
      if (retry === undefined) flush();
    },
    flush,
    get lost() {
      return lost;
    },
  };
}
