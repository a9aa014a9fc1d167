import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readBars } from "@bellwether/backtest/node";
import { afterAll, describe, expect, it } from "vitest";
import { CleaningPolicies } from "../data/index.js";
import { readingFindings, readingOptions } from "./reading.js";

const folder = mkdtempSync(join(tmpdir(), "reading-"));
afterAll(() => rmSync(folder, { recursive: true }));
const file = join(folder, "bars.csv");
const row = (hour: number, prices = "10,12,9,11") => `${Date.UTC(2024, 0, 1, hour)},${prices},5\n`;
writeFileSync(
  file,
  `timestamp,open,high,low,close,volume\n${row(0)}${row(1, "10,12,9,x")}${row(3)}${row(2)}${row(2, "10,13,9,11")}${row(4)}`,
);

const findings = async (policies: object) => {
  const cleaning = CleaningPolicies.parse(policies);
  const report = await readBars(file, { timeframe: "1h", ...readingOptions(cleaning) });
  return { said: readingFindings(file, report, cleaning.duplicates), highs: [...report.columns.high] };
};

describe("reading bars for cleaning", () => {
  it("leaves out, keeps and sorts by the policies, and says so with counts and places", async () => {
    const { said, highs } = await findings({});
    expect(said).toEqual([
      expect.stringMatching(/^1 row of bars\.csv is no bar, the first in line 3: .*; left out$/),
      "1 row of bars.csv has the time of another; the first kept",
      expect.stringMatching(/^[12] rows? of bars\.csv stands? after later ones; sorted in$/),
    ]);
    expect(highs).toEqual([12, 12, 12, 12]);
    expect((await findings({ duplicates: "last" })).highs).toEqual([12, 13, 12, 12]);
  });

  it.each([{ prices: "refuse" }, { duplicates: "refuse" }, { order: "refuse" }])("refuses by %j", async (policies) => {
    await expect(findings(policies)).rejects.toMatchObject({ code: "DATA" });
  });

  it("says nothing of a clean file", () => {
    expect(readingFindings(file, { badRows: { count: 0, issues: [] }, duplicates: 0, unsorted: 0 }, "first")).toEqual(
      [],
    );
  });
});
