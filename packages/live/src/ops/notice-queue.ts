import { NOTICE_LEVELS, type Notice, type NoticeKind } from "./notice.js";

/** Notices that wait for one notifier, oldest first, with repeats merged into one. */
export interface NoticeQueue {
  /** @param now - monotonic ms. @returns `merged` if it repeats one that waits, or the notice that had to go: the oldest of the least level. */
  put(notice: Notice, now: number): "queued" | "merged" | Notice;
  /** Takes out the oldest notice whose time has come; undefined while all wait for repeats. */
  take(now: number): Notice | undefined;
  /** Monotonic ms at which {@link take} has something to give; Infinity while it is empty. */
  readonly readyAt: number;
  readonly size: number;
  /** Nothing waits for repeats any longer: the run ends. */
  flush(): void;
}

export interface NoticeQueueOptions {
  /** Most notices that wait. */
  readonly capacity: number;
  /** How long after a notice its repeats are collected, ms. */
  readonly quietMs: number;
}

interface Waiting {
  readonly key: string;
  notice: Notice;
  readonly readyAt: number;
}

/** Each of these counts: two fills of one size are two fills. */
const NEVER_MERGED: ReadonlySet<NoticeKind> = new Set([
  "started",
  "stopped",
  "fill",
  "trade",
  "halt",
  "resume",
  "swapped",
]);

/** Most kinds of repeats that are remembered; beyond it the oldest is forgotten. */
const MAX_QUIET = 256;

export function createNoticeQueue({ capacity, quietMs }: NoticeQueueOptions): NoticeQueue {
  const waiting: Waiting[] = [];
  /** Until when repeats are collected, by key, in the order in which they were taken. */
  const quiet = new Map<string, number>();
  let flushed = false;

  return {
    put(notice, now) {
      const key = keyOf(notice);
      const same = NEVER_MERGED.has(notice.kind) ? undefined : waiting.find((it) => it.key === key);
      if (same !== undefined) {
        same.notice = { ...notice, repeats: (same.notice.repeats ?? 0) + 1 + (notice.repeats ?? 0) };
        return "merged";
      }
      const until = quiet.get(key) ?? now;
      waiting.push({ key, notice, readyAt: flushed ? now : Math.max(now, until) });
      if (waiting.length <= capacity) return "queued";
      return waiting.splice(leastOf(waiting), 1)[0]!.notice;
    },
    take(now) {
      const at = waiting.findIndex((it) => flushed || it.readyAt <= now);
      if (at < 0) return undefined;
      const [{ key, notice }] = waiting.splice(at, 1) as [Waiting];
      if (!NEVER_MERGED.has(notice.kind)) {
        quiet.delete(key);
        quiet.set(key, now + quietMs);
        if (quiet.size > MAX_QUIET) quiet.delete(quiet.keys().next().value!);
      }
      return notice;
    },
    get readyAt() {
      return flushed && waiting.length > 0 ? -Infinity : Math.min(...waiting.map((it) => it.readyAt));
    },
    get size() {
      return waiting.length;
    },
    flush() {
      flushed = true;
    },
  };
}

/** Repeats say the same apart from numbers. */
function keyOf({ level, kind, message }: Notice): string {
  return `${level} ${kind} ${message.slice(0, 500).replace(/\d[\d.,]*/g, "#")}`;
}

/** The oldest of the lowest level. */
function leastOf(waiting: readonly Waiting[]): number {
  for (const level of NOTICE_LEVELS) {
    const at = waiting.findIndex(({ notice }) => notice.level === level);
    if (at >= 0) return at;
  }
  return 0;
}
