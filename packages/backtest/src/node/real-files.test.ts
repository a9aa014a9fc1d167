import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readBars } from "./read-bars.js";

interface Recorded {
  readonly file: string;
  readonly timeframe: string;
  readonly rows: number;
  readonly firstMs: number;
  readonly lastMs: number;
  readonly gaps: string;
  readonly largestGap: number | null;
}

const oracles = process.env.BELLWETHER_ORACLES;
const data = oracles === undefined ? "" : join(oracles, "..", "data");
const manifest = join(data, "manifest.json");
const recorded: Recorded[] = data !== "" && existsSync(manifest) ? JSON.parse(readFileSync(manifest, "utf8")) : [];
const isBars = ({ timeframe }: Recorded) => /^1 month|^\d+[smhd]$/.test(timeframe);

it.skipIf(recorded.length > 0)("recorded bars are read where BELLWETHER_ORACLES names their folder", (context) =>
  context.skip("BELLWETHER_ORACLES is not set, or has no data folder beside it"),
);

describe.skipIf(recorded.length === 0)("recorded bars", () => {
  it.each(recorded.filter(isBars))("$file holds what its manifest says", async (about) => {
    const { rows, from, columns, timeframe, gaps, misaligned } = await readBars(join(data, about.file));
    expect([rows, from, columns.openTime.at(-1)]).toEqual([about.rows, about.firstMs, about.lastMs]);
    expect(timeframe).toBe(about.timeframe.startsWith("1 month") ? "1M" : about.timeframe);
    if (about.gaps.startsWith("n/a")) return; // a market that closes has its own calendar
    expect(`${gaps.count} gaps, ${gaps.missingBars} bars missing`).toBe(about.gaps);
    expect(gaps.largest).toBe(about.largestGap ?? 0);
    expect(misaligned.count).toBe(0);
  });

  it.each(recorded.filter((about) => !isBars(about)))("$file holds no bars", async ({ file }) => {
    await expect(readBars(join(data, file))).rejects.toMatchObject({ code: "DATA", line: 1 });
  });
});
