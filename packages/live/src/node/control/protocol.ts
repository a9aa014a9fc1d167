import { clip } from "@bellwether/core";
import * as z from "zod";

/** What may be asked of a running process. */
export const CONTROL_COMMANDS = ["status", "pause", "resume", "flatten", "stop", "ping"] as const;

export type ControlCommand = (typeof CONTROL_COMMANDS)[number];

/** One line to the socket. */
export interface ControlRequest {
  readonly command: ControlCommand;
  /** Who asks, in words; it is journalled with what it leads to. */
  readonly by: string;
}

/** One line back. */
export type ControlAnswer =
  | { readonly ok: true; readonly result: unknown }
  | { readonly ok: false; readonly error: { readonly code: string; readonly message: string } };

/** How patient a run is with a client. */
export interface ClientLimits {
  /** How long a client may say nothing, ms; 30 s unless given. */
  readonly idleMs: number;
  /** How long it may leave an answer unread, ms; 5 s unless given. */
  readonly unreadMs: number;
}

/** Longest line that is read from a client, bytes. */
export const MAX_REQUEST_BYTES = 65_536;
/** Longest answer that a client reads, bytes. */
export const MAX_ANSWER_BYTES = 8_388_608;

const Request = z.strictObject({
  command: z.enum(CONTROL_COMMANDS),
  by: z
    .string()
    .min(1)
    .max(100)
    .regex(/^[^\p{Cc}\p{Cf}\u2028\u2029]*$/u, "it holds control characters"),
});

const Answer = z.discriminatedUnion("ok", [
  z.strictObject({ ok: z.literal(true), result: z.unknown().optional() }),
  z.strictObject({ ok: z.literal(false), error: z.strictObject({ code: z.string(), message: z.string() }) }),
]);

/** @returns the request of a line, or in words what is wrong with it. */
export function parseRequest(line: string): ControlRequest | string {
  const parsed = Request.safeParse(jsonOf(line));
  if (parsed.success) return parsed.data;
  const wanted = `{"command": ${CONTROL_COMMANDS.map((command) => `"${command}"`).join(" | ")}, "by": "name"}`;
  const { path, message } = parsed.error.issues[0]!;
  return `${path.length === 0 ? "this" : path.join(".")} cannot be read (${clip(message, 120)}); send ${wanted}`;
}

/** @returns undefined for a line that is no answer. */
export function parseAnswer(line: string): ControlAnswer | undefined {
  const parsed = Answer.safeParse(jsonOf(line));
  if (!parsed.success) return undefined;
  return parsed.data.ok ? { ok: true, result: parsed.data.result } : parsed.data;
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
