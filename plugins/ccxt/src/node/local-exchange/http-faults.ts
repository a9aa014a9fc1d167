import type { ServerResponse } from "node:http";
import { ApiError } from "./api-error.js";
import { FAULTS_OF, type FaultDice } from "./faults.js";
import { HTML_HEADERS, nameOf, type RestAnswer, type RestApi, type RestRequest } from "./rest-api.js";

/** What becomes of a request. */
export type Delivery =
  | { readonly kind: "answer"; readonly answer: RestAnswer; readonly delayMs: number }
  /** The connection is cut without a word. */
  | { readonly kind: "cut" }
  /** Headers and half of the body; then silence, or the end of the connection. */
  | { readonly kind: "half"; readonly answer: RestAnswer; readonly ends: "silence" | "cut" };

/** What replaces the body of an answer. */
const BODIES = {
  html: "<!DOCTYPE html><html><body><h1>Just a moment...</h1></body></html>",
  nullBody: "null",
  brokenJson: '{"symbol":"',
  emptyObject: "{}",
  emptyList: "[]",
} as const;

const SERVER_ERRORS: Readonly<Record<number, { readonly text: string; readonly json: boolean }>> = {
  500: { text: '{"code":-1001,"msg":"Internal error; unable to process your request. Please try again."}', json: true },
  502: { text: "<html><head><title>502 Bad Gateway</title></head></html>", json: false },
  503: { text: '{"code":-1008,"msg":"Server is currently overloaded with other requests."}', json: true },
  504: { text: "<html><head><title>504 Gateway Time-out</title></head></html>", json: false },
};

/** Answers a request, with whatever faults the dice give it. */
export function deliver(request: RestRequest, api: RestApi, faults: FaultDice): Delivery {
  const name = nameOf(request);
  const plain = (answer: RestAnswer, delayMs = 0): Delivery => ({ kind: "answer", answer, delayMs });

  switch (faults.first(FAULTS_OF.BEFORE_ACTING, name)) {
    case "requestLost":
      return { kind: "cut" };
    case "tooManyRequests":
      return plain(api.refusal(new ApiError(429, -1003, "Too many requests."), waitOf(faults)));
    case "banned":
      return plain(api.refusal(new ApiError(418, -1003, "Way too many requests; IP banned."), waitOf(faults)));
    case "serverError":
      return plain(serverError(faults));
    case null:
  }
  const answer = api.answer(request);
  const fault = faults.first(FAULTS_OF.AFTER_ACTING, name);
  switch (fault) {
    case null:
      return plain(answer);
    case "answerLost":
      return { kind: "cut" };
    case "serverErrorAfter":
      return plain(serverError(faults));
    case "slowHeaders":
      return plain(answer, faults.shape.slowMs);
    case "bodyStall":
      return { kind: "half", answer, ends: "silence" };
    case "bodyCut":
      return { kind: "half", answer, ends: "cut" };
    default: {
      const headers = fault === "html" ? HTML_HEADERS : answer.headers;
      return plain({ status: 200, text: BODIES[fault], headers });
    }
  }
}

function waitOf({ shape }: FaultDice) {
  return { "retry-after": String(shape.retryAfterSeconds) };
}

function serverError(faults: FaultDice): RestAnswer {
  const statuses = Object.keys(SERVER_ERRORS).map(Number);
  const status = faults.shape.serverStatus ?? statuses[faults.int(statuses.length)]!;
  const { text, json } = SERVER_ERRORS[status] ?? { text: "<html>error</html>", json: false };
  return { status, text, headers: json ? { "content-type": "application/json" } : HTML_HEADERS };
}

/**
 * Writes what was decided.
 * @param later - runs something after so many real ms, unless the exchange closes before
 */
export function write(
  response: ServerResponse,
  delivery: Delivery,
  later: (ms: number, run: () => void) => void,
): void {
  if (delivery.kind === "cut") {
    response.socket?.destroy();
    return;
  }
  const { answer } = delivery;
  const body = Buffer.from(answer.text);
  const send = () => {
    if (response.destroyed) return;
    response.writeHead(answer.status, { ...answer.headers, "content-length": String(body.length) });
    if (delivery.kind === "answer") {
      response.end(body);
      return;
    }
    const half = body.subarray(0, body.length >> 1);
    response.write(half, () => {
      // the client must have read its headers first
      if (delivery.ends === "cut") later(20, () => response.socket?.destroy());
    });
  };
  if (delivery.kind === "answer" && delivery.delayMs > 0) later(delivery.delayMs, send);
  else send();
}
