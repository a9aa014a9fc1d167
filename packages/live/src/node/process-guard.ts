import { clip, type Logger } from "@bellwether/core";

export interface GuardOptions {
  readonly log: Logger;
  /** Ends the run in order. Asked once, whatever comes after. A rejection counts as a crash. */
  stop(reason: string): Promise<void>;
  /** Brings to safety what can be: journal, log. It has `crashMs`, then the process ends without it. */
  crash(error: unknown): void | Promise<void>;
  /** Known stray rejections that hurt nobody: they are logged, and the run goes on. */
  readonly ignore?: ((error: unknown) => boolean) | undefined;
  /** For {@link crash}, ms; 2 s unless given. */
  readonly crashMs?: number | undefined;
}

/** Exit code of a process that has crashed. */
const CRASHED = 1;

/** What a shell reports for a process that a signal has ended: 128 and the signal's number. */
const EXIT_OF = { SIGINT: 130, SIGTERM: 143 } as const;

/**
 * Watches over a process: whatever nobody has caught ends it with code 1, after a chance to save what can be saved; the
 * first SIGINT or SIGTERM ends the run in order, the second ends the process at once.
 * @returns what takes the handlers away.
 */
export function guardProcess({ log, stop, crash, ignore, crashMs = 2_000 }: GuardOptions): () => void {
  let crashing = false;
  let signals = 0;

  async function die(kind: string, error: unknown): Promise<void> {
    if (crashing) process.exit(CRASHED); // while it was being saved: nothing more to hope for
    crashing = true;
    process.exitCode = CRASHED;
    const deadline = setTimeout(() => process.exit(CRASHED), crashMs);
    try {
      log.error(`${kind}: ${textOf(error)}`, error instanceof Error ? { error } : undefined);
      await crash(error);
    } catch (second) {
      log.error(`saving what can be saved failed: ${textOf(second)}`);
    } finally {
      clearTimeout(deadline);
      process.exit(CRASHED);
    }
  }

  const caught = (kind: string) => (error: unknown) => {
    if (ignored(error)) return log.warn(`ignored: ${kind}: ${textOf(error)}`);
    void die(kind, error);
  };
  const ignored = (error: unknown): boolean => {
    try {
      return ignore?.(error) === true;
    } catch {
      return false;
    }
  };
  const onSignal = (signal: "SIGINT" | "SIGTERM") => {
    signals += 1;
    if (signals > 1) process.exit(EXIT_OF[signal]);
    log.info(`${signal}: ending in order; once more ends at once`);
    (async () => stop(signal))().catch((error: unknown) => die("ending in order failed", error));
  };

  const onException = caught("nobody caught");
  const onRejection = caught("nobody caught a rejection");
  process.on("uncaughtException", onException);
  process.on("unhandledRejection", onRejection);
  process.on("SIGINT", onSignal);
  process.on("SIGTERM", onSignal);
  return () => {
    process.off("uncaughtException", onException);
    process.off("unhandledRejection", onRejection);
    process.off("SIGINT", onSignal);
    process.off("SIGTERM", onSignal);
  };
}

const textOf = (error: unknown): string => (error instanceof Error ? `${error.name}: ${error.message}` : clip(error));
