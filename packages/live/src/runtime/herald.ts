import type { LiveOptions, RunNotice } from "./options.js";

/** What is told: how grave it is, of what kind, in words, with what belongs to it. */
type Told = readonly [level: RunNotice["level"], kind: RunNotice["kind"], message: string, details?: unknown];

/** Tells people what happens in a run. Whoever listens may fail; the run does not hear of it. */
export class Herald {
  /** What has happened in a step that is not on the disk yet. */
  #untold: Told[] = [];

  constructor(private readonly options: Pick<LiveOptions, "onNotice" | "log" | "now">) {}

  /** Tells it once the step is safe: people hear of nothing that a crash could take back. */
  later(...told: Told): void {
    this.#untold.push(told);
  }

  /** The step is on the disk. */
  safe(): void {
    if (this.#untold.length === 0) return;
    const untold = this.#untold;
    this.#untold = [];
    for (const told of untold) this.tell(...told);
  }

  tell(...[level, kind, message, details]: Told): void {
    const { onNotice, log, now } = this.options;
    const more = details === undefined ? {} : { details };
    if (onNotice === undefined) {
      log[level](message, { kind, ...more });
      return;
    }
    try {
      onNotice({ level, kind, message, at: now(), ...more });
    } catch (error) {
      log.error(`whoever is told of notices failed: ${words(error)}`);
    }
  }
}

/** An error in words. */
export function words(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
