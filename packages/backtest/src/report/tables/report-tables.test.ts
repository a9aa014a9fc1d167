import { describe, expect, it } from "vitest";
import { sampleReport } from "../../../test/sample-report.js";
import { MAX_EXPOSURE_POINTS, reportTables } from "./report-tables.js";

describe("reportTables", () => {
  const report = sampleReport({ rows: 6_000 });
  const tables = reportTables(report);

  it("agrees with the figures of the run", () => {
    const { metrics } = report;
    expect(tables.symbols).toHaveLength(1);
    expect(tables.symbols[0]).toMatchObject({ trades: metrics.trades, winRate: metrics.winRate });
    expect(tables.symbols[0]!.averageTrade).toBeCloseTo(metrics.averageTrade!, 12);
    const years = tables.years.reduce((growth, { total }) => growth * (1 + total!), 1);
    expect(years).toBeCloseTo(1 + metrics.totalReturn!, 9);
    const { counts, below, above } = tables.tradeReturns!;
    expect(counts.reduce((a, b) => a + b, below + above)).toBe(metrics.trades);
  });

  it("measures exposure that is there as often as the metrics say, within the entry and exit bars", () => {
    const short = sampleReport({ rows: 400 });
    const { means, perPoint } = reportTables(short).exposure;
    expect(perPoint).toBe(1);
    const share = means.filter((value) => value !== 0).length / means.length;
    expect(Math.abs(share - short.metrics.exposure!)).toBeLessThan(0.05);
    expect(tables.exposure.perPoint).toBe(12);
    expect(tables.exposure.means).toHaveLength(MAX_EXPOSURE_POINTS);
  });

  it("holds no number that JSON cannot say", () => {
    const empty = new Float64Array();
    const columns = { openTime: empty, open: empty, high: empty, low: empty, close: empty, volume: empty };
    for (const sample of [report, sampleReport({ rows: 3 }), sampleReport({ columns })]) {
      const found = reportTables(sample);
      expect(JSON.parse(JSON.stringify(found))).toEqual(found);
    }
  });
});
