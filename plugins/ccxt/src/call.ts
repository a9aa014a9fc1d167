import { ExchangeUnclearError, type Timers } from "@bellwether/live";
import { errorChain, isCcxtError } from "./error-chain.js";
import { isDenial, mapError } from "./map-error.js";
import type { CcxtInstance } from "./narrow.js";
import type { RateGate } from "./rate-gate.js";
import type { Redact } from "./redact.js";
import { retryAfterOf } from "./retry-after.js";

interface CallOptions {
  /** It may change something at the exchange: it is never tried twice, and never held back first. */
  readonly sends?: boolean;
  /** It is signed with the account's key. */
  readonly signed?: boolean;
  /** Called when the deadline passes before an answer. */
  late?(): void;
}

/**
 * Asks an exchange once, within a deadline, and checks the answer.
 * @throws {ExchangeRefusalError}
 * @throws {ExchangeUnclearError}
 */
export type Call = <T>(
  what: string,
  ask: () => Promise<unknown>,
  check: (answer: unknown) => T,
  options?: CallOptions,
) => Promise<T>;

export interface CallContext {
  readonly id: string;
  readonly instance: Pick<CcxtInstance, "last_response_headers" | "loadTimeDifference" | "has">;
  readonly gate: RateGate;
  readonly timers: Timers;
  readonly redact: Redact;
  readonly deadlineMs: number;
  closed(): boolean;
}

export function caller(context: CallContext): Call {
  const { id, instance, gate, timers, redact, deadlineMs } = context;
  let denials = 0;
  let isClockWrong = false;

  const synchronise = async () => {
    if (instance.has.fetchTime !== true) return;
    await instance.loadTimeDifference();
    isClockWrong = false;
  };

  /** One round: what comes first, the answer or the deadline. */
  const once = async <T>(
    what: string,
    ask: () => Promise<unknown>,
    check: (answer: unknown) => T,
    options: CallOptions,
    endAt: number,
  ): Promise<T> => {
    const sends = options.sends === true;
    if (!(await gate.pass(sends ? 0 : endAt - timers.monotonic())))
      throw new ExchangeUnclearError(`${what}: not sent, the exchange has asked for silence`, gate.left());
    const answering = (async () => {
      if (isClockWrong) await synchronise();
      return ask();
    })();
    try {
      const answer = await within(answering, endAt - timers.monotonic(), timers, () => {
        options.late?.();
        return new ExchangeUnclearError(`${what}: no answer within ${deadlineMs} ms`);
      });
      const checked = read(answer, check, what);
      if (options.signed === true) denials = 0;
      gate.answered();
      return checked;
    } catch (error) {
      throw understood(error, what, sends);
    }
  };

  /** What cannot be read is told with what was asked. */
  const read = <T>(answer: unknown, check: (answer: unknown) => T, what: string): T => {
    try {
      return check(answer);
    } catch (error) {
      if (!(error instanceof ExchangeUnclearError)) throw error;
      throw new ExchangeUnclearError(redact(`${what}: ${error.message}`), error.retryAfterMs);
    }
  };

  const understood = (error: unknown, what: string, sends: boolean) => {
    const chain = errorChain(error);
    if (chain.includes("InvalidNonce") && !chain.includes("ChecksumError")) isClockWrong = true;
    if (isDenial(error)) denials++;
    let retryAfterMs: number | undefined;
    const isThrottled = chain.includes("DDoSProtection") || chain.includes("RateLimitExceeded");
    if (isThrottled && !isDenial(error)) {
      retryAfterMs = retryAfterOf(instance.last_response_headers, (error as Error).message, timers.now());
      retryAfterMs = gate.shut(retryAfterMs);
    } else if (isCcxtError(error) && chain.includes("ExchangeError")) gate.answered();
    return mapError(error, { what, redact, sends, retryAfterMs, denials });
  };

  return async (what, ask, check, options = {}) => {
    const asked = `${id}: ${what}`;
    if (context.closed()) throw new ExchangeUnclearError(`${asked}: not sent, the exchange is closed here`);
    const endAt = timers.monotonic() + deadlineMs;
    try {
      return await once(asked, ask, check, options, endAt);
    } catch (error) {
      // the exchange has refused the time stamp and done nothing: a question may be asked again, an order may not
      if (!isClockWrong || options.sends === true || instance.has.fetchTime !== true) throw error;
      return once(asked, ask, check, options, endAt);
    }
  };
}

/** The promise's outcome, or the error of `late` once the time has passed. Nothing is left unhandled. */
export async function within<T>(promise: Promise<T>, ms: number, timers: Timers, late: () => Error): Promise<T> {
  let cancel: (() => void) | undefined;
  const deadline = new Promise<never>((_, reject) => {
    cancel = timers.after(Math.max(0, ms), () => reject(late()));
  });
  promise.catch(() => {}); // it may fail after the deadline
  deadline.catch(() => {});
  try {
    return await Promise.race([promise, deadline]);
  } finally {
    cancel?.();
  }
}
