import type { ControlEntry, Note } from "../journal/entry.js";
import type { BrokerReport } from "../orders/broker-report.js";
import type { SwapPlan } from "./swap.js";

/** Something that reaches a run between two bars. */
export type Mail =
  | { readonly kind: "reports"; readonly reports: readonly BrokerReport[] }
  | { readonly kind: "note"; readonly note: Note }
  | ({ readonly kind: "control"; readonly command: ControlEntry["command"]; readonly by: string } & Answer)
  | ({ readonly kind: "swap"; readonly plan: SwapPlan } & Answer)
  | ({ readonly kind: "stop"; readonly reason: string } & Answer);

/** Told when the mail has been acted upon and the journal holds it, or why it has not. */
export interface Answer {
  readonly done: () => void;
  readonly failed: (error: unknown) => void;
}

/** What waits for a run to have time for it, in the order of its arrival. */
export class Mailbox {
  readonly #mail: Mail[] = [];
  #wake: (() => void) | null = null;

  put(mail: Mail): void {
    this.#mail.push(mail);
    this.#wake?.();
    this.#wake = null;
  }

  /** Puts it in and waits until it has been acted upon. */
  ask(
    mail: Exclude<Mail, { kind: "reports" | "note" }> extends infer M
      ? M extends Answer
        ? Omit<M, keyof Answer>
        : never
      : never,
  ): Promise<void> {
    return new Promise((done, failed) => this.put({ ...mail, done, failed } as Mail));
  }

  take(): Mail | undefined {
    return this.#mail.shift();
  }

  /** Resolves at the next arrival; at once where something waits. */
  arrival(): Promise<void> {
    if (this.#mail.length > 0) return Promise.resolve();
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }

  /** Nobody will act any more. */
  refuse(error: unknown): void {
    for (const mail of this.#mail.splice(0)) if ("failed" in mail) mail.failed(error);
  }
}
