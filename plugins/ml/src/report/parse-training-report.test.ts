import { describe, expect, it } from "vitest";
import { ensembleReport, sampleTrainingReport } from "../../test/sample-training-report.js";
import type { TrainingReport } from "../training/training-report.js";
import { BadTrainingReportError, parseTrainingReport } from "./parse-training-report.js";
import { trainingReportToJson } from "./to-json.js";

const json = () => JSON.parse(trainingReportToJson(sampleTrainingReport()));
const refusal = (value: unknown) => {
  try {
    parseTrainingReport(value);
  } catch (error) {
    if (error instanceof BadTrainingReportError) return error;
  }
  throw new Error("was taken");
};

describe("trainingReportToJson", () => {
  it.each([
    ["one model", sampleTrainingReport()],
    ["an ensemble", ensembleReport()],
    ["nothing traded", sampleTrainingReport({ trading: null, luck: null, version: null })],
  ])("reads back equal: %s", (_, report) => {
    expect(parseTrainingReport(JSON.parse(trainingReportToJson(report)))).toEqual(report);
  });

  it("is the same text however the fields and settings were put in", () => {
    const turn = (value: unknown): unknown =>
      Array.isArray(value)
        ? value.map(turn)
        : typeof value === "object" && value !== null
          ? Object.fromEntries(
              Object.entries(value)
                .map(([name, part]) => [name, turn(part)])
                .reverse(),
            )
          : value;
    const report = sampleTrainingReport();
    expect(trainingReportToJson(turn(report) as TrainingReport)).toBe(trainingReportToJson(report));
  });

  it("begins with its schema version, and refuses a figure that is no number, saying where", () => {
    const report = sampleTrainingReport();
    expect(trainingReportToJson(report)).toMatch(/^\{\n {2}"schemaVersion": 1,\n/);
    const data = { ...report.data, quality: NaN };
    expect(() => trainingReportToJson({ ...report, data })).toThrow(/data\.quality/);
  });
});

describe("parseTrainingReport", () => {
  it.each([null, 7, "{}", [], {}])("refuses %j with one line", (value) => {
    const error = refusal(value);
    expect(error.code).toBe("BAD_TRAINING_REPORT");
    expect(error.message).toMatch(/^this is no training report.*; give the report\.json/);
    expect(error.message).not.toContain("\n");
  });

  it("names the place of what is wrong", () => {
    const report = json();
    report.members[0].metrics.accuracy = "high";
    expect(refusal(report).path).toBe("members.0.metrics.accuracy");
  });

  it("refuses a field too many or too few, whichever", () => {
    expect(refusal({ ...json(), surprise: 1 }).message).toContain("surprise");
    for (const name of Object.keys(json())) {
      const { [name]: _, ...rest } = json();
      expect(refusal(rest).message, name).toContain("no training report");
    }
  });

  it("says of another schema version that it is one", () => {
    expect(refusal({ ...json(), schemaVersion: 2 }).message).toBe(
      "this training report is of schema version 2, and this Bellwether reads version 1; update Bellwether",
    );
  });

  it("lets no name in the input break the line", () => {
    const error = refusal({ ...json(), "a\n\u001b[2Jb": 1 });
    expect(error.message).not.toMatch(/\p{Cc}/u);
  });
});
