import type { Timers } from "@bellwether/live";
import { within } from "./call.js";
import type { CcxtInstance } from "./narrow.js";
import type { RateGate } from "./rate-gate.js";

/** Streams that share one connection. */
export interface SessionPlan {
  /** One a stream: asks for its next message, and hears it. @throws whatever makes the message worthless */
  readonly streams: readonly {
    next(instance: CcxtInstance): Promise<unknown>;
    hear(message: unknown, instance: CcxtInstance): void;
  }[];
  /** Longest silence of all of them together, ms; Infinity where silence is usual. */
  readonly silenceMs: number;
  /** How long a connection without an error counts as one where no message has come, ms; Infinity to wait for one. */
  readonly settleMs: number;
}

export interface SessionContext {
  readonly timers: Timers;
  readonly gate: RateGate;
  /** A new instance, with the markets that the streams need. */
  open(): Promise<CcxtInstance>;
  /** An error in words that hold no secret. */
  reason(error: unknown): string;
  connected(): void;
  lost(reason: string): void;
}

const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 60_000;
/** A session that has lived this long was sound: the next one is opened at once. */
const SOUND_MS = 30_000;
const CLOSE_MS = 5_000;

/**
 * Keeps streams alive: one session after another, each with an instance of its own, so that nothing of a broken or silent
 * connection is left. @returns what ends it; after that nothing is called any more.
 */
export function keepSession(plan: SessionPlan, context: SessionContext): { close(): Promise<void> } {
  const { timers } = context;
  const stop = new AbortController();
  const { signal } = stop;

  const run = async () => {
    let pause = FIRST_PAUSE_MS;
    while (!signal.aborted) {
      await untilOpen(context.gate, timers, signal);
      const begun = timers.monotonic();
      const reason = await oneSession(plan, context, signal);
      if (signal.aborted) return;
      context.lost(reason);
      if (timers.monotonic() - begun >= SOUND_MS) pause = FIRST_PAUSE_MS;
      await timers.sleep(pause, signal);
      pause = Math.min(LONGEST_PAUSE_MS, pause * 2);
    }
  };
  const running = run();
  return {
    async close() {
      stop.abort();
      await running;
    },
  };
}

async function untilOpen(gate: RateGate, timers: Timers, signal: AbortSignal): Promise<void> {
  for (let wait = gate.left(); wait > 0 && !signal.aborted; wait = gate.left()) await timers.sleep(wait, signal);
}

/** @returns why it has ended, in words. */
async function oneSession(plan: SessionPlan, context: SessionContext, signal: AbortSignal): Promise<string> {
  const { timers } = context;
  const over = new AbortController();
  const end = () => over.abort();
  signal.addEventListener("abort", end, { once: true });
  let reason = "closed";
  let isUp = false;
  let heardAt = timers.monotonic();
  const fail = (why: string) => {
    if (over.signal.aborted) return;
    reason = why;
    end();
  };
  const up = () => {
    if (isUp || over.signal.aborted) return;
    isUp = true;
    context.connected();
  };

  let instance: CcxtInstance | undefined;
  try {
    instance = await context.open();
  } catch (error) {
    signal.removeEventListener("abort", end);
    return context.reason(error);
  }
  const opened = instance;

  const follow = async ({ next, hear }: SessionPlan["streams"][number]) => {
    while (!over.signal.aborted) {
      const message = await next(opened);
      if (over.signal.aborted) return;
      heardAt = timers.monotonic();
      up();
      hear(message, opened);
    }
  };
  const watchSilence = async () => {
    while (!over.signal.aborted) {
      const left = heardAt + plan.silenceMs - timers.monotonic();
      if (left <= 0) return fail(`silent for ${plan.silenceMs} ms`);
      await timers.sleep(left, over.signal);
    }
  };
  const settle = async () => {
    do await timers.sleep(plan.settleMs, over.signal);
    while (!(isOpen(opened) || over.signal.aborted));
    up();
  };

  for (const stream of plan.streams) follow(stream).catch((error: unknown) => fail(context.reason(error)));
  if (Number.isFinite(plan.silenceMs)) void watchSilence();
  if (Number.isFinite(plan.settleMs)) void settle();
  await aborted(over.signal);
  signal.removeEventListener("abort", end);
  await closeInstance(opened, timers);
  return reason;
}

/** Whether every socket of an instance is open, and it has one. */
function isOpen({ clients }: CcxtInstance): boolean {
  const all = Object.values(clients);
  return all.length > 0 && all.every((it) => (it as { isConnected?: unknown }).isConnected === true);
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    signal.addEventListener("abort", () => resolve(), { once: true });
  });
}

/** Closes sockets and connections of an instance; one that hangs is left to the end of the process. */
export async function closeInstance(instance: CcxtInstance, timers: Timers): Promise<void> {
  const closing = (async () => {
    await instance.close();
    await instance.fetchDispatcher?.destroy?.();
  })();
  await within(closing, CLOSE_MS, timers, () => new Error("closing takes too long")).catch(() => {});
}
