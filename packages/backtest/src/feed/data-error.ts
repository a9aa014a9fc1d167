import { type Place, placeText, TradingError } from "@bellwether/core";

/** One thing wrong with an input of bars; lines and columns count from 1, columns in bytes. */
export interface DataIssue extends Place {
  readonly message: string;
  readonly hint?: string;
  /** What a caller in code could do besides, as the end of the sentence: it names an option that no run file has. */
  readonly option?: string | undefined;
}

/** Columns that were asked for by name and are not there. */
export interface MissingColumns {
  readonly columns: readonly string[];
  /** Every name that the input gives; empty for an input without names. */
  readonly header: readonly string[];
}

export interface DataProblem extends DataIssue {
  /** What named the input, such as a key of a run file; stands before its place. */
  readonly source?: string;
  /** All that was found, this problem first; the rest is listed under the message. */
  readonly issues?: readonly DataIssue[];
  /** How many there are, when `issues` holds only the first of them. */
  readonly issueCount?: number;
  readonly missing?: MissingColumns | undefined;
}

/** A file or text of bars that cannot be read as it stands, and where. */
export class DataError extends TradingError {
  override readonly code = "DATA";
  readonly file: string | undefined;
  readonly line: number | undefined;
  readonly column: number | undefined;
  /** The first issues, at most {@link MAX_ISSUES}; never empty. */
  readonly issues: readonly DataIssue[];
  readonly issueCount: number;
  /** Set where that is what is wrong. */
  readonly missing: MissingColumns | undefined;
  /** What it was made of. */
  readonly problem: DataProblem;

  constructor(problem: DataProblem, options?: ErrorOptions) {
    const {
      source,
      file,
      line,
      column,
      message,
      hint,
      option = "",
      issues = [{ file, line, column, message }],
    } = problem;
    const count = problem.issueCount ?? issues.length;
    const named = source === undefined ? "" : `${source}: `;
    const advice = hint ? `; ${hint}${option}` : "";
    super(`${named}${placeText(problem)}: ${message}${advice}${listing(issues, count, file)}`, options);
    this.problem = problem;
    this.file = file;
    this.line = line;
    this.column = column;
    this.issues = issues;
    this.issueCount = count;
    this.missing = problem.missing;
  }
}

/** Issues kept and listed; further ones are counted. */
export const MAX_ISSUES = 20;

function listing(issues: readonly DataIssue[], count: number, file: string | undefined): string {
  if (count <= 1) return "";
  const lines = issues.slice(1).map((issue) => `  ${placeText({ ...issue, file })}: ${issue.message}`);
  if (count > issues.length) lines.push(`  ... and ${count - issues.length} more`);
  return `\n${count - 1} more ${count === 2 ? "problem" : "problems"}:\n${lines.join("\n")}`;
}

/** Collects issues: the first {@link MAX_ISSUES} in full, the rest as a count. */
export class IssueList {
  readonly first: DataIssue[] = [];
  count = 0;

  /** @param describe - called only while the list has room. */
  add(describe: () => DataIssue): void {
    if (this.count++ < MAX_ISSUES) this.first.push(describe());
  }

  /** @throws {DataError} that names the first issue and lists the others, if there is any. */
  throwIfAny(file: string | undefined): void {
    const first = this.first[0];
    if (first !== undefined)
      throw new DataError({ ...first, ...named(file), issues: this.first, issueCount: this.count });
  }
}

/** `{ file }`, or nothing for an input without a name. */
export function named(file: string | undefined): { file?: string } {
  return file === undefined ? {} : { file };
}
