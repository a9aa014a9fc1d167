import { type Place, placeText, TradingError } from "../errors.js";
import { type ConfigPath, pathText } from "./path.js";

/** One violation, at its place. */
export interface ConfigIssue {
  /** `risk.maxDrawdown`; empty for the whole file. */
  readonly path: string;
  readonly message: string;
  /** The file's name, or `--set path`. */
  readonly file: string;
  /** Count from 1; absent for what has no place in a text, such as `--set`. */
  readonly line?: number;
  readonly column?: number;
  /** What to write instead. */
  readonly hint?: string;
}

/** A message never prints more violations than this. */
export const MAX_ISSUES = 100;

export function issueAt(place: Place, path: ConfigPath, message: string, hint?: string): ConfigIssue {
  return {
    path: pathText(path),
    message,
    file: place.file ?? "<config>",
    ...(place.line === undefined ? {} : { line: place.line }),
    ...(place.column === undefined ? {} : { column: place.column }),
    ...(hint === undefined ? {} : { hint }),
  };
}

function lineOf(issue: ConfigIssue): string {
  const subject = issue.path === "" || issue.file === `--set ${issue.path}` ? "" : `${issue.path}: `;
  const hint = issue.hint === undefined ? "" : `; ${issue.hint}`;
  return `${placeText(issue)}  ${subject}${issue.message}${hint}`;
}

function inReadingOrder(a: ConfigIssue, b: ConfigIssue): number {
  return (a.line ?? Infinity) - (b.line ?? Infinity) || (a.column ?? 0) - (b.column ?? 0) || 0;
}

/** A config breaks its rules. Holds every violation, in reading order; the message has one line for each. */
export class ConfigError extends TradingError {
  override readonly code = "CONFIG";
  readonly issues: readonly ConfigIssue[];

  /** @param omitted - violations found beyond those in `issues`. */
  constructor(issues: readonly ConfigIssue[], omitted = 0) {
    const sorted = [...issues].sort(inReadingOrder);
    const lines = sorted.slice(0, MAX_ISSUES).map(lineOf);
    const total = sorted.length + omitted;
    if (total > lines.length) lines.push(`… and ${total - lines.length} more`);
    super(total === 1 ? lines.join("") : [`${total} problems in the configuration:`, ...lines].join("\n  "));
    this.issues = Object.freeze(sorted);
  }
}
