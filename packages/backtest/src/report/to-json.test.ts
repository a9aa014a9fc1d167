import { describe, expect, it } from "vitest";
import { z } from "zod";
import { sampleReport } from "../../test/sample-report.js";
import { ReportJson, reportJsonSchema } from "./report-schema.js";
import { MAX_JSON_POINTS, toJson } from "./to-json.js";

describe("toJson", () => {
  const report = sampleReport({ rows: 8_000 });
  const json = JSON.parse(toJson(report));

  it("fits its schema, as zod and as the JSON Schema that the package ships", async () => {
    expect(ReportJson.safeParse(json).error).toBeUndefined();
    await expect(`${JSON.stringify(reportJsonSchema(), null, 2)}\n`).toMatchFileSnapshot("../../report.schema.json");
    const shipped = z.fromJSONSchema(reportJsonSchema() as Parameters<typeof z.fromJSONSchema>[0]);
    expect(shipped.safeParse(json).error).toBeUndefined();
    expect(shipped.safeParse({ ...json, schemaVersion: 1 }).success, "another version").toBe(false);
    expect(shipped.safeParse({ ...json, surprise: 1 }).success, "an unknown key").toBe(false);
  });

  it("is the same text for the same report, whatever the order in which settings were written", () => {
    const turned = { ...report, config: { b: 1, a: { d: 2, c: undefined } } };
    expect(toJson({ ...report, config: { a: { d: 2 }, b: 1 } })).toBe(toJson(turned));
  });

  it("thins a long curve, says so, and keeps its ends and extremes", () => {
    const { equity } = report.equity;
    expect(json.equity).toMatchObject({ points: 8_000, thinned: true });
    expect(json.equity.equity.length).toBeLessThanOrEqual(MAX_JSON_POINTS);
    expect(json.equity.time).toHaveLength(json.equity.equity.length);
    expect(json.equity.equity[0]).toBe(equity[0]);
    expect(json.equity.equity.at(-1)).toBe(equity[equity.length - 1]);
    expect(Math.max(...json.equity.equity)).toBe(Math.max(...equity));
    expect(Math.min(...json.equity.equity)).toBe(Math.min(...equity));
  });

  it("keeps every trade and every figure as it was", () => {
    const known = report.trades.map((trade) => JSON.parse(JSON.stringify(trade)));
    expect(json.trades.map(({ mae, mfe, ...trade }: { mae: number; mfe: number }) => trade)).toEqual(known);
    expect(json.metrics).toEqual(report.metrics);
  });

  it("says null for what a short run cannot define, and why", () => {
    const { metrics } = JSON.parse(toJson(sampleReport({ rows: 3 })));
    expect(metrics.sqn).toBeNull();
    expect(metrics.undefinedBecause.sqn).toBe("fewer than 2 trades");
  });
});
