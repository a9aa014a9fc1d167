/**
 * Root of every error that Bellwether throws on purpose. Callers branch on `code`, never on the message.
 * Expected market outcomes (refused, rejected, partly filled) are values, not errors.
 */
export abstract class TradingError extends Error {
  /** Stable, upper snake case, unique to the class. */
  abstract readonly code: string;

  override get name(): string {
    return this.constructor.name;
  }
}

/** Where in an input something was found; every part is optional, lines and columns count from 1. */
export interface Place {
  readonly file?: string | undefined;
  readonly line?: number | undefined;
  readonly column?: number | undefined;
}

/** `file:line:column`, as editors and terminals link it. */
export function placeText({ file, line, column }: Place): string {
  const position = line === undefined ? "" : column === undefined ? `:${line}` : `:${line}:${column}`;
  return `${file ?? "<input>"}${position}`;
}

/** Cuts a value from outside so that an error message stays one line. */
export function clip(value: unknown, max = 60): string {
  const text = typeof value === "string" ? JSON.stringify(value.slice(0, max + 1)) : oneLine(value);
  return text.length <= max ? text : `${text.slice(0, max - 1)}…`;
}

function oneLine(value: unknown): string {
  try {
    return String(value).replace(/\s+/g, " ");
  } catch {
    return typeof value; // no text of its own: an object without a prototype
  }
}
