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
