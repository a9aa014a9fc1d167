import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { readBarFiles } from "./read-bar-files.js";
import { writeBarsCsv } from "./write-bars-csv.js";

const folder = mkdtempSync(join(tmpdir(), "read-bar-files-"));
afterAll(() => rmSync(folder, { recursive: true }));

const HOUR = 3_600_000;
const START = Date.UTC(2024, 0, 1);
function put(name: string, header: string, ...rows: readonly (readonly [hour: number, more: string])[]): string {
  const path = join(folder, name);
  const lines = rows.map(([hour, more]) => `${START + hour * HOUR},10,12,9,11,5${more}`);
  writeFileSync(path, `${[header, ...lines].join("\n")}\n`);
  return path;
}
const HEADER = "timestamp,open,high,low,close,volume";
const january = put("january.csv", `${HEADER},bid,Ask Price,note`, [0, ",1,2,x"], [1, ",,4,y"], [3, ",5,6,z"]);
const february = put("february.csv", `${HEADER},bid`, [4, ",7"]);
const source = "data.files";

describe("further columns of files that follow each other", () => {
  it("are read by name wherever they stand, NaN in empty cells and in bars that fill a gap", async () => {
    const march = join(folder, "march.csv");
    writeFileSync(march, `ask-price,bid,${HEADER}\n8,7,${START + 4 * HOUR},10,12,9,11,5\n`);
    const { extra, openTime } = await readBarFiles(
      "A/B",
      { source, files: [january, march] },
      { timeframe: "1h", extra: ["bid", "askPrice"], gaps: "fill" },
    );
    expect(openTime).toHaveLength(5);
    expect(extra).toEqual({
      bid: Float64Array.of(1, Number.NaN, Number.NaN, 5, 7),
      askPrice: Float64Array.of(2, 4, Number.NaN, 6, 8),
    });
  });

  it("are missed by name, in the file that lacks them, with what its header has", async () => {
    const reading = readBarFiles("A/B", { source, files: [january, february] }, { extra: ["bid", "ask price"] });
    await expect(reading).rejects.toMatchObject({
      code: "DATA",
      message: `data.files: ${february}:1: no column "ask price" among "timestamp, open, high, low, close, volume, bid"; check the name.`,
      missing: { columns: ["ask price"], header: [...HEADER.split(","), "bid"] },
    });
  });

  it("are written and read back bit for bit", async () => {
    const path = join(folder, "back.csv.gz");
    const bars = await readBarFiles("A/B", { source, files: [january] }, { extra: ["bid", "askPrice"] });
    await writeBarsCsv(path, bars);
    expect(await readBarFiles("A/B", { source, files: [path] }, { extra: ["bid", "askPrice"] })).toEqual(bars);
    expect(await readBarFiles("A/B", { source, files: [path] })).not.toHaveProperty("extra");
  });
});
