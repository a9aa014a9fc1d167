import { type Logger, TradingError } from "@bellwether/core";
import type * as z from "zod";
import type { Timers } from "../time/timers.js";
import type { Notice } from "./notice.js";
import type { Send } from "./send.js";

/** Brings notices to people, one at a time. */
export interface Notifier {
  /**
   * Resolves once the other side has taken the notice. It does not try again; whoever calls it does.
   * @throws {NoticeUndeliveredError} saying whether another try may help. Any other error counts as one that may pass.
   */
  notify(notice: Notice): Promise<void>;
  close?(): Promise<void>;
}

/** What a notifier is made with. */
export interface NotifierContext {
  readonly timers: Timers;
  readonly log: Logger;
  readonly send: Send;
}

/** A way to reach people: what a plugin registers as `register.add("notifier", name, definition)`. */
export interface NotifierDefinition<Schema extends z.ZodType = z.ZodType> {
  /** Schema of its options in the run file; mark tokens and addresses that hold one with `secret()`. */
  readonly options: Schema;
  create(options: z.output<Schema>, context: NotifierContext): Notifier;
}

/** A notice has not been taken. The message holds no token and no address beyond the server's name. */
export class NoticeUndeliveredError extends TradingError {
  override readonly code = "NOTICE_UNDELIVERED";
  constructor(
    message: string,
    /** Whether the same notice may be taken later. */
    readonly retryable: boolean,
    /** How long the other side asks to be left alone, ms. */
    readonly retryAfterMs?: number | undefined,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

declare module "@bellwether/core" {
  interface Extensions {
    // biome-ignore lint/suspicious/noExplicitAny: a definition with any options
    notifier: NotifierDefinition<any>;
  }
}
