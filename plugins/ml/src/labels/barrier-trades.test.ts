import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyBars, firstBars, madeBars, mapPrices, type Prices } from "../../test/made-bars.js";
import { type BarrierTrades, barrierTrades } from "./barrier-trades.js";
import { type BarrierSettings, TripleBarrierSettings } from "./triple-barrier-settings.js";

const settings = (options: Partial<BarrierSettings> = {}): BarrierSettings =>
  TripleBarrierSettings.parse({ type: "triple-barrier", profit: 1, stop: 1, horizon: 3, ...options });

const NO_BAR: Prices = [Number.NaN, Number.NaN, Number.NaN, Number.NaN];

/** A decision at a close of 100, then these bars; barriers 10 % away. */
function story(path: readonly Prices[], options: Partial<BarrierSettings> = {}, side: -1 | 1 = 1): string {
  const bars = madeBars([[100, 101, 99, 100], ...path]);
  const target = new Float64Array(path.length + 1).fill(0.1);
  const sides = new Int8Array(path.length + 1).fill(side);
  const { touch, start, end, entry, exit } = barrierTrades(bars, settings(options), { rows: [0], target, side: sides });
  if (touch.length === 0) return "not known";
  const word = { 1: "profit", 0: "neither", "-1": "stop" }[String(touch[0]) as "1"];
  return `${word} ${start[0]}..${end[0]} ${entry[0]!.toFixed(2)} to ${exit[0]!.toFixed(2)}`;
}

const quiet: Prices = [100, 104, 96, 101];

describe("a trade between two barriers, by hand", () => {
  it("ends at the profit, when a high touches it first", () => {
    expect(story([quiet, [101, 110, 100, 109], quiet])).toBe("profit 1..2 100.00 to 110.00");
  });
  it("ends at the stop, when a low touches it first", () => {
    expect(story([quiet, [101, 104, 90, 103], [103, 120, 102, 119]])).toBe("stop 1..2 100.00 to 90.00");
  });
  it("ends with the horizon, at its close, when neither is touched", () => {
    expect(story([quiet, quiet, [101, 109.9, 90.1, 103]])).toBe("neither 1..3 100.00 to 103.00");
  });
  it("can end in the bar that it was opened in", () => {
    expect(story([[100, 111, 99, 108], quiet, quiet])).toBe("profit 1..1 100.00 to 110.00");
  });
  it("takes the open of a bar that gaps through the profit, even if its low reaches the stop", () => {
    expect(story([quiet, [114, 116, 85, 90], quiet])).toBe("profit 1..2 100.00 to 114.00");
  });
  it("takes the open of a bar that gaps through the stop, even if its high reaches the profit", () => {
    expect(story([quiet, [84, 120, 80, 118], quiet])).toBe("stop 1..2 100.00 to 84.00");
  });
  it("is stopped in a bar that holds both barriers", () => {
    expect(story([quiet, [101, 112, 88, 111], quiet])).toBe("stop 1..2 100.00 to 90.00");
    expect(story([quiet, [101, 112, 88, 111], quiet], {}, -1)).toBe("stop 1..2 100.00 to 110.00");
  });
  it("is not known when a bar without prices comes first", () => {
    expect(story([quiet, NO_BAR, [101, 112, 100, 111]])).toBe("not known");
  });
  it("is known when a barrier comes before a bar without prices", () => {
    expect(story([quiet, [101, 112, 100, 111], NO_BAR])).toBe("profit 1..2 100.00 to 110.00");
  });
  it("is not known when the history ends before the horizon and no barrier was touched", () => {
    expect(story([quiet, quiet])).toBe("not known");
  });
  it("is known when a barrier was touched before the history ends", () => {
    expect(story([[100, 104, 89, 95]])).toBe("stop 1..1 100.00 to 90.00");
  });
  it("of a short has its profit below and its stop above", () => {
    expect(story([quiet, [101, 104, 90, 95], quiet], {}, -1)).toBe("profit 1..2 100.00 to 90.00");
    expect(story([quiet, [113, 115, 111, 112], quiet], {}, -1)).toBe("stop 1..2 100.00 to 113.00");
  });
  it("is entered at the next open, wherever the close of the decision was", () => {
    expect(story([[120, 121, 119, 120], [120, 133, 119, 130], quiet])).toBe("profit 1..2 120.00 to 132.00");
  });
  it("has no barrier where the multiple is 0", () => {
    const far: Prices = [101, 150, 50, 100];
    expect(story([far, far, far], { profit: 0, stop: 0 })).toBe("neither 1..3 101.00 to 100.00");
    expect(story([quiet, [150, 150, 150, 150], [85, 86, 84, 85]], { profit: 0 })).toBe("stop 1..3 100.00 to 85.00");
  });
  it("meets closes only, from the close of the decision, where closes are the path", () => {
    const path: Prices[] = [[104, 130, 70, 104], [101, 112, 88, 110], quiet];
    expect(story(path, { path: "closes" })).toBe("profit 0..2 100.00 to 110.00");
  });
});

/** Another way to the same answer: all events of all bars in order of time, then the first that is a barrier. */
function slowly(
  path: readonly Prices[],
  entry: number,
  { up, down }: { up: number; down: number },
  side: number,
): { bar: number; touch: number; exit: number } | null {
  const profit = side > 0 ? up : down;
  const stop = side > 0 ? down : up;
  const prices = path.flatMap(([open, high, low], bar) => [
    { bar, price: open, isOpen: true },
    { bar, price: side > 0 ? low : high, isOpen: false },
    { bar, price: side > 0 ? high : low, isOpen: false },
  ]);
  const reached = prices.find(({ price }) => price >= up || price <= down);
  if (reached === undefined || !(entry > 0)) return null;
  const touch = reached.price >= up === side > 0 ? 1 : -1;
  return { bar: reached.bar, touch, exit: reached.isOpen ? reached.price : touch > 0 ? profit : stop };
}

const anySettings = fc.record({
  profit: fc.integer({ min: 1, max: 6 }),
  stop: fc.integer({ min: 1, max: 6 }),
  horizon: fc.integer({ min: 1, max: 12 }),
});
/** No price of these bars stands at a barrier to the last bit, where a mirror might round to the other side of it. */
const UNIT = 0.010_37;
const target = (rows: number) => new Float64Array(rows).fill(UNIT);
const sides = (rows: number, side: number) => new Int8Array(rows).fill(side);
const rowsOf = (trades: BarrierTrades) =>
  Array.from(trades.row, (row, i) => ({ row, end: trades.end[i]!, touch: trades.touch[i]!, exit: trades.exit[i]! }));

describe("trades between barriers, of any bars", () => {
  it("end where a slow walk through all prices ends", () => {
    fc.assert(
      fc.property(anyBars({ holes: true }), anySettings, fc.constantFrom(-1, 1), (bars, options, side) => {
        const rows = bars.close.length;
        const trades = barrierTrades(bars, settings(options), { target: target(rows), side: sides(rows, side) });
        const expected: ReturnType<typeof rowsOf> = [];
        for (let row = 0; row < rows - 1; row++) {
          const path: Prices[] = [];
          for (let j = row + 1; j < rows && j <= row + options.horizon && bars.close[j]! > 0; j++)
            path.push([bars.open[j]!, bars.high[j]!, bars.low[j]!, bars.close[j]!]);
          if (path.length === 0 || !(bars.close[row]! > 0)) continue;
          const entry = path[0]![0];
          const unit = UNIT * entry * side;
          const levels = [side * (side * entry + options.profit * UNIT * entry), entry - options.stop * unit];
          const found = slowly(path, entry, { up: Math.max(...levels), down: Math.min(...levels) }, side);
          if (found !== null) expected.push({ row, end: row + 1 + found.bar, touch: found.touch, exit: found.exit });
          else if (path.length === options.horizon)
            expected.push({ row, end: row + options.horizon, touch: 0, exit: path.at(-1)![3] });
        }
        const got = rowsOf(trades);
        expect(got.map(({ exit, ...rest }) => rest)).toEqual(expected.map(({ exit, ...rest }) => rest));
        got.forEach(({ exit }, i) => {
          expect(exit).toBeCloseTo(expected[i]!.exit, 9);
        });
      }),
      { numRuns: 500 },
    );
  });

  it("lie within the horizon after the decision", () => {
    fc.assert(
      fc.property(anyBars({ holes: true }), anySettings, (bars, options) => {
        const { row, start, end } = barrierTrades(bars, settings(options), { target: target(bars.close.length) });
        row.forEach((decided, i) => {
          expect(start[i]).toBe(decided + 1);
          expect(end[i]).toBeGreaterThan(decided);
          expect(end[i]).toBeLessThanOrEqual(decided + options.horizon);
        });
      }),
    );
  });

  it("are the same of mirrored prices for the other side", () => {
    fc.assert(
      fc.property(anyBars(), anySettings, fc.constantFrom(-1, 1), fc.nat(), (bars, options, side, at) => {
        const rows = bars.close.length;
        const decided = at % (rows - 1);
        const entry = bars.open[decided + 1]!;
        const mirrored = mapPrices(bars, (price) => 2 * entry - price);
        const [here, there] = [[bars, side] as const, [mirrored, -side] as const].map(([given, s]) =>
          barrierTrades(given, settings(options), { rows: [decided], target: target(rows), side: sides(rows, s) }),
        );
        expect(there!.touch).toEqual(here!.touch);
        expect(there!.end).toEqual(here!.end);
        here!.exit.forEach((exit, i) => {
          expect(there!.exit[i]).toBeCloseTo(2 * entry - exit, 9);
        });
      }),
    );
  });

  it("do not change with the unit of prices", () => {
    fc.assert(
      fc.property(
        anyBars({ min: 30 }),
        anySettings,
        fc.constantFrom("atr", "volatilitySpan"),
        (bars, options, unit) => {
          const given = settings({ ...options, [unit]: 5 });
          const doubled = mapPrices(bars, (price) => price * 1_024);
          const [here, there] = [barrierTrades(bars, given), barrierTrades(doubled, given)];
          expect(there.row).toEqual(here.row);
          expect(there.end).toEqual(here.end);
          expect(there.touch).toEqual(here.touch);
          expect(there.exit).toEqual(here.exit.map((price) => price * 1_024));
        },
      ),
    );
  });

  it("stay as decided with a longer horizon, and are known of a longer history", () => {
    fc.assert(
      fc.property(anyBars({ holes: true }), anySettings, fc.integer({ min: 1, max: 20 }), (bars, options, more) => {
        const rows = bars.close.length;
        const short = barrierTrades(bars, settings(options), { target: target(rows) });
        const long = rowsOf(
          barrierTrades(bars, settings({ ...options, horizon: options.horizon + more }), { target: target(rows) }),
        );
        const cut = Math.max(1, rows - more);
        const before = barrierTrades(firstBars(bars, cut), settings(options), { target: target(cut) });
        for (const trade of rowsOf(short)) if (trade.touch !== 0) expect(long).toContainEqual(trade);
        for (const trade of rowsOf(before)) expect(rowsOf(short)).toContainEqual(trade);
        for (const trade of rowsOf(short)) if (trade.end < cut) expect(rowsOf(before)).toContainEqual(trade);
      }),
    );
  });
});

describe("what barriers ask of their input", () => {
  const bars = madeBars(Array.from({ length: 8 }, () => quiet));
  it("takes rows only whose unit is above minTarget", () => {
    const units = Float64Array.of(0.01, 0.02, 0.03, 0.04, Number.NaN, 0.04, 0.04, 0.04);
    const options = settings({ horizon: 1, minTarget: 0.02 });
    expect([...barrierTrades(bars, options, { target: units }).row]).toEqual([2, 3, 5, 6]);
  });
  it("leaves rows without a side out", () => {
    const side = Int8Array.of(0, 1, 0, -1, 0, 0, 0, 0);
    expect([...barrierTrades(bars, settings({ horizon: 1 }), { target: target(8), side }).row]).toEqual([1, 3]);
  });
  it("refuses sides that are no sides, rows out of order and columns that do not fit", () => {
    const run = (inputs: object) => () => barrierTrades(bars, settings(), inputs);
    expect(run({ side: Int8Array.of(0, 1, 2, 0, 0, 0, 0, 0) })).toThrow("a side is 1, -1 or 0; row 2 has 2");
    expect(run({ side: new Int8Array(3) })).toThrow("side has 3 values for 8 bars; give one a bar");
    expect(run({ target: new Float64Array(3) })).toThrow("target has 3 values for 8 bars; give one a bar");
    expect(run({ rows: [3, 3] })).toThrow("rows rise; 3 stands after 3");
    expect(run({ rows: [8] })).toThrow("rows are whole numbers from 0 to 7; got 8 at place 0");
    expect(() => barrierTrades({ ...bars, high: new Float64Array(2) }, settings())).toThrow(
      "bars have 8 closes and 2 values of high; give equal columns",
    );
  });
});
