import { plain } from "@bellwether/backtest";
import { clip, TradingError } from "@bellwether/core";
import type { TrainingReport } from "../training/training-report.js";
import { TrainingReportJson } from "./training-report-schema.js";

/** What should be a training report is none, or one of another version. */
export class BadTrainingReportError extends TradingError {
  override readonly code = "BAD_TRAINING_REPORT";
  constructor(
    /** Where, as `members.0.metrics.accuracy`; empty for the whole. */
    readonly path: string,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

const HINT = "give the report.json that a training run has written";

/**
 * Reads a training report from parsed JSON, which may come from anywhere.
 * @param json - what `JSON.parse` gave.
 * @throws {BadTrainingReportError} for anything else, a field too many or too few, or another schema version.
 */
export function parseTrainingReport(json: unknown): TrainingReport {
  const version = typeof json === "object" && json !== null && "schemaVersion" in json ? json.schemaVersion : undefined;
  if (typeof version === "number" && version !== 1)
    throw new BadTrainingReportError(
      "schemaVersion",
      `this training report is of schema version ${clip(version)}, and this Bellwether reads version 1; ${version > 1 ? "update Bellwether" : "train again to have it anew"}`,
    );
  return checked(json);
}

/** As {@link parseTrainingReport}, fields in the order of the schema. */
export function checked(value: unknown): TrainingReportJson {
  const result = TrainingReportJson.safeParse(value);
  if (result.success) return result.data;
  const { path, message } = result.error.issues[0]!;
  const place = plain(path.map(String).join("."));
  const where = place === "" ? "" : ` at ${clip(place, 80)}`;
  throw new BadTrainingReportError(
    place,
    `this is no training report${where}: ${plain(message).slice(0, 200)}; ${HINT}`,
  );
}
