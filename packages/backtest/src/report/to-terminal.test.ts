import { describe, expect, it } from "vitest";
import { sampleReport } from "../../test/sample-report.js";
import { toTerminal } from "./to-terminal.js";

const report = sampleReport();
const colourless = (text: string) => text.replaceAll(/\p{Cc}\[\d+m/gu, "");

describe("toTerminal", () => {
  it.each([40, 60, 80, 120])("fits %i columns", (width) => {
    const lines = toTerminal(report, { width }).split("\n");
    const tooLong = lines.filter((line) => line.length > width && line.includes(" "));
    expect(tooLong).toEqual([]);
  });

  it("lines values up to the right", () => {
    const lines = toTerminal(report, { width: 60 }).split("\n");
    const ends = ["Total return", "Sharpe", "Win rate", "Fees paid"].map(
      (label) => lines.find((line) => line.startsWith(`  ${label} `))!.length,
    );
    expect(new Set(ends).size, ends.join()).toBe(1);
  });

  it("prints percent, thousands and the currency the same everywhere", () => {
    const text = toTerminal(report);
    expect(text).toMatch(/Total return +[+-]\d+\.\d\d%/);
    expect(text).toMatch(/Equity at the end +\d+,\d{3}\.\d\d USDT/);
    expect(text).toContain("2,000 bars");
    expect(text).toContain("Refused by risk: cooldown 14, maxNotional 3");
    expect(text).toContain(report.fingerprint);
  });

  it("prints a dash and the reason for what is undefined", () => {
    const text = toTerminal(sampleReport({ rows: 3 }));
    const note = /Win rate +– \[(\d)\]/.exec(text)?.[1];
    expect(text).toContain(`[${note}] no trades`);
  });

  it("splits trades by side and exit, in as many columns as fit", () => {
    expect(toTerminal(report)).toMatch(/Side +Trades +Result +Win rate +Average\n {2}long +\d+/);
    expect(toTerminal(report, { width: 40 })).toMatch(/Exit by +Trades +Result\n/);
    const symbols = report.trades.map((trade, i) => ({ ...trade, symbol: `S${i % 12}/USDT` }));
    expect(toTerminal({ ...report, trades: symbols })).toMatch(
      /Symbol +Trades.*(\n {2}S\d+\/USDT .*){10}\n {2}and 2 more/,
    );
  });

  it("says how far to trust the figures, and of few trades what they lack, once", () => {
    expect(toTerminal(report)).toMatch(/Sharpe, 95% range +-?\d\.\d\d \(/);
    const short = toTerminal(sampleReport({ rows: 300 }));
    expect(short.match(/needs 30 trades, has \d/g)).toHaveLength(1);
    expect(toTerminal({ ...report, statistics: null })).not.toContain("Confidence");
  });

  it("says what detail decided, where it was asked for", () => {
    expect(toTerminal(report)).not.toContain("Detail decided");
    expect(toTerminal({ ...report, detail: { decided: 2, missing: 1 } })).toContain("\nDetail decided 2 of 3 bars");
  });

  it("always says what the intrabar rule decided, and lists halts", () => {
    expect(toTerminal(report)).toContain("No fill depended on the intrabar rule");
    const optimistic = { ...report.band!.optimistic, totalReturn: 0.5, endEquity: 15_000 };
    expect(toTerminal({ ...report, ambiguousBars: 2, band: { ...report.band!, optimistic } })).toMatch(
      /2 fills were decided by the intrabar rule \(pessimistic\)[^!]+\+50\.00%\s+optimistic/,
    );
    expect(toTerminal(report)).toContain("! Halted 2024-02-28 09:00 UTC by dailyLoss: 2.15% against a limit of 2.00%");
    const many = Array.from({ length: 7 }, () => report.halts[0]!);
    expect(toTerminal({ ...report, halts: many })).toContain("! and 2 halts more");
  });

  it("adds costs that not every run has", () => {
    const costs = { ...report.costs, funding: -3.5, dust: 0, insured: 12 };
    const text = toTerminal({ ...report, costs });
    expect(text).toMatch(/Funding +-3\.50 USDT/);
    expect(text).toMatch(/Borne by insurance +12\.00 USDT/);
    expect(text).not.toContain("Dust");
    expect(text).toMatch(/All costs, of the start +\d\.\d\d%/);
  });

  it("differs by nothing but colour codes when coloured", () => {
    const coloured = toTerminal(report, { colour: true });
    expect(coloured).toContain("\u001b[1m");
    expect(colourless(coloured)).toBe(toTerminal(report));
  });

  it("lets no name move the cursor or paint the screen", () => {
    const [strategy] = report.strategies;
    const hostile = "\u001b[2J\u202eevil\r\u0007";
    const text = toTerminal({ ...report, strategies: [{ ...strategy!, name: hostile }], warnings: [hostile] });
    for (const control of ["\u001b", "\u202e", "\r", "\u0007"]) expect(text.includes(control)).toBe(false);
    expect(text).toContain("evil");
  });
});
