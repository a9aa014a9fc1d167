import { expect, it } from "vitest";
import { sampleRun } from "../../test/sample-runs.js";
import type { ReportJson } from "../report/report-schema.js";
import { cautionsOf } from "./cautions.js";

const HOUR = 3_600_000;
const base = sampleRun();
const { endTime, startTime } = base.metrics;
const kinds = (metrics: Partial<ReportJson["metrics"]>, more: Partial<ReportJson> = {}) =>
  cautionsOf([
    { name: "a", report: base },
    { name: "b", report: { ...base, ...more, metrics: { ...base.metrics, ...metrics } } },
  ]).map(({ kind }) => kind);
const daily = { strategies: base.strategies.map((strategy) => ({ ...strategy, timeframe: "1d" })) };

it.each<[string, string[], string[]]>([
  ["nothing about runs alike", kinds({}), []],
  ["another start", kinds({ startTime: startTime + HOUR }), ["period"]],
  ["another end", kinds({ endTime: endTime - HOUR }), ["period"]],
  ["not what longer bars leave over at the end", kinds({ endTime: endTime - 23 * HOUR }, daily), []],
  ["more than that", kinds({ endTime: endTime - 25 * HOUR }, daily), ["period"]],
  ["another currency", kinds({}, { quote: "EUR" }), ["quote"]],
  ["other money at the start", kinds({ startEquity: 5 }), ["startEquity"]],
  ["another annualisation", kinds({ returnPeriod: "bar" }), ["annualisation"]],
])("warns of %s", (_, found, expected) => expect(found).toEqual(expected));

it("tells what each run has", () => {
  const [caution] = cautionsOf([
    { name: "here", report: base },
    { name: "there", report: { ...base, quote: "EUR" } },
  ]);
  expect(caution!.message).toBe("the currencies differ (here USDT, there EUR): returns and amounts are not comparable");
});
