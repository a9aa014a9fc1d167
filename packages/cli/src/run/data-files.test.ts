import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseConfig } from "@bellwether/core/config";
import { afterAll, describe, expect, it } from "vitest";
import { filesOf, paths } from "./data-files.js";
import { RunFile } from "./run.js";

const folder = mkdtempSync(join(tmpdir(), "data-files-"));
afterAll(() => rmSync(folder, { recursive: true }));
mkdirSync(join(folder, "bars"));
for (const name of ["BTC-USDT-1h.csv", "BTC-USDT-USDT-1h.csv.gz", "ETH-USDT-4h.csv", "SOL-USDT-1h.parquet"])
  writeFileSync(join(folder, "bars", name), "");

const files = (symbol: string, data: string) => {
  const text = `exchange: { symbols: ["${symbol}"], timeframe: 1h }\nstrategy: { type: a }\n${data}`;
  const resolved = parseConfig(text, RunFile, { file: "run.yaml" });
  return filesOf({ config: resolved.value, resolved, folder }, symbol, 0);
};

describe("the bars of a symbol", () => {
  it("are what data.files names, from the folder of the run file", () => {
    expect(files("BTC/USDT", "data: { files: { BTC/USDT: a.csv } }")).toEqual([join(folder, "a.csv")]);
    expect(files("BTC/USDT", "data: { directory: bars, files: { BTC/USDT: [a.csv, /b.csv] } }")).toEqual([
      join(folder, "a.csv"),
      "/b.csv",
    ]);
    expect(paths({ folder }, ["x", "y"])).toEqual([join(folder, "x"), join(folder, "y")]);
  });

  it("else what data.directory holds under the name of symbol and timeframe, packed or not", () => {
    expect(files("BTC/USDT", "data: { directory: bars }")).toEqual([join(folder, "bars/BTC-USDT-1h.csv")]);
    expect(files("BTC/USDT:USDT", "data: { directory: ./bars }")).toEqual([
      join(folder, "bars/BTC-USDT-USDT-1h.csv.gz"),
    ]);
    expect(files("SOL/USDT", "data: { directory: bars }")).toEqual([join(folder, "bars/SOL-USDT-1h.parquet")]);
  });

  it.each([
    [
      "nothing is said",
      "",
      "run.yaml:1:23  exchange.symbols[0]: the file names no bars of ETH/USDT; write data: { files:",
    ],
    [
      "the folder has no such file",
      "data: { directory: bars }",
      /^run\.yaml:3:20 {2}data\.directory: .*bars holds neither ETH-USDT-1h\.csv nor ETH-USDT-1h\.csv\.gz nor ETH-USDT-1h\.parquet; put one there/,
    ],
    [
      "there is no such folder",
      "data: { directory: gone }",
      /^run\.yaml:3:20 {2}data\.directory: there is no folder .*gone;/,
    ],
  ])("are missed, with place and hint, where %s", (_, data, message) =>
    expect(() => files("ETH/USDT", data)).toThrow(message),
  );
});
