import { BAR_FIELDS, type BarColumns, createRng } from "@bellwether/core";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { firstBars, quietBars } from "../../test/made-bars.js";
import type { CleaningPolicies } from "./cleaning-policies.js";
import { prepareBars, qualityReport } from "./prepare-bars.js";

const HOUR = 3_600_000;
const same = (ours: BarColumns, theirs: BarColumns) => {
  for (const name of BAR_FIELDS)
    expect(Buffer.compare(Buffer.from(ours[name].buffer), Buffer.from(theirs[name].buffer)), name).toBe(0);
};

/** Bars with every kind of flaw, from a seed. */
const anyFlawed = fc.tuple(fc.integer({ min: 30, max: 160 }), fc.nat(), fc.boolean()).map(([rows, seed, disorder]) => {
  const rng = createRng(seed);
  const bars = firstBars(quietBars(rows), rows);
  for (let row = 0; row < rows; row++) {
    const kind = rng.int(60);
    if (kind === 0) bars.close[row] = Number.NaN;
    if (kind === 1) bars.low[row] = -1;
    if (kind === 2) bars.high[row] = bars.low[row]! / 2;
    if (kind === 3) bars.volume[row] = Number.NaN;
    if (kind === 4) bars.volume[row] = 0;
    if (kind === 5) for (const column of [bars.open, bars.high, bars.low, bars.close]) column[row]! *= 2;
    if (kind === 6) {
      const gap = HOUR * (1 + rng.int(40));
      for (let later = row; later < rows; later++) bars.openTime[later]! += gap;
    }
    if (kind === 7)
      for (let later = row; later < rows; later++)
        for (const column of [bars.open, bars.high, bars.low, bars.close]) column[later]! *= 1.5;
    if (disorder && kind === 8) bars.openTime[row] = bars.openTime[rng.int(rows)]!;
    if (disorder && kind === 9) bars.openTime[row] = Number.NaN;
  }
  return { bars, ordered: !disorder };
});
const ACTIONS: readonly Partial<CleaningPolicies>[] = [
  {},
  { order: "drop" },
  { duplicates: "last" },
  { prices: "fill" },
  { volumes: "drop" },
  { relations: "drop" },
  { outliers: "clip", outlierWindow: 20 },
  { outliers: "drop", outlierWindow: 20 },
  { zeroVolume: "drop" },
  { missing: "fill" },
  { missing: "fill", maxFill: 3 },
  { prices: "fill", relations: "drop", outliers: "clip", outlierWindow: 20 },
];

describe("of any bars", () => {
  for (const action of ACTIONS) {
    const policies = { ...action, calendar: "24x7" } as const;
    it(`extra columns stay with their bars, and are not known in new ones: ${JSON.stringify(action)}`, () => {
      fc.assert(
        fc.property(anyFlawed, ({ bars }) => {
          const given = { ...bars, extra: { row: Float64Array.from(bars.openTime, (_, row) => row) } };
          const { bars: out } = prepareBars(given, "1h", policies);
          const { row } = out.extra!;
          expect(row).toHaveLength(out.openTime.length);
          const known = row!.filter((value) => !Number.isNaN(value));
          expect(new Set(known).size).toBe(known.length);
          for (let i = 0; i < row!.length; i++) {
            if (!Number.isNaN(row![i]!)) expect(bars.openTime[row![i]!]).toBe(out.openTime[i]);
          }
          if (action.missing !== "fill") expect(known).toHaveLength(row!.length);
        }),
        { numRuns: 100 },
      );
    });

    it(`what was cleaned once stays as it is: ${JSON.stringify(action)}`, () => {
      fc.assert(
        fc.property(anyFlawed, ({ bars }) => {
          const once = prepareBars(bars, "1h", policies).bars;
          fc.pre(once.openTime.length > 0);
          const again = prepareBars(once, "1h", policies);
          same(again.bars, once);
          const found = again.report.findings.find(({ check }) => check === "outliers")!.count;
          if (action.outliers !== undefined) expect(found, "what was clipped is no outlier any more").toBe(0);
        }),
      );
    });

    it(`an earlier bar never knows a later one: ${JSON.stringify(action)}`, () => {
      fc.assert(
        fc.property(
          anyFlawed.filter(({ ordered }) => ordered),
          fc.integer({ min: 1, max: 29 }),
          ({ bars }, cut) => {
            const whole = prepareBars(bars, "1h", policies).bars;
            const part = prepareBars(firstBars(bars, bars.close.length - cut), "1h", policies).bars;
            same(part, firstBars(whole, part.openTime.length));
          },
        ),
      );
    });
  }

  it("rows without a flaw come out bit for bit", () => {
    fc.assert(
      fc.property(anyFlawed, ({ bars }) => {
        const { bars: out } = prepareBars(bars, "1h");
        const rowOf = new Map(Array.from(bars.openTime, (time, row) => [time, row] as const).reverse());
        out.openTime.forEach((time, k) => {
          const row = rowOf.get(time)!;
          expect([out.open[k], out.close[k]]).toEqual([bars.open[row], bars.close[row]]);
        });
      }),
    );
  });

  it("quality lies in [0, 1], and falls with every flaw", () => {
    fc.assert(
      fc.property(anyFlawed, ({ bars }) => {
        const { score, shares } = qualityReport(bars, "1h");
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(1);
        expect(score === 1).toBe(Object.values(shares).every((share) => share === 0));
        expect(JSON.parse(JSON.stringify(prepareBars(bars, "1h").report))).toBeTruthy();
      }),
    );
  });
});
