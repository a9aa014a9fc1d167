import { BAR_FIELDS, type BarColumns } from "@bellwether/core";
import { describe, expect, it } from "vitest";
import { firstBars, MONDAY, quietBars } from "../../test/made-bars.js";
import { noOracles, readOracle, readReferenceBars } from "../../test/oracle-files.js";
import { sampleDays, sampleHours } from "../../test/sample-bars.js";
import type { CleaningPolicies } from "./cleaning-policies.js";
import type { Check, Finding } from "./finding.js";
import { findingsText } from "./findings-text.js";
import { prepareBars, qualityReport } from "./prepare-bars.js";

const HOUR = 3_600_000;

type Change = (bars: Record<"openTime" | "open" | "high" | "low" | "close" | "volume", Float64Array>) => void;
function flawed(change: Change, bars = quietBars()): BarColumns {
  const own = firstBars(bars, bars.close.length);
  change(own);
  return own;
}
function without(bars: BarColumns, isGone: (row: number) => boolean): BarColumns {
  const keep = (column: Float64Array) => column.filter((_, row) => !isGone(row));
  return Object.fromEntries(BAR_FIELDS.map((name) => [name, keep(bars[name])])) as unknown as BarColumns;
}
const find = (findings: readonly Finding[], check: Check) => findings.find((finding) => finding.check === check)!;
const at = (row: number) => MONDAY + row * HOUR;
describe("bars without a flaw", () => {
  it("come out as they went in, and score 1", () => {
    const bars = quietBars();
    const { bars: out, report } = prepareBars(bars, "1h", { missing: "fill", outliers: "clip", zeroVolume: "drop" });
    expect(out).toBe(bars);
    expect(report.quality.score).toBe(1);
    expect(report.findings.map(({ count }) => count)).toEqual(new Array(11).fill(0));
    expect(findingsText(report)).toEqual([]);
    expect([report.rowsIn, report.rowsOut, report.from, report.to]).toEqual([200, 200, at(0), at(199)]);
  });
});

describe("a planted flaw is found, placed, and dealt with as asked:", () => {
  it("rows without a time, out of order, and twice", () => {
    const bars = flawed(({ openTime, close }) => {
      openTime[3] = Number.NaN;
      [openTime[10], openTime[11]] = [at(11), at(10)];
      openTime[21] = at(20);
      close[21] = 77;
    });
    const { bars: out, report } = prepareBars(bars, "1h");
    expect(findingsText(report).slice(0, 3)).toEqual([
      "1 row without an open time; dropped",
      "1 row out of order, 2024-01-01 10:00; sorted",
      "1 bar that stands twice, 2024-01-01 20:00; dropped",
    ]);
    expect(out.openTime.length).toBe(198);
    expect(out.openTime.every((time, row) => row === 0 || time > out.openTime[row - 1]!)).toBe(true);
    expect(out.close.includes(77)).toBe(false);
    expect(prepareBars(bars, "1h", { duplicates: "last" }).bars.close.includes(77)).toBe(true);
    expect(prepareBars(bars, "1h", { order: "drop" }).bars.openTime.includes(at(10))).toBe(false);
  });

  it("prices that are none", () => {
    const bars = flawed(({ open, low, close, high }) => {
      open[0] = Number.NaN;
      low[5] = 0;
      close[6] = -3;
      high[7] = Number.POSITIVE_INFINITY;
    });
    const { bars: out, report } = prepareBars(bars, "1h");
    expect(find(report.findings, "prices")).toMatchObject({ count: 4, action: "dropped", first: at(0), last: at(7) });
    expect(find(report.findings, "missing"), "what was dropped is missing now").toMatchObject({ count: 3 });
    expect(report.quality.counts.missing, "but was there").toBe(0);
    expect(out.close.length).toBe(196);
    const { bars: filled } = prepareBars(bars, "1h", { prices: "fill" });
    const last = bars.close[4]!;
    expect(filled.close.length, "nothing stands before the first").toBe(199);
    for (const row of [4, 5, 6])
      expect([filled.open[row], filled.high[row], filled.low[row], filled.close[row], filled.volume[row]]).toEqual([
        last,
        last,
        last,
        last,
        0,
      ]);
  });

  it("volumes that are none, and bars without", () => {
    const bars = flawed(({ volume }) => {
      volume[4] = -1;
      volume[5] = Number.NaN;
      volume[9] = 0;
    });
    const { bars: out, report } = prepareBars(bars, "1h");
    expect([out.volume[4], out.volume[5], out.close.length]).toEqual([0, 0, 200]);
    expect(find(report.findings, "volumes")).toMatchObject({ count: 2, action: "zeroed", first: at(4), last: at(5) });
    expect(find(report.findings, "zero-volume")).toMatchObject({ count: 3, action: "kept", last: at(9) });
    expect(prepareBars(bars, "1h", { zeroVolume: "drop" }).bars.close.length).toBe(197);
    const none = flawed(({ volume }) => volume.fill(0));
    expect(qualityReport(none, "1h").score, "a market that tells no volume").toBe(1);
  });

  it("highs and lows that do not hold their bar", () => {
    const bars = flawed(({ high, low, close }) => {
      high[8] = close[8]! - 1;
      low[9] = high[9]! + 1;
    });
    const { bars: out, report } = prepareBars(bars, "1h");
    expect(find(report.findings, "relations")).toMatchObject({
      count: 2,
      action: "repaired",
      first: at(8),
      last: at(9),
    });
    expect(out.high[8]).toBe(Math.max(bars.open[8]!, bars.close[8]!));
    expect([out.low[9], out.high[9]]).toEqual([Math.min(bars.open[9]!, bars.close[9]!), bars.low[9]]);
    expect(prepareBars(bars, "1h", { relations: "drop" }).bars.close.length).toBe(198);
  });

  it("a spike, there and back", () => {
    const bars = flawed(({ open, high, low, close }) => {
      for (const column of [open, high, low, close]) column[150]! *= 3;
    });
    const { bars: kept, report } = prepareBars(bars, "1h");
    expect(kept).toBe(bars);
    expect(find(report.findings, "outliers")).toMatchObject({
      count: 2,
      action: "kept",
      first: at(150),
      last: at(151),
    });
    const dropped = prepareBars(bars, "1h", { outliers: "drop" });
    expect(find(dropped.report.findings, "outliers"), "the way back follows a gap").toMatchObject({ count: 1 });
    expect(dropped.bars.openTime.includes(at(150))).toBe(false);
    const clipped = prepareBars(bars, "1h", { outliers: "clip" }).bars;
    expect(clipped.close[150]! / bars.close[149]!).toBeLessThan(1.1);
    expect(clipped.high[150]).toBeGreaterThanOrEqual(clipped.close[150]!);
  });

  it("a price that has jumped for good costs one bar, not all that follow", () => {
    const bars = flawed(({ open, high, low, close }) => {
      for (const column of [open, high, low, close]) for (let row = 150; row < 200; row++) column[row]! *= 3;
    });
    expect(prepareBars(bars, "1h", { outliers: "drop" }).bars.close.length).toBe(199);
    const clipped = prepareBars(bars, "1h", { outliers: "clip" }).bars;
    expect(clipped.close.at(-1), "followed bar by bar").toBe(bars.close.at(-1));
  });

  it("missing bars, in gaps short and long", () => {
    const bars = without(quietBars(), (row) => (row >= 20 && row < 24) || (row >= 100 && row < 130));
    const { bars: kept, report } = prepareBars(bars, "1h");
    expect(kept).toBe(bars);
    expect(findingsText(report)).toEqual([
      "34 bars missing in 2 gaps, longest 2024-01-05 04:00 to 2024-01-06 09:00 (30); kept",
    ]);
    expect(report.quality).toMatchObject({ expected: 200, worstGap: { from: at(100), to: at(129), bars: 30 } });
    expect(report.quality.score).toBeCloseTo(1 - 34 / 200, 12);
    const { bars: filled, report: after } = prepareBars(bars, "1h", { missing: "fill" });
    expect(findingsText(after)[0]).toMatch(/4 filled, the rest kept$/);
    expect([...filled.openTime.slice(19, 25)]).toEqual([19, 20, 21, 22, 23, 24].map(at));
    for (const column of [filled.open, filled.high, filled.low, filled.close])
      expect([...column.slice(20, 24)]).toEqual(new Array(4).fill(bars.close[19]));
    expect([...filled.volume.slice(19, 25)]).toEqual([1, 0, 0, 0, 0, 1]);
    expect(prepareBars(bars, "1h", { missing: "fill", maxFill: 30 }).bars.openTime.length).toBe(200);
  });

  it("a feed that stands still, and bars off the grid", () => {
    const still = flawed(({ open, high, low, close }) => {
      for (const column of [open, high, low, close]) column.fill(close[49]!, 50, 70);
    });
    const { report } = prepareBars(still, "1h", { outliers: "keep" });
    expect(find(report.findings, "stale")).toMatchObject({ count: 20, runs: 1, first: at(50), last: at(69) });
    expect(findingsText(report)).toContain("20 stale bars in 1 run, 2024-01-03 02:00 to 2024-01-03 21:00; kept");
    const late = flawed(({ openTime }) => {
      openTime[7]! += 60_000;
    });
    expect(findingsText(prepareBars(late, "1h").report)).toEqual([
      "1 bar off the grid of the first, 2024-01-01 07:01; kept",
    ]);
  });

  it("extra columns go with their bars, and are not known in new ones", () => {
    const bars = without(quietBars(10), (row) => row === 5);
    const extra = { funding: Float64Array.from(bars.close, (_, row) => row) };
    const { bars: out } = prepareBars({ ...bars, extra }, "1h", { missing: "fill" });
    expect([...out.extra!.funding!]).toEqual([0, 1, 2, 3, 4, Number.NaN, 5, 6, 7, 8]);
  });
});

describe("a policy that refuses", () => {
  const cases: readonly [keyof CleaningPolicies, Change, RegExp][] = [
    [
      "times",
      ({ openTime }) => openTime.fill(Number.NaN, 3, 4),
      /^1 rows have no open time; mend the file, or set times: drop$/,
    ],
    ["order", ({ openTime }) => openTime.fill(at(1) + 1, 5, 6), /^1 rows stand after later ones; .* set order: sort$/],
    ["duplicates", ({ openTime }) => openTime.fill(at(4), 5, 6), /^1 bars stand twice, the first 2024-01-01 04:00; /],
    [
      "prices",
      ({ low }) => low.fill(0, 5, 6),
      /^1 bars have prices that are no positive number, the first 2024-01-01 05:00; /,
    ],
    ["volumes", ({ volume }) => volume.fill(-1, 5, 6), /^1 bars have a volume that is negative or no number, /],
    ["relations", ({ high }) => high.fill(1, 5, 6), /^1 bars have a high or a low inside their other prices, /],
    [
      "missing",
      ({ openTime }) => openTime.fill(at(198) + HOUR * 9, 199),
      /^8 bars are missing in 1 gaps, the longest from 2024-01-09 07:00 on; /,
    ],
  ];
  for (const [policy, change, message] of cases)
    it(`${policy} names what it saw and what to do`, () => {
      expect(() => prepareBars(flawed(change), "1h", { [policy]: "refuse" })).toThrow(message);
      expect(() => prepareBars(quietBars(), "1h", { [policy]: "refuse" })).not.toThrow();
    });

  it("is no help where there are no bars, columns differ, or the policy is none", () => {
    expect(() => prepareBars(firstBars(quietBars(), 0), "1h")).toThrow("there are no bars to prepare");
    expect(() => prepareBars({ ...quietBars(), low: new Float64Array(3) }, "1h")).toThrow(
      "bars have 200 open times and 3 values of low; give equal columns",
    );
    expect(() => prepareBars(quietBars(), "1h", { outlierMultiple: 1 })).toThrow(
      /^cleaning policies: outlierMultiple: /,
    );
    expect(() => prepareBars(quietBars(), "1h", { mising: "fill" } as object)).toThrow(/^cleaning policies: .*mising/);
    expect(() => prepareBars(quietBars(), "1x" as "1h")).toThrow("no timeframe");
  });
});

describe("real bars", () => {
  it("that ship are whole but for holidays", async () => {
    const hours = prepareBars(await sampleHours(), "1h").report;
    expect(hours.quality.calendar).toBe("weekdays");
    expect(hours.quality.score).toBeGreaterThan(0.97);
    const days = prepareBars(await sampleDays(), "1d").report;
    expect(days.quality.score).toBeGreaterThan(0.95);
    expect(find(days.findings, "relations").count).toBe(0);
  });

  const atHand = readOracle("labels-btcusdt-1h.json") !== undefined;
  it.skipIf(!atHand)("of an exchange have the gaps that are known of them", async () => {
    const btc = await readReferenceBars("data/btcusdt-binance-1h.csv.gz", "1h");
    const { report } = prepareBars(btc, "1h");
    expect(find(report.findings, "missing")).toMatchObject({
      count: 127,
      gaps: { count: 27, longest: { bars: 33, from: Date.UTC(2018, 1, 8, 1) } },
    });
    expect(find(report.findings, "zero-volume").count).toBe(3);
    expect(report.quality.score).toBeGreaterThan(0.99);
    const filled = prepareBars(btc, "1h", { missing: "fill", maxFill: 33 }).bars.openTime;
    expect(filled.length).toBe(45_024 + 127);
    expect(filled.every((time, row) => row === 0 || time - filled[row - 1]! === HOUR)).toBe(true);
    const euro = await readReferenceBars("data/eurusd-1h.csv", "1h");
    expect(find(prepareBars(euro, "1h").report.findings, "missing"), "Christmas and New Year").toMatchObject({
      count: 48,
      gaps: { count: 2 },
    });
    expect(qualityReport(euro, "1h", { calendar: "24x7" }).score, "weekends as holes").toBeLessThan(0.75);
  });
  if (!atHand) it("of an exchange are compared where the files are", (context) => context.skip(noOracles));
});
