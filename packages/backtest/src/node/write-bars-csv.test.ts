import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readBars } from "./read-bars.js";
import { writeBarsCsv } from "./write-bars-csv.js";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "write-bars-"));
});
afterEach(() => rm(folder, { recursive: true }));

const ROWS = 9_000;
const price = Float64Array.from({ length: ROWS }, (_, i) => 100 + Math.sin(i) / 3);
const bars = {
  openTime: Float64Array.from({ length: ROWS }, (_, i) => 1_502_942_400_000 + i * 60_000),
  open: price,
  high: price.map((p) => p * 1.01),
  low: price.map((p) => p / 1.01),
  close: price,
  volume: price.map((_, i) => i % 7),
};

describe("writeBarsCsv", () => {
  it.each(["bars.csv", "bars.csv.gz"])("writes %s so that it reads back bit for bit", async (name) => {
    const path = join(folder, name);
    await writeBarsCsv(path, bars);
    const { columns, timeframe } = await readBars(path);
    expect(columns).toEqual(bars);
    expect(timeframe).toBe("1m");
    expect(await readdir(folder), "no partial file is left").toEqual([name]);
  });

  it("compresses by the name, or as told", async () => {
    const [byName, told] = [join(folder, "a.csv.gz"), join(folder, "b")];
    await writeBarsCsv(byName, bars);
    await writeBarsCsv(told, bars, { gzip: true });
    expect(await readFile(told)).toEqual(await readFile(byName));
    expect(gunzipSync(await readFile(told)).toString()).toMatch(/^timestamp,open/);
  });

  it("leaves what was there when a value cannot be written", async () => {
    const path = join(folder, "bars.csv");
    await writeFile(path, "before");
    const close = price.slice();
    close[ROWS - 1] = Number.NaN;
    await expect(writeBarsCsv(path, { ...bars, close })).rejects.toThrow(
      `${path}: close of row ${ROWS - 1} is NaN, which is no finite number`,
    );
    expect(await readFile(path, "utf8")).toBe("before");
    expect(await readdir(folder)).toEqual(["bars.csv"]);
  });

  it("says so when there is no folder to write to", async () => {
    const path = join(folder, "none", "bars.csv");
    await expect(writeBarsCsv(path, bars)).rejects.toThrow(`${path}: cannot be written: its folder does not exist`);
  });

  it("writes the same path twice at once without mixing", async () => {
    const path = join(folder, "bars.csv");
    await Promise.all([writeBarsCsv(path, bars), writeBarsCsv(path, bars)]);
    expect((await readBars(path)).rows).toBe(ROWS);
  });
});
