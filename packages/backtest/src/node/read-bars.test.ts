import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readBars } from "./read-bars.js";

const CSV = "timestamp,open,high,low,close,volume\n1502942400000,10,12,9,11,5\n1502946000000,11,13,10,12,6\n";
const JSON_TEXT = "\n [[1502942400000,10,12,9,11,5],[1502946000000,11,13,10,12,6]]";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "read-bars-"));
});
afterAll(() => rm(folder, { recursive: true }));

async function write(name: string, content: string | Uint8Array): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

describe("readBars tells by the content, not by the name", () => {
  it.each([
    ["bars.csv", CSV],
    ["bars.csv.gz", gzipSync(CSV)],
    ["bars.json", JSON_TEXT],
    ["bars.json.gz", gzipSync(JSON_TEXT)],
    ["bom.json", `\uFEFF${JSON_TEXT}`],
    ["compressed", gzipSync(CSV)],
    ["wrong.json", CSV],
    ["two-members.csv.gz", Buffer.concat([gzipSync(CSV.slice(0, 50)), gzipSync(CSV.slice(50))])],
  ])("%s", async (name, content) => {
    const { columns, rows, timeframe } = await readBars(await write(name, content));
    expect([rows, timeframe, columns.close]).toEqual([2, "1h", Float64Array.of(11, 12)]);
  });

  it("reads a file of many chunks", async () => {
    const rows = Array.from({ length: 30_000 }, (_, i) => `${1_502_942_400 + i * 60},10,12,9,11,${i}`);
    const path = await write("long.csv", rows.join("\n"));
    const { columns } = await readBars(path);
    expect(columns.volume).toEqual(Float64Array.from({ length: 30_000 }, (_, i) => i));
  });
});

describe("readBars refuses, naming the file", () => {
  it.each<[string, string | Uint8Array, string]>([
    ["empty.csv", "", ": holds no bars; expected a header and one row a bar"],
    [
      "bad.csv",
      CSV.replace("12,9,11", "x,9,11"),
      ':2:18: high is "x", which is not a finite number; correct it, or leave such rows out with badRows: "skip"',
    ],
    ["bad.json", "[[1,2]", ":1:7: is no JSON; expected [["],
    ["short.csv.gz", gzipSync(CSV).subarray(0, 40), ": is a gzip file that ends too early; fetch it again"],
    ["damaged.csv.gz", gzipSync(CSV).fill(7, 20, 40), ": is a damaged gzip file; fetch it again"],
    ["archive.zip", Uint8Array.of(80, 75, 3, 4, 20, 0), ":1: is no text; expected CSV, gzipped CSV or JSON"],
  ])("%s", async (name, content, message) => {
    const path = await write(name, content);
    const error = await readBars(path).catch((caught) => caught);
    expect(error).toMatchObject({ code: "DATA", file: path });
    expect(error.message.startsWith(path + message), error.message).toBe(true);
  });

  it("a file that is not there, with the name that was meant", async () => {
    await write("btcusdt-1h.csv", CSV);
    const path = join(folder, "btcusd-1h.csv");
    await expect(readBars(path)).rejects.toThrow(`${path}: does not exist. Did you mean "btcusdt-1h.csv"?`);
    const nowhere = join(folder, "no", "where.csv");
    await expect(readBars(nowhere)).rejects.toThrow(`${nowhere}: does not exist, nor does its folder`);
  });

  it("a folder", async () => {
    await expect(readBars(folder)).rejects.toThrow(`${folder}: is a folder; name one file of bars`);
  });

  it("a small file that unpacks to a large one", async () => {
    const path = await write("bomb.csv.gz", gzipSync(CSV + "\n".repeat(10_000_000)));
    await expect(readBars(path, { maxBytes: 1_000_000 })).rejects.toThrow(
      `${path}: holds more than 1000000 bytes once unpacked; give a smaller file, or raise maxBytes if this one is trusted`,
    );
  });

  it("JSON that is too long to hold", async () => {
    const path = await write("long.json", JSON_TEXT);
    await expect(readBars(path, { maxJsonBytes: 20 })).rejects.toThrow(`${path}: is longer than 20 bytes of JSON`);
  });

  it("under another name, if given one", async () => {
    await expect(readBars(await write("none.csv", ""), { file: "history" })).rejects.toThrow("history: holds no bars");
  });
});
