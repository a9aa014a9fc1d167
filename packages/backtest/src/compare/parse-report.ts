import { clip } from "@bellwether/core";
import { jsonOffset, linePlace } from "../feed/json-offset.js";
import { REPORT_SCHEMA_VERSION, ReportJson } from "../report/report-schema.js";
import { plain } from "../report/terminal/terminal-text.js";
import { BadReportError } from "./bad-report-error.js";
import { fieldOf } from "./same-value.js";
import { type Flaw, flawOf } from "./sound-report.js";

const HINT = "give a report.json that bellwether backtest --report has written";

/**
 * Reads a report from its JSON. The text may come from anywhere: whatever later code relies on is checked here.
 * @param file - what errors call it.
 * @throws {BadReportError} for text that is no JSON, no report, a report of another schema version, or one whose parts
 *   cannot be true together, with line and column.
 */
export function parseReport(text: string, file?: string): ReportJson {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    const place = linePlace(text, jsonOffset(text, []));
    const message = text.trim() === "" ? "is empty" : "is no JSON";
    throw new BadReportError({ file, ...place, message, hint: HINT }, { cause });
  }
  const refuse = ({ path, message, hint = HINT }: Flaw) =>
    new BadReportError({ file, ...linePlace(text, jsonOffset(text, path)), message, hint });
  const version = typeof value === "object" && value !== null ? fieldOf(value, "schemaVersion") : undefined;
  if (typeof version === "number" && version !== REPORT_SCHEMA_VERSION)
    throw refuse({ path: ["schemaVersion"], ...otherVersion(version) });
  const result = ReportJson.safeParse(value);
  if (!result.success) {
    const { path, message } = result.error.issues[0]!;
    const steps = path.map((step) => (typeof step === "symbol" ? String(step) : step));
    const where = steps.length === 0 ? "" : ` at ${clip(plain(steps.join(".")), 80)}`;
    throw refuse({ path: steps, message: `is no report${where}: ${plain(message).slice(0, 200)}` });
  }
  const flaw = flawOf(result.data);
  if (flaw !== null) throw refuse(flaw);
  return result.data;
}

function otherVersion(version: number): Pick<Required<Flaw>, "message" | "hint"> {
  const older = version < REPORT_SCHEMA_VERSION;
  return {
    message: `is a report of schema version ${clip(version)}; this Bellwether reads version ${REPORT_SCHEMA_VERSION}`,
    hint: older ? "run that backtest again to have it anew" : "it was written by a newer Bellwether: update this one",
  };
}
