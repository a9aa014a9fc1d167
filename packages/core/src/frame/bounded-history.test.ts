import fc from "fast-check";
import { expect, it } from "vitest";
import { sampleBars } from "../checks/sample-bars.js";
import { defineIndicator } from "../indicator/define-indicator.js";
import { BAR_FIELDS, type Bar } from "./bar.js";
import { BarStore } from "./bar-store.js";
import { BadFrameError } from "./errors.js";
import type { Frame } from "./frame.js";

const rows = 1_500;
const bars = sampleBars({ rows, seed: 3 });

/** Difference to the value `period` rows ago: reads back as far as it can. */
const momentum = defineIndicator("momentum", (period: number) => ({
  warmup: period,
  extend([x], [out], from, to) {
    for (let i = from; i < to; i++) out[i] = x[i]! - (x[i - period] ?? Number.NaN);
  },
}));

/** Running mean of everything so far: never forgets. */
const mean = defineIndicator("mean", () => {
  let sum = 0;
  let count = 0;
  return {
    warmup: 0,
    extend([x], [out], from, to) {
      for (let i = from; i < to; i++) {
        sum += x[i]!;
        out[i] = sum / ++count;
      }
    },
  };
});

function barAt(row: number): Bar {
  return Object.fromEntries(BAR_FIELDS.map((name) => [name, bars[name][row]!])) as unknown as Bar;
}

function look(df: Frame, period: number): number[] {
  const hourly = df.resample("7m");
  return [
    df.length,
    df.close.last,
    ...[1, 2, period, 40].map((k) => df.close.at(-k)),
    ...df.close.values(5),
    momentum(df.close, period).last,
    mean(df.close).last,
    momentum(mean(df.high), 3).at(-2),
    hourly.length,
    hourly.close.last,
    hourly.high.at(-3),
    mean(hourly.volume).last,
    momentum(hourly.low, period).last,
  ];
}

it("looks like an unbounded history, whatever has been let go: last rows, indicators, resampled bars", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 40, max: 400 }),
      fc.integer({ min: 1, max: 300 }),
      fc.integer({ min: 1, max: 30 }),
      (history, period, burst) => {
        const bounded = new BarStore({ symbol: "TEST/USDT", timeframe: "1m", history });
        const unbounded = new BarStore({ symbol: "TEST/USDT", timeframe: "1m" });
        for (let row = 0; row < rows; ) {
          for (let k = Math.min(burst, rows - row); k > 0; k--, row++) {
            for (const store of [bounded, unbounded]) store.append(barAt(row));
          }
          for (const store of [bounded, unbounded]) while (store.visible < store.rows) store.reveal();
          const all = look(unbounded.frame, period);
          if (history < period) all[4] = look(bounded.frame, period)[4]!; // at(-period) may be gone
          expect(look(bounded.frame, period)).toEqual(all);
        }
        if (history <= 128 && period <= 50) expect(bounded.offset, "rows were let go").toBeGreaterThan(0);
      },
    ),
    { numRuns: 12 },
  );
}, 60_000);

it("is NaN for rows let go, and still refuses those to come", () => {
  const store = new BarStore({ symbol: "TEST/USDT", timeframe: "1m", history: 100 });
  for (let row = 0; row < rows; row++) {
    store.append(barAt(row));
    store.reveal();
  }
  const { close } = store.frame;
  expect(store.rows).toBeLessThan(400);
  expect(close.at(0)).toBeNaN();
  expect(close.at(rows - 1)).toBe(bars.close[rows - 1]);
  expect(close.at(rows - 100)).toBe(bars.close[rows - 100]);
  expect(() => close.at(rows)).toThrow(`row ${rows} has not closed`);
});

it("keeps at least one row", () => {
  for (const history of [0, -1, Number.NaN])
    expect(() => new BarStore({ symbol: "TEST/USDT", timeframe: "1m", history })).toThrow(BadFrameError);
});
