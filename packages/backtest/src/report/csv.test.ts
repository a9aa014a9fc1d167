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

  it("tells excursions as positive fractions of the entry price, and every part of an exit", () => {
    const [head, ...lines] = tradesCsv(report).trimEnd().split("\r\n");
    const column = (line: string, name: string) => line.split(",")[head!.split(",").indexOf(name)]!;
    const at = report.trades.findIndex(({ exits }) => exits !== undefined);
    const { side, entryPrice, worstPrice, exits } = report.trades[at]!;
    const against = side === "long" ? entryPrice - worstPrice : worstPrice - entryPrice;
    expect(Number(column(lines[at]!, "mae"))).toBeCloseTo(against / entryPrice, 10);
    const parts = column(lines[at]!, "exits").split("; ");
    expect(parts).toHaveLength(exits!.length);
    expect(parts[0]).toBe(
      `${new Date(exits![0]!.time).toISOString()} ${exits![0]!.quantity}@${exits![0]!.price} partial-target`,
    );
    const whole = report.trades.findIndex((trade) => trade.exits === undefined);
    expect(column(lines[whole]!, "exits"), "one fill is no list").toBe("");
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
