import { clip } from "@bellwether/core";
import {
  NoticeUndeliveredError,
  retryAfterMs,
  type Send,
  SendFailedError,
  SendRefusedError,
  type SendRequest,
  type SendResponse,
} from "@bellwether/live";

/** Statuses, besides those of the server's own troubles (5xx), after which the same request may succeed. */
const PASSING = new Set([408, 425, 429]);

/** Whether another try may help after an answer of this status. */
export function mayPass(status: number): boolean {
  return PASSING.has(status) || status >= 500;
}

/** Asks a server, and turns whatever prevents an answer into what a notifier throws. */
export async function ask(send: Send, url: string, request: SendRequest): Promise<SendResponse> {
  try {
    return await send(url, request);
  } catch (error) {
    // both name the server at most; what else may be thrown is not shown
    const known = error instanceof SendFailedError || error instanceof SendRefusedError;
    const text = known ? error.message : "the request could not be made";
    throw new NoticeUndeliveredError(text, !(error instanceof SendRefusedError));
  }
}

/** An answer that says no. @param said - words of the server, clipped here. @param now - epoch ms UTC, for `Retry-After`. */
export function notTaken(who: string, response: SendResponse, now: number, said = ""): NoticeUndeliveredError {
  const { status, headers } = response;
  const words = said === "" ? "" : `: ${clip(said, 200)}`;
  return new NoticeUndeliveredError(
    `${who} answers ${status}${words}`,
    mayPass(status),
    retryAfterMs(headers["retry-after"], now),
  );
}
