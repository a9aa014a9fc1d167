import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MINUTE, openLocal, START } from "../../../test/local-markets.js";
import { createFaults, type FaultName } from "./faults.js";
import { disturbRows } from "./row-faults.js";

type Row = (number | string)[];

const rowsOf = (count: number): Row[] =>
  Array.from({ length: count }, (_, i) => [
    START + i * MINUTE,
    "100.0",
    "103.0",
    "99.0",
    "102.0",
    "8.0",
    0,
    "0",
    0,
    "0",
    "0",
    "0",
  ]);
const disturb = (fault: FaultName, rows: Row[], now: number) => {
  const faults = createFaults(1);
  faults.inject(fault);
  return { rows: disturbRows(rows, "1m", now, faults), count: faults.counts[fault] };
};

describe("rows of bars that are not what they should be", () => {
  it("shows a bar unfinished that has closed a moment ago, as the newest", () => {
    const { rows } = disturb("rowsUnfinished", rowsOf(4), START + 3 * MINUTE + 100);
    expect(rows).toHaveLength(3);
    expect(rows[2]!.slice(0, 6)).toEqual([START + 2 * MINUTE, "100.0", "103.0", "99.0", "100.0", "4.00000000"]);
  });

  it("shows no bar unfinished whose close is longer ago", () => {
    const { rows, count } = disturb("rowsUnfinished", rowsOf(4), START + 3 * MINUTE + 801);
    expect([rows, count]).toEqual([rowsOf(4), 0]);
  });

  it("lags behind by a row or two", () => {
    const { rows } = disturb("rowsLate", rowsOf(5), START);
    expect([3, 4]).toContain(rows.length);
    expect(rows).toEqual(rowsOf(rows.length));
  });

  it("repeats a row", () => {
    const { rows } = disturb("rowsDuplicated", rowsOf(5), START);
    expect(rows).toHaveLength(6);
    expect(new Set(rows.map(([time]) => time)).size).toBe(5);
  });

  it("has no number, or an impossible one, in one cell of one row", () => {
    const { rows } = disturb("rowsNaN", rowsOf(5), START);
    const cells = rows.flatMap((row) => row.slice(1, 6).map(Number));
    expect(cells.filter((cell) => !(cell > 0 && cell < Infinity))).toHaveLength(1);
  });

  it("leaves the rows it was given as they are, whatever it does", () => {
    const name = fc.constantFrom<FaultName>("rowsUnfinished", "rowsLate", "rowsDuplicated", "rowsNaN");
    fc.assert(
      fc.property(
        name,
        fc.integer({ min: 0, max: 6 }),
        fc.integer({ min: -MINUTE, max: 9 * MINUTE }),
        (fault, count, at) => {
          const given = rowsOf(count);
          disturb(fault, given, START + at);
          expect(given).toEqual(rowsOf(count));
        },
      ),
    );
  });

  it("reaches whoever asks for bars", async () => {
    const local = await openLocal({ faults: { rowsDuplicated: 1 } });
    local.advance({ ms: 3 * MINUTE });
    const answer = await fetch(`${local.url}/api/v3/klines?symbol=BTCUSDT&interval=1m`);
    expect(await answer.json()).toHaveLength(5);
    await local.close();
  });
});
