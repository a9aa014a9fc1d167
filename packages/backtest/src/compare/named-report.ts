import type { ReportJson } from "../report/report-schema.js";

/** A report and what to call it, such as the name of its file. */
export interface NamedReport {
  readonly name: string;
  readonly report: ReportJson;
}
