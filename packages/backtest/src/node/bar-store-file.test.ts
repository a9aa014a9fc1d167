import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { BAR_FIELDS } from "@bellwether/core";
import { sampleBars } from "@bellwether/core/checks";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { BarValues } from "../feed/bar-pile.js";
import { DataError } from "../feed/data-error.js";
import { barFileName, openBarFile } from "./bar-store-file.js";
import { readBars } from "./read-bars.js";
import { writeBarsCsv } from "./write-bars-csv.js";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "bar-store-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const bars = sampleBars({ rows: 300, timeframe: "1h", seed: 5 });
const row = (n: number) => BAR_FIELDS.map((name) => bars[name][n]!) as unknown as BarValues;
const rows = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => row(from + i));
const notes = { source: "binance", at: Date.UTC(2026, 0, 1), askedFrom: 0, gaps: [] };
const at = (name = "BTC-USDT-1h.csv.gz") => join(folder, name);
const openAt = (path: string) => openBarFile(path, { timeframe: "1h" });
const read = async (path: string) => (await readBars(path, { timeframe: "1h" })).columns;

describe("a file of bars that grows", () => {
  it("is named as data.directory finds it", () => {
    expect(barFileName("BTC/USDT", "1h")).toBe("BTC-USDT-1h.csv.gz");
    expect(barFileName("BTC/USDT:USDT", "4h", "parquet")).toBe("BTC-USDT-USDT-4h.parquet");
  });

  it.each(["BTC-USDT-1h.csv.gz", "BTC-USDT-1h.csv", "BTC-USDT-1h.parquet"])(
    "%s: holds in the end what was added, bit for bit, and nothing else is left",
    async (name) => {
      const file = await openAt(at(name));
      expect([file.first, file.last, file.notes]).toEqual([null, null, null]);
      await file.add(rows(100, 200));
      await file.add(rows(200, 300));
      await file.add(rows(0, 100));
      expect([file.first, file.last, file.rows]).toEqual([bars.openTime[0], bars.openTime[299], 300]);
      await file.finish(notes);
      expect(await read(at(name))).toEqual(bars);
      expect(readdirSync(folder).sort()).toEqual(["BTC-USDT-1h.gaps.json", name].sort());
    },
  );

  it("goes on with what is there", async () => {
    const first = await openAt(at());
    await first.add(rows(0, 100));
    await first.finish(notes);
    const second = await openAt(at());
    expect([second.first, second.last, second.notes]).toEqual([bars.openTime[0], bars.openTime[99], notes]);
    await second.add(rows(100, 300));
    await second.finish(notes);
    expect(await read(at())).toEqual(bars);
  });

  it("keeps every page that was added when the process ends before its time", async () => {
    const first = await openAt(at());
    await first.add(rows(0, 100));
    await first.add(rows(100, 150));
    await first.close();
    expect(readdirSync(folder)).toEqual(["BTC-USDT-1h.csv.gz.work"]);
    const second = await openAt(at());
    expect(second.rows).toBe(150);
    await second.add(rows(150, 300));
    await second.finish(notes);
    expect(await read(at())).toEqual(bars);
  });

  it("drops a page that was cut off, wherever that was, and no other", async () => {
    const first = await openAt(at());
    await first.add(rows(0, 2));
    const safe = readFileSync(at("BTC-USDT-1h.csv.gz.work")).length;
    await first.add(rows(2, 4));
    await first.close();
    const whole = readFileSync(at("BTC-USDT-1h.csv.gz.work"));
    for (let length = safe; length < whole.length; length++) {
      writeFileSync(at("BTC-USDT-1h.csv.gz.work"), whole);
      truncateSync(at("BTC-USDT-1h.csv.gz.work"), length);
      const again = await openAt(at());
      expect(again.rows).toBe(2);
      await again.add(rows(2, 5));
      await again.close();
      const last = await openAt(at());
      expect(last.rows, `cut at ${length}`).toBe(5);
      await last.close();
    }
  });

  it("holds each bar once after a crash between the file and the end of its work file", async () => {
    const first = await openAt(at());
    await first.add(rows(0, 300));
    const work = readFileSync(at("BTC-USDT-1h.csv.gz.work"));
    await first.finish(notes);
    writeFileSync(at("BTC-USDT-1h.csv.gz.work"), work);
    const second = await openAt(at());
    expect(second.rows).toBe(300);
    await second.finish(notes);
    expect(await read(at())).toEqual(bars);
  });

  it("tells what is missing, and writes it beside the bars with its source", async () => {
    const file = await openAt(at());
    await file.add([...rows(0, 100), ...rows(150, 300)]);
    const gaps = [{ after: bars.openTime[99]!, before: bars.openTime[150]!, missing: 50 }];
    expect(file.gaps()).toEqual(gaps);
    await file.finish({ ...notes, gaps });
    const sidecar = JSON.parse(readFileSync(at("BTC-USDT-1h.gaps.json"), "utf8"));
    expect(sidecar).toMatchObject({ format: 1, source: "binance", written: "2026-01-01T00:00:00.000Z", askedFrom: 0 });
    expect(sidecar.gaps).toEqual([
      { ...gaps[0], from: new Date(bars.openTime[100]!).toISOString(), to: new Date(gaps[0]!.before).toISOString() },
    ]);
    const again = await openAt(at());
    expect(again.notes!.gaps).toEqual(gaps);
    await again.close();
  });

  it("is the same whatever the order of the pages", async () => {
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray([0, 1, 2, 3, 4, 5, 6, 7, 8, 9], { minLength: 1 }), async (order) => {
        const path = at(`${order.join("")}-1h.csv`);
        for (const page of order) {
          const file = await openAt(path);
          await file.add(rows(page * 30, page * 30 + 31).slice(0, page === 9 ? 30 : 31));
          await (page % 2 === 0 ? file.finish(notes) : file.close());
        }
        const last = await openAt(path);
        await last.finish(notes);
        const wanted = [
          ...new Set(order.flatMap((page) => rows(page * 30, Math.min(300, page * 30 + 31)).map(([t]) => t))),
        ];
        expect([...(await read(path)).openTime]).toEqual(wanted.sort((a, b) => a - b));
      }),
      { numRuns: 15 },
    );
  });
});

describe("a file of bars is refused", () => {
  const refused = async (message: string, path = at()) => {
    const error = await openAt(path).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(DataError);
    expect((error as Error).message).toContain(message);
  };

  it("with further columns, which a download would lose", async () => {
    const bid = new Float64Array(300);
    await writeBarsCsv(at(), { ...bars, extra: { bid } });
    await refused("of which only those of a bar would be kept; move it away");
  });

  it("of another timeframe, or with nonsense in any of its files", async () => {
    await writeBarsCsv(at(), sampleBars({ rows: 10, timeframe: "1m" }));
    await refused("most bars are 1m apart");
    rmSync(at());
    writeFileSync(at("BTC-USDT-1h.gaps.json"), '{"format":2}');
    await refused("BTC-USDT-1h.gaps.json: is no list of gaps");
    rmSync(at("BTC-USDT-1h.gaps.json"));
    const file = await openAt(at());
    await file.add(rows(0, 2));
    await file.close();
    appendFileSync(at("BTC-USDT-1h.csv.gz.work"), '[["x",1,1,1,1,1]]\n');
    await refused("BTC-USDT-1h.csv.gz.work:3: is damaged; delete it");
    writeFileSync(at("BTC-USDT-1h.csv.gz.work"), '{"format":1,"timeframe":"1m"}\n');
    await refused("holds 1m bars, not 1h");
  });

  it("under a name that says nothing, and in a folder that is not there", async () => {
    await refused("has no name for bars; end it in .csv.gz or .parquet", at("bars.json"));
    await refused("cannot be written: its folder does not exist", join(folder, "none", "BTC-USDT-1h.csv.gz"));
  });
});
