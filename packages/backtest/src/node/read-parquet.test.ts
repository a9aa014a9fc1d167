import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BarColumns, createRng } from "@bellwether/core";
import { sampleBars } from "@bellwether/core/checks";
import fc from "fast-check";
import { type ColumnSource, parquetWriteBuffer } from "hyparquet-writer";
import { afterAll, describe, expect, it } from "vitest";
import { PARQUET_SAMPLES } from "../../test/parquet-samples.js";
import { DataError } from "../feed/data-error.js";
import { readBars } from "./read-bars.js";
import { writeBarsParquet } from "./write-bars-parquet.js";

const folder = mkdtempSync(join(tmpdir(), "read-parquet-"));
afterAll(() => rmSync(folder, { recursive: true }));
const T0 = 1_502_942_400_000;
const HOUR = 3_600_000;

function put(name: string, bytes: Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
}
const { "Zstandard, which is not read": zstd, ...samples } = PARQUET_SAMPLES;
const entries = Object.entries(samples).map(([what, text]) => [what, Buffer.from(text, "base64")] as const);

describe("Parquet of another writer", () => {
  it.each(entries)("%s: is read to the last bit", async (what, bytes) => {
    const { columns, timeframe, timeUnit } = await readBars(put("sample.parquet", bytes), { extra: ["bid"] });
    const rows = [0, 1, 2, 3, 4, 5];
    expect([timeframe, timeUnit]).toEqual(["1h", what.includes("ISO") ? "iso" : "ms"]);
    expect(columns).toEqual({
      openTime: Float64Array.from(rows, (row) => T0 + row * HOUR),
      open: Float64Array.from(rows, (row) => 4261.48 + (row % 5)),
      high: Float64Array.from(rows, (row) => 4261.48 + (row % 5) + 10.25),
      low: Float64Array.from(rows, (row) => 4261.48 + (row % 5) - 10.5),
      close: Float64Array.from(rows, (row) => 4261.48 + (row % 5) + 1),
      volume: Float64Array.from(rows, (row) => row / 2),
      extra: { bid: Float64Array.from(rows, (row) => (row % 3 === 0 ? Number.NaN : 1 / (row + 1))) },
    } satisfies BarColumns);
  });

  it("is told by its content, whatever its name", async () => {
    expect((await readBars(put("bars.csv", entries[0]![1]))).rows).toBe(6);
  });

  it("in a codec that is not read says so, and what to do", async () => {
    const path = put("z.parquet", Buffer.from(zstd, "base64"));
    await expect(readBars(path)).rejects.toThrow(
      `${path}: is compressed with ZSTD, which is not read here; write it with Snappy`,
    );
  });
});

describe("Parquet written here", () => {
  it("reads back bit for bit, extra columns with NaN and negative zero included", async () => {
    const path = join(folder, "back.parquet");
    const value = fc.oneof(
      fc.constant(Number.NaN),
      fc.constant(-0),
      fc.double({ noDefaultInfinity: true, noNaN: true }),
    );
    await fc.assert(
      fc.asyncProperty(fc.integer(), fc.array(value, { minLength: 2, maxLength: 300 }), async (seed, bid) => {
        const bars = {
          ...sampleBars({ rows: bid.length, timeframe: "1h", seed }),
          extra: { bid: Float64Array.from(bid) },
        };
        await writeBarsParquet(path, bars);
        const { columns } = await readBars(path, { extra: ["bid"] });
        expect(columns).toEqual(bars);
        expect(columns.extra!.bid!.every((x, i) => Object.is(x, bid[i]))).toBe(true);
      }),
      { numRuns: 50 },
    );
    expect(readdirSync(folder).filter((name) => name.endsWith(".part"))).toEqual([]);
  });

  it("in several row groups, too", async () => {
    const bars = sampleBars({ rows: 100_500, timeframe: "1m", seed: 1 });
    const path = join(folder, "long.parquet");
    await writeBarsParquet(path, bars);
    const { columns } = await readBars(path);
    expect(columns.close.every((close, row) => close === bars.close[row])).toBe(true);
    expect(columns.openTime.every((time, row) => time === bars.openTime[row])).toBe(true);
  });

  it("leaves what was there when a value cannot be written", async () => {
    const bars = sampleBars({ rows: 5, timeframe: "1h" });
    const path = put("kept.parquet", entries[0]![1]);
    await expect(writeBarsParquet(path, { ...bars, close: bars.close.with(4, Number.NaN) })).rejects.toThrow(
      `${path}: close of row 4 is NaN, which is no finite number`,
    );
    expect(readFileSync(path)).toEqual(entries[0]![1]);
    await expect(writeBarsParquet(join(folder, "no", "x.parquet"), bars)).rejects.toThrow("its folder does not exist");
  });
});

describe("what CSV refuses, Parquet is refused for", () => {
  const column = (name: string, data: ColumnSource["data"], type: ColumnSource["type"] = "DOUBLE"): ColumnSource => ({
    name,
    data,
    type: type!,
  });
  const bars = (change: Record<string, ColumnSource> = {}) => {
    const plain: Record<string, ColumnSource> = {
      timestamp: column(
        "timestamp",
        [0, 1, 2].map((i) => new Date(T0 + i * HOUR)),
        "TIMESTAMP",
      ),
      open: column("open", [10, 10, 10]),
      high: column("high", [12, 12, 12]),
      low: column("low", [9, 9, 9]),
      close: column("close", [11, 11, 11]),
      volume: column("volume", [1, 1, 1]),
    };
    return new Uint8Array(parquetWriteBuffer({ columnData: Object.values({ ...plain, ...change }) }));
  };

  it.each<[string, Uint8Array, string]>([
    ["a price that is none", bars({ high: column("high", [12, Number.NaN, 12]) }), "row 2: high is empty"],
    ["a bar outside itself", bars({ close: column("close", [11, 11, 13]) }), "row 3: close 13 is above high 12"],
    ["no column", bars({ volume: column("size", [1, 1, 1]) }), "no column for volume among "],
    [
      "a time twice",
      bars({
        timestamp: column(
          "timestamp",
          [T0, T0, T0 + 1].map((t) => new Date(t)),
          "TIMESTAMP",
        ),
      }),
      "row 2: a second bar opens at",
    ],
    ["a text for a price", bars({ low: column("low", ["9", "x", "9"], "STRING") }), 'row 2: low is "x", which is not'],
    [
      "a time that is null",
      bars({
        timestamp: column(
          "timestamp",
          [T0, null, T0 + 2].map((t) => (t === null ? null : new Date(t))),
          "TIMESTAMP",
        ),
      }),
      "row 2: timestamp is empty",
    ],
  ])("%s", async (_, bytes, message) => {
    const path = put("bad.parquet", bytes);
    await expect(readBars(path)).rejects.toThrow(`${path}: ${message}`);
  });

  it("too many rows, and too many bytes, before they are decoded", async () => {
    const path = put("many.parquet", bars());
    await expect(readBars(path, { maxRows: 2 })).rejects.toThrow("more than 2 rows");
    await expect(readBars(path, { maxBytes: 100 })).rejects.toThrow("holds more than 100 bytes once unpacked");
    const long = join(folder, "flat.parquet");
    const ones = new Float64Array(50_000).fill(1);
    const times = Float64Array.from(ones, (_, i) => T0 + i * HOUR);
    await writeBarsParquet(long, { openTime: times, open: ones, high: ones, low: ones, close: ones, volume: ones });
    await expect(readBars(long, { maxBytes: 1_000_000 })).rejects.toThrow(/a page unpacks to more than is allowed/);
  });

  it("a name that promises Parquet and content that is none", async () => {
    const path = put("text.parquet", Buffer.from("timestamp,open,high,low,close,volume\n"));
    await expect(readBars(path)).rejects.toThrow(`${path}: is no Parquet file, though its name says so`);
    await expect(readBars(join(folder, "gone.parquet"))).rejects.toThrow("does not exist");
  });
});

describe("hostile bytes", () => {
  it("end in bars or in a DataError: cut anywhere, or with any byte changed", async () => {
    const rng = createRng(11);
    const path = join(folder, "hostile.parquet");
    let refused = 0;
    const attempt = async (bytes: Uint8Array) => {
      writeFileSync(path, bytes);
      await readBars(path, { extra: ["bid"] }).catch((error: unknown) => {
        refused++;
        expect(error).toBeInstanceOf(DataError);
      });
    };
    for (const [, bytes] of entries.slice(0, 3)) {
      for (let cut = 0; cut < bytes.length; cut += 13) await attempt(bytes.subarray(0, cut));
      for (let run = 0; run < 250; run++) {
        const mutant = Uint8Array.from(bytes);
        for (let k = rng.int(3); k >= 0; k--) mutant[rng.int(mutant.length)] = rng.int(4) === 0 ? 0xff : rng.int(256);
        await attempt(mutant);
      }
    }
    expect(refused).toBeGreaterThan(400);
  });

  it("a run of two thousand million values in a page of six is refused, not decoded", async () => {
    const sample = entries.find(([what]) => what.includes("uncompressed"))![1];
    // definition levels of `bid`: four bytes of length, then one packed run that says where the nulls are
    const at = sample.indexOf(Buffer.from([2, 0, 0, 0, 3, 0b110110]));
    expect(at).toBeGreaterThan(0);
    const bomb = Buffer.from(sample);
    bomb.set([0xfe, 0xff, 0xff, 0xff, 0x0f, 1], at + 4);
    const path = put("bomb.parquet", bomb);
    await expect(readBars(path, { extra: ["bid"] })).rejects.toThrow(
      "is a damaged Parquet file: a run of values is longer than its page",
    );
  });
});
