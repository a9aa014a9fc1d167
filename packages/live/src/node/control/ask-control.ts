import { connect } from "node:net";
import { StringDecoder } from "node:string_decoder";
import { BadControlAnswerError, ControlRefusedError, ControlTimeoutError, ControlUnreachableError } from "./errors.js";
import { type ControlAnswer, type ControlRequest, MAX_ANSWER_BYTES, parseAnswer } from "./protocol.js";
import { findSocketPath } from "./socket-path.js";

/**
 * Asks the run that uses a journal. Nothing is sent twice.
 * @returns what the command gives: a status for `status`, `{ pid }` for `ping`, null for the rest.
 * @throws {ControlUnreachableError} if no run listens, so that nothing was asked.
 * @throws {ControlTimeoutError} if it was asked and has not answered.
 * @throws {ControlRefusedError} with the run's own words.
 * @throws {BadControlAnswerError} if what came back is no answer.
 */
export async function askControl(
  folder: string,
  request: ControlRequest,
  { timeoutMs = 10_000 }: { readonly timeoutMs?: number | undefined } = {},
): Promise<unknown> {
  const answer = await exchange(await findSocketPath(folder), folder, `${JSON.stringify(request)}\n`, timeoutMs);
  if (answer.ok) return answer.result;
  throw new ControlRefusedError(answer.error.code, answer.error.message);
}

function exchange(path: string, folder: string, line: string, timeoutMs: number): Promise<ControlAnswer> {
  return new Promise((resolve, reject) => {
    const socket = connect(path);
    const decoder = new StringDecoder("utf8");
    const pieces: string[] = [];
    let size = 0;
    let connected = false;
    const end = (outcome: ControlAnswer | Error) => {
      clearTimeout(deadline);
      socket.destroy();
      if (outcome instanceof Error) reject(outcome);
      else resolve(outcome);
    };
    const lost = (cause?: Error) => {
      if (!connected) end(unreachable(folder, cause));
      else end(new ControlTimeoutError(`${folder}: the run went away before it answered; look at its log`, { cause }));
    };
    const deadline = setTimeout(() => {
      if (!connected) return lost();
      end(
        new ControlTimeoutError(
          `${folder}: the run has not answered within ${timeoutMs} ms; it may be busy, ask for its status`,
        ),
      );
    }, timeoutMs);
    socket.once("connect", () => {
      connected = true;
      socket.write(line);
    });
    socket.once("error", lost);
    socket.once("close", () => lost());
    socket.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size > MAX_ANSWER_BYTES) return end(new BadControlAnswerError(`${folder}: the answer is too long to be one`));
      const text = decoder.write(chunk);
      const at = text.indexOf("\n");
      pieces.push(at < 0 ? text : text.slice(0, at));
      if (at < 0) return;
      const answer = parseAnswer(pieces.join(""));
      end(answer ?? new BadControlAnswerError(`${folder}: what listens there does not answer as a run does`));
    });
  });
}

function unreachable(folder: string, cause: Error | undefined): ControlUnreachableError {
  const { code } = (cause ?? {}) as NodeJS.ErrnoException;
  const message =
    code === "EACCES" || code === "EPERM"
      ? `${folder}: the run belongs to another user; ask as that user`
      : `${folder}: no run is using this journal; bellwether live and its run file start one`;
  return new ControlUnreachableError(message, { cause });
}
