import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DataError, type History } from "@bellwether/backtest";
import { parseConfig } from "@bellwether/core/config";
import { afterAll, describe, expect, it } from "vitest";
import { fundingWarnings, loadFunding } from "./load-funding.js";
import { RunFile } from "./run.js";

const folder = mkdtempSync(join(tmpdir(), "load-funding-"));
afterAll(() => rmSync(folder, { recursive: true }));

const DAY = 86_400_000;
const START = Date.UTC(2024, 0, 1);
const put = (name: string, ...days: readonly number[]) =>
  writeFileSync(join(folder, name), `time,rate\n${days.map((day) => `${START + day * DAY},0.000${day}\n`).join("")}`);
put("a.csv", 1, 2);
put("b.csv", 3, 4);

const SYMBOL = "BTC/USDT:USDT";
const run = (files: string) => {
  const data = files === "" ? "" : `data: { funding: { "${SYMBOL}": ${files} } }`;
  const text = `exchange: { symbols: ["${SYMBOL}", BTC/USDT], timeframe: 1d }\nstrategy: { type: a }\n${data}`;
  const resolved = parseConfig(text, RunFile, { file: "run.yaml" });
  return { config: resolved.value, resolved, folder };
};
const bars = (symbol: string, days: number): History => {
  const openTime = Float64Array.from({ length: days }, (_, i) => START + i * DAY);
  const [open, high, low, close, volume] = [openTime, openTime, openTime, openTime, openTime];
  return { symbol, timeframe: "1d", columns: { openTime, open, high, low, close, volume } };
};

describe("funding of a run", () => {
  it("comes from files that follow each other", async () => {
    const { time, rate } = (await loadFunding(run("[a.csv, b.csv]")))[SYMBOL]!;
    expect([...time]).toEqual([1, 2, 3, 4].map((day) => START + day * DAY));
    expect([...rate]).toEqual([0.0001, 0.0002, 0.0003, 0.0004]);
    expect(await loadFunding(run(""))).toEqual({});
  });

  it("refuses files in the wrong order, and one twice", async () => {
    for (const files of ["[b.csv, a.csv]", "[a.csv, a.csv]"]) {
      const refused = loadFunding(run(files));
      await expect(refused).rejects.toThrow(DataError);
      await expect(refused).rejects.toThrow(/a\.csv: starts at 2024-01-02T00:00:00\.000Z, inside the rows of .*; list/);
    }
  });

  it("warns of a perpetual without funding, and of one whose funding begins late or ends early", async () => {
    const warnings = async (files: string, days: number) =>
      fundingWarnings(run(files), [bars(SYMBOL, days), bars("BTC/USDT", days)], await loadFunding(run(files)));
    expect(await warnings("", 5)).toEqual([`${SYMBOL} pays no funding here: data.funding names no file of it`]);
    expect(await warnings("[a.csv, b.csv]", 6)).toEqual([]);
    const short = [`${SYMBOL} pays funding only from 2024-01-02 to 2024-01-03: its file holds no more`];
    expect(await warnings("a.csv", 6), "ends early").toEqual(short);
    expect(await warnings("b.csv", 5), "begins late").toHaveLength(1);
  });
});
