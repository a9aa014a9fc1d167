import { closeSync, constants, fchmodSync, fstatSync, openSync } from "node:fs";
import { type Logger, TradingError } from "@bellwether/core";
import { pino } from "pino";
import { createRedactor, type Redactor } from "../ops/redact.js";
import { createLineSink } from "./line-sink.js";
import { prettyLine } from "./pretty-line.js";

const LOG_LEVELS = ["debug", "info", "warn", "error"] as const;

export interface LoggerOptions {
  /** Least level that is written; `info` unless given. */
  readonly level?: (typeof LOG_LEVELS)[number] | undefined;
  /** `stdout`, `stderr`, or the path of a file that is added to. */
  readonly destination?: string | undefined;
  /** Lines for people instead of JSON. */
  readonly pretty?: boolean | undefined;
  /** Texts that no line may hold; a redactor that knows them does as well. */
  readonly secrets?: readonly string[] | Redactor | undefined;
}

/** The log of a process. Lines are written at once, so that a crash loses none; writing never throws. */
export interface ProcessLogger extends Logger {
  /** Tries once more what a full pipe would not take. */
  flush(): void;
  /** Lines that a full disk or a reader that is gone has cost. */
  readonly lost: number;
  /** Closes the file, if it is one; what is logged later is lost. */
  close(): void;
}

/** The log cannot be opened. */
export class LogFileError extends TradingError {
  override readonly code = "LOG_FILE";
}

/**
 * Writes one JSON object a line (`time`, `level`, `message`, `details`) without secrets, to a file that nobody else may read.
 * @throws {LogFileError} if the file cannot be opened, or is none.
 */
export function createLogger(options: LoggerOptions = {}): ProcessLogger {
  const { level = "info", destination = "stderr", pretty = false, secrets = [] } = options;
  const redactor = "text" in secrets ? secrets : createRedactor(secrets);
  const isFile = destination !== "stdout" && destination !== "stderr";
  const fd = isFile ? openLog(destination) : destination === "stdout" ? 1 : 2;
  const sink = createLineSink(fd);
  let lost = 0;
  const logger = pino(
    {
      level,
      base: { pid: process.pid },
      messageKey: "message",
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
      formatters: { level: (label) => ({ level: label }) },
    },
    { write: (line: string) => sink.write(pretty ? prettyLine(line) : line) },
  );
  let closed = false;
  const write = (to: (typeof LOG_LEVELS)[number], message: string, details: object | undefined) => {
    try {
      if (closed) throw new Error(); // its number may be another file's by now
      const text = redactor.text(String(message));
      if (details === undefined) logger[to](text);
      else logger[to]({ details: redactor.value(details) }, text);
    } catch {
      lost += 1;
    }
  };
  process.on("exit", sink.flush);
  return {
    debug: (message, details) => write("debug", message, details),
    info: (message, details) => write("info", message, details),
    warn: (message, details) => write("warn", message, details),
    error: (message, details) => write("error", message, details),
    flush: sink.flush,
    get lost() {
      return lost + sink.lost;
    },
    close() {
      if (closed) return;
      closed = true;
      process.off("exit", sink.flush);
      sink.flush();
      if (isFile) closeSync(fd);
    },
  };
}

/** Opens a log at its end. It is made, or becomes, the owner's alone; a link in its place is not followed. */
function openLog(path: string): number {
  let fd: number;
  try {
    const { O_APPEND, O_CREAT, O_WRONLY, O_NONBLOCK = 0, O_NOFOLLOW = 0 } = constants;
    // not blocking: opening a named pipe would wait for a reader
    fd = openSync(path, O_APPEND | O_CREAT | O_WRONLY | O_NONBLOCK | O_NOFOLLOW, 0o600);
  } catch (cause) {
    const { code = "unknown error" } = cause as NodeJS.ErrnoException;
    const why =
      code === "ELOOP" ? "it is a link; name the file itself" : `${code}; name a file in a folder that is there`;
    throw new LogFileError(`${path}: the log cannot be opened: ${why}`, { cause });
  }
  try {
    if (!fstatSync(fd).isFile()) throw new LogFileError(`${path}: the log is no regular file; name one`);
    if ((fstatSync(fd).mode & 0o077) !== 0) fchmodSync(fd, 0o600);
  } catch (error) {
    closeSync(fd);
    if (error instanceof LogFileError) throw error;
    throw new LogFileError(`${path}: others may read the log; run chmod 600 on it`, { cause: error });
  }
  return fd;
}
