import { TradingError } from "@bellwether/core";
import { EXIT, exitCodeOf } from "./exit-codes.js";
import { pluginStack } from "./plugin-stack.js";

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
    // no-color.org: any text but an empty one says no
    colour: stdout.isTTY === true && (env.NO_COLOR ?? "") === "" && env.TERM !== "dumb",
  };
}

/** A mistake on the command line. */
export class UsageError extends TradingError {
  override readonly code = "USAGE";
}

/** Says what went wrong, once. With `json` the error is JSON on stdout too. @returns the exit code. */
export function reportError(error: unknown, output: Output, json: boolean): number {
  const known = error instanceof TradingError;
  const code = known ? error.code : "UNEXPECTED";
  const message = error instanceof Error ? error.message : String(error);
  // the outcome of a check has been printed in full
  if (json && code !== "CHECK_FAILED") output.stdout(`${JSON.stringify({ error: { code, message } })}\n`);
  output.stderr(`bellwether: ${message}\n`);
  if (known) output.stderr(pluginStack(error));
  else if (error instanceof Error && error.stack !== undefined) output.stderr(`${error.stack}\n`);
  return known ? exitCodeOf(code) : EXIT.unexpected;
}
