import { jsonText, sortedKeys } from "@bellwether/backtest";
import type { TrainingReport } from "../training/training-report.js";
import { checked } from "./parse-training-report.js";
import type { TrainingReportJson } from "./training-report-schema.js";

/** The same shape, for values that nobody may change. */
type Constant<T> = T extends object ? { readonly [K in keyof T]: Constant<T[K]> } : T;

/**
 * The report as JSON text, two spaces a level, rows of tables on one line each: fields in the order of the schema, keys of
 * settings, parameters and facts sorted, so that equal reports give equal bytes.
 * @throws {BadTrainingReportError} for a report that no reader would take: a NaN, an infinite figure, a field too many.
 */
export function trainingReportToJson(report: TrainingReport): string {
  // compiles only while the schema takes whatever the contract allows
  const value = checked(report satisfies Constant<TrainingReportJson>);
  const members = value.members.map((member) => ({
    ...member,
    params: sortedKeys(member.params),
    label: sortedKeys(member.label),
    facts: sortedKeys(member.facts),
  }));
  return jsonText({ ...value, members, settings: sortedKeys(value.settings) });
}
