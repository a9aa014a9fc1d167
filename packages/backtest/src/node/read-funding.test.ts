import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, describe, expect, it } from "vitest";
import { readFunding } from "./read-funding.js";

const folder = mkdtempSync(join(tmpdir(), "funding-"));
afterAll(() => rmSync(folder, { recursive: true }));
const text = "timestamp,fundingRate\n1637193600000,0.0001\n1637222400000,0.0002\n";

describe("readFunding", () => {
  it("reads plain and gzipped files alike, whatever their names", async () => {
    for (const [name, content] of [
      ["plain.gz", text],
      ["packed.csv", gzipSync(text)],
    ] as const) {
      writeFileSync(join(folder, name), content);
      const { time, rate } = await readFunding(join(folder, name));
      expect([...time]).toEqual([1637193600000, 1637222400000]);
      expect([...rate]).toEqual([0.0001, 0.0002]);
    }
  });

  it("names the file in errors, as it is told", async () => {
    await expect(readFunding(join(folder, "none.csv"))).rejects.toThrow("none.csv: does not exist");
    writeFileSync(join(folder, "bad.csv"), text.replace("0.0002", "0,0002"));
    await expect(readFunding(join(folder, "bad.csv"), { file: "my.csv" })).rejects.toThrow(
      "my.csv:3: row has 3 cells, where 2 are expected",
    );
  });

  it("stops where a file unpacks to more than it may", async () => {
    writeFileSync(join(folder, "bomb.csv"), gzipSync(Buffer.alloc(100_000, "1")));
    await expect(readFunding(join(folder, "bomb.csv"), { maxBytes: 10_000 })).rejects.toThrow(
      "holds more than 10000 bytes",
    );
  });

  const real = join(process.env.BELLWETHER_ORACLES ?? "", "../data/xrpusdt-perp-funding-8h.csv");
  it.skipIf(process.env.BELLWETHER_ORACLES === undefined || !existsSync(real))(
    "reads a month of an exchange: every eight hours",
    async () => {
      const { time, rate } = await readFunding(real);
      expect([time.length, time[0], time.at(-1)]).toEqual([91, Date.UTC(2021, 10, 18), Date.UTC(2021, 11, 18)]);
      for (let i = 1; i < time.length; i++) expect(time[i]! - time[i - 1]!).toBe(8 * 3_600_000);
      expect(rate[0]).toBe(0.0001);
    },
  );
});
