import { type Place, placeText, TradingError } from "@bellwether/core";

/** What is wrong with a file that should hold a report, and what to do about it. */
export interface ReportProblem extends Place {
  readonly message: string;
  readonly hint: string;
}

/** A file that holds no report that this version reads, and where it stops being one. */
export class BadReportError extends TradingError {
  override readonly code = "BAD_REPORT";
  readonly file: string | undefined;
  readonly line: number | undefined;
  readonly column: number | undefined;

  constructor(problem: ReportProblem, options?: ErrorOptions) {
    super(`${placeText(problem)}: ${problem.message}; ${problem.hint}`, options);
    this.file = problem.file;
    this.line = problem.line;
    this.column = problem.column;
  }
}
