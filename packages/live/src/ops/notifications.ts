import { createRng, type Logger } from "@bellwether/core";
import type { Timers } from "../time/timers.js";
import { createDelivery, type Delivery, type DeliverySettings } from "./delivery.js";
import { NOTICE_LEVELS, type Notice, type NoticeKind, type NoticeLevel } from "./notice.js";
import type { Notifier } from "./notifier.js";
import type { Redactor } from "./redact.js";
import type { NotifierStatus } from "./status.js";

/** A notifier, and what it is told. */
export interface NotificationTarget {
  /** Name in the run, for logs. */
  readonly name: string;
  readonly notifier: Notifier;
  /** Kinds that it hears of; all unless given. */
  readonly kinds?: readonly NoticeKind[] | undefined;
  /** Least level that it hears of; `info` unless given. */
  readonly level?: NoticeLevel | undefined;
}

export interface NotificationOptions extends Partial<DeliverySettings> {
  readonly targets: readonly NotificationTarget[];
  readonly timers: Timers;
  readonly log: Logger;
  /** Strikes secrets out of what leaves. */
  readonly redactor: Redactor;
}

/** Tells people what happens in a run. It may be slow or fail; the run never waits for it, and never hears of it. */
export interface Notifications {
  /** Returns at once, whatever becomes of the notice. */
  send(notice: Notice): void;
  /** One a target, in their order. */
  counters(): readonly NotifierStatus[];
  /** Takes no more, and delivers what waits until the deadline; what is left then is dropped. Never rejects. */
  close(deadlineMs?: number): Promise<void>;
}

/** Hands every notice to the targets that want it, each through a bounded queue of its own. */
export function createNotifications(options: NotificationOptions): Notifications {
  const { targets, timers, log, redactor, ...settings } = options;
  const deliveries: readonly Delivery[] = targets.map(({ name, notifier }) =>
    // waits differ from target to target, so that one fault does not bring all of them back at one moment
    createDelivery({ name, notifier, timers, log, redactor, rng: createRng(0).fork(name) }, settings),
  );
  let closing: Promise<void> | null = null;

  return {
    send(notice) {
      if (closing !== null) return;
      const clean = redacted(notice, redactor);
      for (const [i, target] of targets.entries()) if (wants(target, notice)) deliveries[i]!.put(clean);
    },
    counters: () => deliveries.map((delivery) => delivery.status()),
    close(deadlineMs = 5_000) {
      closing ??= Promise.all(deliveries.map((delivery) => delivery.close(deadlineMs))).then(() => {});
      return closing;
    },
  };
}

function wants({ kinds, level = "info" }: NotificationTarget, notice: Notice): boolean {
  return (
    (kinds === undefined || kinds.includes(notice.kind)) &&
    NOTICE_LEVELS.indexOf(notice.level) >= NOTICE_LEVELS.indexOf(level)
  );
}

function redacted(notice: Notice, redactor: Redactor): Notice {
  const { details, ...rest } = notice;
  const clean = { ...rest, message: redactor.text(notice.message) };
  if (details === undefined) return clean;
  return { ...clean, details: redactor.value(details) };
}
