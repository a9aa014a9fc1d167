import { describe, expect, it } from "vitest";
import { sampleReport } from "../../test/sample-report.js";
import { csv } from "./csv.js";
import { equityCsv } from "./equity-csv.js";
import { tradesCsv } from "./trades-csv.js";

describe("csv", () => {
  it("ends lines with CRLF, and quotes commas, quotes and line ends", () => {
    expect(
      csv([
        ["a", 1],
        ['say "hi"', "x,y"],
        ["two\nlines", undefined],
      ]),
    ).toBe('a,1\r\n"say ""hi""","x,y"\r\n"two\nlines",\r\n');
  });

  it.each(["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =1", "\u0000=1"])(
    "lets no text become a formula: %j",
    (text) => expect(csv([[text]]).replace(/^"/, "")).toMatch(/^'/),
  );

  it("leaves negative numbers numbers", () => {
    expect(csv([[-1.5, -0]])).toBe("-1.5,0\r\n");
  });
});

describe("a report as CSV", () => {
  const report = sampleReport();

  it("has one line a trade under its header, times in ISO 8601", () => {
    const lines = tradesCsv(report).trimEnd().split("\r\n");
    expect(lines).toHaveLength(report.trades.length + 1);
    expect(lines[0]).toMatch(/^id,symbol,strategy,side,quantity,entryTime,/);
    expect(lines[1]).toContain(new Date(report.trades[0]!.entryTime).toISOString());
    expect(lines[1]!.split(",")).toHaveLength(lines[0]!.split(",").length);
  });

  it("has every point of the curve, with the drawdown that the metrics tell", () => {
    const rows = equityCsv(report)
      .trimEnd()
      .split("\r\n")
      .slice(1)
      .map((line) => line.split(","));
    const times = Array.from(report.equity.time, (time) => new Date(time).toISOString());
    expect(rows.map(([time]) => time)).toEqual(times);
    expect(rows.map(([, equity]) => Number(equity))).toEqual([...report.equity.equity]);
    expect(Math.max(...rows.map((row) => Number(row[2])))).toBeCloseTo(report.metrics.maxDrawdown!, 11);
  });
});
