import type { Socket } from "node:net";
import { TradingError } from "@bellwether/core";
import type { Controls } from "../../ops/controls.js";
import {
  type ClientLimits,
  type ControlAnswer,
  type ControlRequest,
  MAX_REQUEST_BYTES,
  parseRequest,
} from "./protocol.js";

/** One connection. */
export interface Client {
  readonly ended: Promise<void>;
  /** Lets it go, at once or after the answer that it waits for, but within a second. */
  close(): Promise<void>;
}

const CLOSE_MS = 1_000;
const NEWLINE = 10;

/** Answers the lines of a client one after the other; nothing is read while one is being answered, so that nothing piles up. */
export function serveClient(
  socket: Socket,
  controls: Controls,
  redact: (text: string) => string,
  { idleMs = 30_000, unreadMs = 5_000 }: Partial<ClientLimits>,
): Client {
  const ended = new Promise<void>((resolve) => socket.once("close", () => resolve()));
  let unread: Buffer[] = [];
  let size = 0;
  let busy = false;
  let closing = false;

  socket.on("error", () => {}); // "close" follows
  socket.setTimeout(idleMs, () => {
    if (!busy) socket.destroy();
  });
  socket.on("data", (chunk: Buffer) => {
    unread.push(chunk);
    size += chunk.length;
    if (!busy) void serve();
  });

  async function serve(): Promise<void> {
    busy = true;
    socket.pause();
    try {
      for (let line = nextLine(); line !== null && !socket.destroyed; line = nextLine()) {
        if (line === "too long") {
          await write({
            ok: false,
            error: { code: "CONTROL_BAD_REQUEST", message: `a line has more than ${MAX_REQUEST_BYTES} bytes` },
          });
          return void socket.destroy();
        }
        await write(await answerTo(line.text));
      }
    } finally {
      busy = false;
      if (closing) socket.destroySoon();
      else socket.resume();
    }
  }

  /** Takes the next line out of what has come; null while there is none. */
  function nextLine(): { readonly text: string } | "too long" | null {
    const last = unread.at(-1);
    if (last === undefined) return null;
    // the newest piece is looked at first: those before it are joined only when a line is whole
    if (unread.length > 1 && size <= MAX_REQUEST_BYTES && !last.includes(NEWLINE)) return null;
    const all = unread.length === 1 ? last : Buffer.concat(unread);
    const end = all.indexOf(NEWLINE);
    unread = end < 0 ? [all] : end + 1 < all.length ? [all.subarray(end + 1)] : [];
    if (end > MAX_REQUEST_BYTES || (end < 0 && size > MAX_REQUEST_BYTES)) return "too long";
    if (end < 0) return null;
    size -= end + 1;
    return { text: all.toString("utf8", 0, end) };
  }

  async function answerTo(line: string): Promise<ControlAnswer> {
    const request = parseRequest(line);
    if (typeof request === "string")
      return { ok: false, error: { code: "CONTROL_BAD_REQUEST", message: redact(request) } };
    try {
      return { ok: true, result: await run(request, controls) };
    } catch (error) {
      const code = error instanceof TradingError ? error.code : "UNEXPECTED";
      return { ok: false, error: { code, message: redact(error instanceof Error ? error.message : String(error)) } };
    }
  }

  /** Resolves once the answer has left; a client that does not read it is dropped. */
  function write(answer: ControlAnswer): Promise<void> {
    return new Promise((resolve) => {
      const slow = setTimeout(() => socket.destroy(), unreadMs);
      const end = () => {
        clearTimeout(slow);
        socket.off("close", end);
        resolve();
      };
      socket.once("close", end);
      socket.write(`${textOf(answer)}\n`, end);
    });
  }

  return {
    ended,
    async close() {
      closing = true;
      if (!busy) socket.destroySoon();
      const late = setTimeout(() => socket.destroy(), CLOSE_MS);
      await ended;
      clearTimeout(late);
    },
  };
}

async function run({ command, by }: ControlRequest, controls: Controls): Promise<unknown> {
  switch (command) {
    case "ping":
      return { pid: process.pid };
    case "status":
      return controls.status();
    default:
      await controls[command](by);
      return null;
  }
}

function textOf(answer: ControlAnswer): string {
  try {
    return JSON.stringify(answer);
  } catch {
    return JSON.stringify({
      ok: false,
      error: { code: "UNEXPECTED", message: "the answer cannot be written as JSON" },
    });
  }
}
