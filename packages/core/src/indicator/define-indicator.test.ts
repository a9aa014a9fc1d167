import { describe, expect, it } from "vitest";
import { sampleBars } from "../checks/sample-bars.js";
import { BarStore } from "../frame/bar-store.js";
import { frameOf } from "../frame/frame-of.js";
import { ForeignSeriesError, type Series } from "../frame/series.js";
import { describeIndicator } from "../testing/describe-indicator.js";
import { assertPeriod, defineIndicator } from "./define-indicator.js";
import { BadIndicatorCallError, BadPeriodError } from "./errors.js";

let made = 0;
const change = defineIndicator("change", (period: number, factor?: number) => {
  assertPeriod("change", period);
  made++;
  return {
    warmup: period,
    extend([x], [out], from, to) {
      for (let i = from; i < to; i++) out[i] = (factor ?? 1) * (x[i]! - (x[i - period] ?? Number.NaN));
    },
  };
});
const spread = defineIndicator({ name: "spread", inputs: "pair" }, () => ({
  warmup: 0,
  extend([x, y], [out], from, to) {
    for (let i = from; i < to; i++) out[i] = x[i]! - y[i]!;
  },
}));
const range = defineIndicator({ name: "range", inputs: ["high", "low"], outputs: ["top", "width"] }, () => ({
  warmup: 0,
  extend([high, low], [top, width], from, to) {
    for (let i = from; i < to; i++) {
      top[i] = high[i]!;
      width[i] = high[i]! - low[i]!;
    }
  },
}));

describeIndicator({ indicator: change, params: [[1], [30, 2]] });
describeIndicator({ indicator: spread, params: [[]] });
describeIndicator({ indicator: range, params: [[]] });

const bars = sampleBars({ rows: 50 });
const df = frameOf(bars);

describe("an indicator", () => {
  it("is computed once for a series and its parameters, and gives the same object each time", () => {
    made = 0;
    const first = change(df.close, 5);
    expect(change(df.close, 5)).toBe(first);
    expect(change(df.close, 5, undefined)).toBe(first);
    expect(made).toBe(1);
    expect([change(df.close, 6), change(df.open, 5), change(df.close, 5, 2)]).not.toContain(first);
    expect([change(frameOf(bars).close, 5), spread(df.high, df.low), range(df)]).not.toContain(first);
    expect([spread(df.high, df.low), range(df)]).toEqual([spread(df.high, df.low), range(df)]);
    expect(spread(df.high, df.low)).not.toBe(spread(df.high, df.open));
  });

  it("is a series, which indicators take in turn", () => {
    const twice = change(change(df.close, 1), 1);
    expect(twice.last).toBeCloseTo(df.close.at(-1) - 2 * df.close.at(-2) + df.close.at(-3), 12);
    expect(range(df).width.last).toBe(spread(df.high, df.low).last);
    expect(Object.isFrozen(range(df))).toBe(true);
  });

  it("describes itself", () => {
    expect([change.indicatorName, change.inputs, change.outputs, change.warmup(7)]).toEqual([
      "change",
      "series",
      null,
      7,
    ]);
    expect([range.inputs, range.outputs, spread.inputs]).toEqual([["high", "low"], ["top", "width"], "pair"]);
  });

  it("extends row by row as bars close, not further back", () => {
    const ranges: [number, number][] = [];
    const probe = defineIndicator("probe", () => ({
      warmup: 0,
      extend([x], [out], from, to) {
        ranges.push([from, to]);
        for (let i = from; i < to; i++) out[i] = x[i]!;
      },
    }));
    const store = new BarStore({ symbol: "TEST/USDT", timeframe: "1m" });
    for (let i = 0; i < 3; i++) {
      store.append({ openTime: i, open: i, high: i, low: i, close: i, volume: i });
      store.reveal();
      expect([probe(store.frame.close).last, probe(store.frame.close).at(-1)]).toEqual([i, i]);
    }
    expect(ranges).toEqual([
      [0, 1],
      [1, 2],
      [2, 3],
    ]);
  });
});

describe("an indicator refuses", () => {
  it("parameters that cannot be told apart", () => {
    for (const value of [{}, [], null, () => 1, Symbol("x"), 5n, df.close])
      expect(() => change(df.close, value as never)).toThrow(BadIndicatorCallError);
    expect(() => change(df.close, {} as never)).toThrow(
      "change: parameters are numbers, strings or booleans, got one of type object; equal calls must be recognisable",
    );
  });

  it("periods that are no whole number of bars", () => {
    for (const value of [0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, "5" as never])
      expect(() => change(df.close, value)).toThrow(BadPeriodError);
    expect(() => change(df.close, 1.5)).toThrow("change: period must be a positive integer, got 1.5");
    expect(() => assertPeriod("hma", 1, 2, "length")).toThrow("hma: length must be an integer of at least 2, got 1");
  });

  it("two series whose rows do not line up", () => {
    expect(() => spread(df.close, frameOf(bars).close)).toThrow(BadIndicatorCallError);
    expect(() => spread(df.close, df.resample("2h").close)).toThrow("both series must come from one frame");
  });

  it("what is no series, or no frame", () => {
    for (const value of [undefined, null, df, bars.close])
      expect(() => change(value as unknown as Series, 5)).toThrow(ForeignSeriesError);
    for (const value of [undefined, df.close]) expect(() => range(value as never)).toThrow(ForeignSeriesError);
  });

  it("more parameters than it can remember, when it is declared", () => {
    expect(() =>
      defineIndicator("six", (_a: number, _b: number, _c: number, _d: number, _e: number, _f: number) => ({
        warmup: 0,
        extend() {},
      })),
    ).toThrow("six: takes 6 parameters, 5 can be told apart");
  });

  it("to go on after its kernel has thrown: its state is unknown then", () => {
    let calls = 0;
    const faulty = defineIndicator("faulty", () => ({
      warmup: 0,
      extend() {
        if (calls++ === 0) throw new RangeError("broken");
      },
    }));
    const series = faulty(frameOf(bars).close);
    expect(() => series.last).toThrow(new RangeError("broken"));
    expect(() => series.last).toThrow("faulty: its kernel has thrown before");
  });
});
