import { parseReport } from "../src/compare/parse-report.js";
import type { ReportJson } from "../src/report/report-schema.js";
import { toJson } from "../src/report/to-json.js";
import { type SampleReportOptions, sampleReport } from "./sample-report.js";

const texts = new Map<string, string>();

/** The sample report as it comes back from its JSON; fresh every time, so that a test may change it. */
export function sampleRun(options: SampleReportOptions = {}): ReportJson {
  const key = JSON.stringify(options);
  const text = texts.get(key) ?? toJson(sampleReport(options));
  texts.set(key, text);
  return parseReport(text);
}

/** The sample report with another stop, fingerprinted as a run of its own. */
export function otherRun(stop = 0.03): ReportJson {
  const report = sampleRun({ stop });
  const mark = String(stop).replace(/\D/g, "").padEnd(64, "a");
  return { ...report, fingerprint: mark, origin: { ...report.origin, config: mark } };
}
