import { TradingError } from "@bellwether/core";
import { EXIT, exitCodeOf } from "./exit-codes.js";

/** Where a command writes; a test collects it, the binary prints it. */
export interface Output {
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
  /** Columns of the terminal, or undefined where it is none. */
  readonly width: number | undefined;
  readonly colour: boolean;
}

export function processOutput(): Output {
  const { stdout, stderr, env } = process;
  return {
    stdout: (text) => stdout.write(text),
    stderr: (text) => stderr.write(text),
    width: stdout.isTTY ? stdout.columns : undefined,
    colour: stdout.isTTY === true && env.NO_COLOR === undefined && env.TERM !== "dumb",
  };
}

/** A mistake on the command line that the parser cannot see. */
export class UsageError extends TradingError {
  override readonly code = "USAGE";
}

/** Says what went wrong, once. With `--json` the error is JSON on stdout too. @returns the exit code. */
export function reportError(error: unknown, output: Output, json: boolean): number {
  const coded =
    error instanceof Error && typeof (error as { code?: unknown }).code === "string"
      ? (error as Error & { code: string })
      : null;
  const known = coded !== null && error instanceof TradingError;
  const code = known ? coded.code : "UNEXPECTED";
  const message = error instanceof Error ? error.message : String(error);
  if (json && code !== "CHECK_FAILED") output.stdout(`${JSON.stringify({ error: { code, message } })}\n`);
  output.stderr(`bellwether: ${message}\n`);
  const stack = known ? pluginStack(error) : error instanceof Error ? error.stack : undefined;
  if (stack !== undefined) output.stderr(`${stack}\n`);
  return code === "USAGE" ? EXIT.usage : known ? exitCodeOf(code) : EXIT.unexpected;
}

/** Failures of somebody else's code show that code's own stack. */
function pluginStack(error: TradingError): string | undefined {
  const foreign = error.code.includes("PLUGIN") || error.code === "STRATEGY_FAILED";
  return foreign && error.cause instanceof Error ? error.cause.stack : undefined;
}
