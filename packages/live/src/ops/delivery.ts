import type { Logger, Rng } from "@bellwether/core";
import type { Timers } from "../time/timers.js";
import type { Notice } from "./notice.js";
import { createNoticeQueue } from "./notice-queue.js";
import type { NoticeUndeliveredError, Notifier } from "./notifier.js";
import type { Redactor } from "./redact.js";
import type { NotifierStatus } from "./status.js";

/** How hard one notifier is tried. */
export interface DeliverySettings {
  /** Most notices that wait; 100 unless given. */
  readonly capacity: number;
  /** How often one notice is tried; 5 times unless given. */
  readonly attempts: number;
  /** First wait after a failure, ms; it doubles from try to try, up to {@link longestWaitMs}. 1 s unless given. */
  readonly firstWaitMs: number;
  /** Longest wait between tries, ms; 5 min unless given. A server that asks for a longer one gets it, up to an hour. */
  readonly longestWaitMs: number;
  /** After it a try counts as failed, ms; 30 s unless given. */
  readonly timeoutMs: number;
  /** How long after a notice its repeats are collected into one, ms; 1 min unless given. */
  readonly quietMs: number;
}

const DEFAULTS: DeliverySettings = {
  capacity: 100,
  attempts: 5,
  firstWaitMs: 1_000,
  longestWaitMs: 300_000,
  timeoutMs: 30_000,
  quietMs: 60_000,
};

/** What asks for a longer wait loses the notice instead: it would be news no longer. */
const LONGEST_ASKED_MS = 3_600_000;

/** The way of notices to one notifier. */
export interface Delivery {
  put(notice: Notice): void;
  status(): NotifierStatus;
  /** Delivers what waits until the deadline, ms from now. Never rejects. */
  close(deadlineMs: number): Promise<void>;
}

interface DeliveryParts {
  readonly name: string;
  readonly notifier: Notifier;
  readonly timers: Timers;
  readonly log: Logger;
  readonly redactor: Redactor;
  readonly rng: Rng;
}

/** One notice at a time, oldest first; a failed one is tried again before the next. */
export function createDelivery(parts: DeliveryParts, given: Partial<DeliverySettings>): Delivery {
  const { name, notifier, timers, log, redactor, rng } = parts;
  const settings: DeliverySettings = { ...DEFAULTS, ...given };
  const queue = createNoticeQueue(settings);
  const counters = { sent: 0, retried: 0, merged: 0, dropped: 0 };
  const waits = new Set<AbortController>();
  /** Cuts short the wait for repeats, and no other. */
  let wake = () => {};
  let closing = false;
  /** The deadline of {@link Delivery.close} has passed. */
  let over = false;
  let working: Promise<void> | null = null;

  /** A wait that ends early when the delivery is over. */
  function wait(ms: number): { readonly done: Promise<void>; readonly end: () => void } {
    const controller = new AbortController();
    const end = () => controller.abort();
    if (over) end();
    waits.add(controller);
    return { done: timers.sleep(ms, controller.signal).finally(() => waits.delete(controller)), end };
  }

  function drop(notice: Notice, reason: string): void {
    counters.dropped += 1 + (notice.repeats ?? 0);
    log.warn(`notifier ${name}: a notice is lost: ${reason}`, { kind: notice.kind, at: notice.at });
  }

  function start(): void {
    working ??= work().finally(() => {
      working = null;
      if (queue.size > 0 && !over) start(); // one that came while the work was ending
    });
  }

  async function work(): Promise<void> {
    await null; // no code of a notifier runs within a step of the run
    while (!over && queue.size > 0) {
      const notice = queue.take(timers.monotonic());
      if (notice !== undefined) {
        await deliver(notice);
        continue;
      }
      const { done, end } = wait(queue.readyAt - timers.monotonic());
      wake = end;
      await done;
    }
  }

  async function deliver(notice: Notice): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      const failure = await tryOnce(notice);
      if (failure === null) {
        counters.sent += 1;
        return;
      }
      const { text, retryable, askedMs = 0 } = failure;
      if (!retryable || attempt >= settings.attempts) return drop(notice, text);
      if (!(askedMs <= LONGEST_ASKED_MS)) return drop(notice, `${text}; it asks to be left alone for too long`);
      counters.retried += 1;
      log.debug(`notifier ${name}: try ${attempt} failed: ${text}`);
      const backoff = Math.min(settings.longestWaitMs, settings.firstWaitMs * 2 ** (attempt - 1));
      await wait(Math.max(askedMs, backoff * (0.5 + rng.next() / 2))).done;
      if (over) return drop(notice, `${text}; the run has ended`);
    }
  }

  /** @returns null if the notice was taken. */
  async function tryOnce(notice: Notice): Promise<Failure | null> {
    const { done, end } = wait(settings.timeoutMs);
    const late = done.then(
      (): Failure => ({ text: over ? "the run has ended" : "it took too long", retryable: !over }),
    );
    const answer = (async () => notifier.notify(notice))().then(
      () => null,
      (error: unknown) => failureOf(error, redactor),
    );
    try {
      return await Promise.race([answer, late]);
    } finally {
      end();
    }
  }

  async function closeNotifier(): Promise<void> {
    try {
      await notifier.close?.();
    } catch (error) {
      log.warn(`notifier ${name}: it did not close: ${failureOf(error, redactor).text}`);
    }
  }

  return {
    put(notice) {
      if (closing) return;
      const fate = queue.put(notice, timers.monotonic());
      if (fate === "merged") counters.merged += 1;
      else if (fate !== "queued") drop(fate, `more than ${settings.capacity} wait`);
      start();
      wake();
    },
    status: () => ({ name, waiting: queue.size, ...counters }),
    async close(deadlineMs) {
      closing = true;
      queue.flush();
      wake();
      const { done: deadline, end } = wait(deadlineMs);
      const limit = deadline.then(() => {
        over = true;
        for (const controller of waits) controller.abort();
      });
      await (working ?? null);
      for (let rest = queue.take(Infinity); rest !== undefined; rest = queue.take(Infinity))
        drop(rest, "the run has ended");
      await Promise.race([closeNotifier(), limit]);
      end();
    },
  };
}

interface Failure {
  readonly text: string;
  readonly retryable: boolean;
  readonly askedMs?: number | undefined;
}

/** By shape, not by class: a plugin may bring another copy of this package. */
function failureOf(error: unknown, redactor: Redactor): Failure {
  try {
    const { code, message, retryable, retryAfterMs } = (error ?? {}) as Partial<NoticeUndeliveredError>;
    const text = redactor.text(typeof message === "string" ? message.slice(0, 500) : NO_REASON);
    if (code !== "NOTICE_UNDELIVERED") return { text, retryable: code !== ("SEND_REFUSED" as string) };
    return { text, retryable: retryable === true, askedMs: retryAfterMs };
  } catch {
    return { text: NO_REASON, retryable: true }; // an error that cannot be read
  }
}

const NO_REASON = "it failed without a reason";
