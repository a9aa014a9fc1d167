import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { inspectBars } from "./inspect-bars.js";

const T0 = 1_502_942_400_000;
const HOUR = 3_600_000;
let path = "";
beforeAll(async () => {
  path = join(await mkdtemp(join(tmpdir(), "inspect-bars-")), "bars.csv");
});
afterAll(() => rm(join(path, ".."), { recursive: true }));

const inspect = async (...rows: string[]) => {
  await writeFile(path, ["timestamp,open,high,low,close,volume", ...rows].join("\n"));
  return inspectBars(path);
};
const row = (hours: number, cells = "10,12,9,11,5") => `${T0 + hours * HOUR},${cells}`;

it("reports whatever is wrong, and refuses nothing", async () => {
  const found = await inspect(
    row(0),
    row(1, "10,12,9,11,0"),
    "junk",
    row(3),
    row(2),
    row(2),
    row(4, "10,12,9,x,5"),
    row(6),
    row(7.5),
  );
  expect(found).toEqual({
    rows: 6,
    from: T0,
    to: T0 + 8.5 * HOUR,
    timeframe: "1h",
    unit: "ms",
    gaps: [{ after: T0 + 3 * HOUR, before: T0 + 6 * HOUR, missing: 2 }],
    gapCount: 1,
    missingBars: 2,
    largestGap: 2,
    badRows: 2,
    issues: [
      expect.objectContaining({ line: 4, message: "row has 1 cell, where 6 are expected" }),
      expect.objectContaining({ line: 8, column: 23, message: 'close is "x", which is not a finite number' }),
    ],
    duplicates: 1,
    unsorted: 1,
    misaligned: 1,
    zeroVolume: 1,
  });
});

it("tells of a file without bars, too", async () => {
  expect(await inspect()).toMatchObject({ rows: 0, from: null, to: null, timeframe: null, unit: null });
  expect(await inspect("junk")).toMatchObject({ rows: 0, badRows: 1 });
});

it("throws only where there are no rows to tell of", async () => {
  await writeFile(path, "Dear customer,\n");
  await expect(inspectBars(path)).rejects.toThrow("neither a header nor a bar");
  await expect(inspectBars(`${path}.gone`)).rejects.toThrow("does not exist");
});
