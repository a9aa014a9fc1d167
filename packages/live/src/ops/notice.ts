/** All that a run tells people about. */
export const NOTICE_KINDS = [
  "started",
  "stopped",
  "halt",
  "resume",
  "paused",
  "flattened",
  "swapped",
  "swap-refused",
  "outage",
  "recovered",
  "stall",
  "lost",
  "connected",
  "gap",
  "revision",
  "duplicate",
  "bad-row",
  "spike",
  "strategy-failed",
  "order-rejected",
  "order-unknown",
  "fill",
  "trade",
  "foreign",
  "reconciled",
  "diverged",
  "risk",
  "journal",
  "torn",
  "clock",
  "lag",
  "notifier",
] as const;

export type NoticeKind = (typeof NOTICE_KINDS)[number];

/** From what is good to know to what needs a person. */
export const NOTICE_LEVELS = ["info", "warn", "error"] as const;

export type NoticeLevel = (typeof NOTICE_LEVELS)[number];

/** Something that a person may want to hear of while a run goes on. */
export interface Notice {
  readonly level: NoticeLevel;
  readonly kind: NoticeKind;
  /** One line in words. */
  readonly message: string;
  /** When it happened, epoch ms UTC. */
  readonly at: number;
  readonly details?: unknown;
  /** How many more of its kind it stands for; absent for none. */
  readonly repeats?: number | undefined;
}

/** A notice on one line: `WARN outage: no answer for 5 min (and 37 more)`. */
export function noticeText({ level, kind, message, repeats = 0 }: Notice): string {
  const more = repeats > 0 ? ` (and ${repeats} more)` : "";
  return `${level.toUpperCase()} ${kind}: ${message}${more}`;
}
