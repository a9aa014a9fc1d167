import { BadIndicatorCallError, type BarColumns, frameOf, type Series } from "@bellwether/core";
import { describeIndicator } from "@bellwether/core/testing";
import { ATR, BollingerBands, CrossUp, MACD, RSI, SMA, VolumeProfile } from "technicalindicators";
import { describe, expect, expectTypeOf, it } from "vitest";
import { fromTechnicalIndicators } from "./from-technical-indicators.js";

const tiSma = fromTechnicalIndicators(SMA, { params: ["period"] });
const tiRsi = fromTechnicalIndicators(RSI, { params: ["period"] });
const tiAtr = fromTechnicalIndicators(ATR, { inputs: ["high", "low", "close"], params: ["period"] });
const tiBands = fromTechnicalIndicators(BollingerBands, {
  params: ["period", "stdDev"],
  outputs: ["upper", "middle", "lower", "pb"],
});
const tiCrossUp = fromTechnicalIndicators(CrossUp, { inputs: "pair" });

describeIndicator({ indicator: tiSma, params: [[2], [20]] });
describeIndicator({ indicator: tiRsi, params: [[14]] });
describeIndicator({ indicator: tiAtr, params: [[14]] });
describeIndicator({ indicator: tiBands, params: [[20, 2]] });
describeIndicator({ indicator: tiCrossUp, params: [[]] });

const { NaN: none } = Number;

function closes(...values: number[]) {
  const close = Float64Array.from(values);
  const bars: BarColumns = {
    openTime: Float64Array.from(close.keys()),
    open: close,
    high: close.map((value) => value + 1),
    low: close.map((value) => value - 1),
    close,
    volume: close.map(() => 10),
  };
  return frameOf(bars);
}

describe("a class that takes values", () => {
  it("becomes a memoised series that lines up with the bars", () => {
    const df = closes(1, 2, 3, 4, 9);
    expect([...tiSma(df.close, 3).values()]).toEqual([none, none, 2, 3, 16 / 3]);
    expect(tiSma(df.close, 3)).toBe(tiSma(df.close, 3));
    expect(tiSma(df.close, 2)).not.toBe(tiSma(df.close, 3));
  });

  it("carries its name and its measured warm-up", () => {
    expect(tiSma.indicatorName).toBe("SMA");
    expect([tiSma.warmup(1), tiSma.warmup(30), tiRsi.warmup(14), tiBands.warmup(20, 2)]).toEqual([0, 29, 14, 19]);
  });

  it("starts anew after a NaN", () => {
    const df = closes(1, 2, 3, none, 4, 5, 6);
    expect([...tiSma(df.close, 2).values()]).toEqual([none, 1.5, 2.5, none, none, 4.5, 5.5]);
  });

  it("chains with other indicators", () => {
    const df = closes(1, 2, 3, 4, 5);
    expect([...tiSma(tiSma(df.close, 2), 2).values()]).toEqual([none, none, 2, 3, 4]);
  });
});

describe("a class that takes columns", () => {
  it("reads them from the frame", () => {
    expect([...tiAtr(closes(10, 10, 10, 13), 2).values()]).toEqual([none, none, 2, 3]);
  });
});

describe("a class that takes two lines", () => {
  it("reads a pair of series; true is 1, false 0", () => {
    const df = closes(9, 11, 12, 9);
    expect([...tiCrossUp(df.close, df.volume).values()]).toEqual([0, 1, 0, 0]);
  });
});

describe("a class with several outputs", () => {
  it("gives a series for each that is named", () => {
    const { upper, middle, lower, pb } = tiBands(closes(1, 3, 5).close, 2, 1);
    expect([upper, middle, lower, pb].map((series) => series.last)).toEqual([5, 4, 3, 1]);
    expect(Object.keys(tiBands(closes(1).close, 2, 1))).toEqual(["upper", "middle", "lower", "pb"]);
  });
});

describe("options", () => {
  const df = closes(1, 2, 3, 4, 5, 6, 7, 9);

  it("`fixed` sets what is the same in every call", () => {
    const fixed = { SimpleMAOscillator: true, SimpleMASignal: true, signalPeriod: 2 };
    const tiMacd = fromTechnicalIndicators(MACD, { params: ["fastPeriod", "slowPeriod"], fixed, outputs: ["MACD"] });
    expect(tiMacd(df.close, 2, 3).MACD.last).toBeCloseTo(8 - 22 / 3, 12);
  });

  it("`warmup` withholds earlier values", () => {
    const late = fromTechnicalIndicators(SMA, { params: ["period"], warmup: (period) => 2 * period });
    expect(late.warmup(2)).toBe(4);
    expect([...late(df.close, 2).values()]).toEqual([none, none, none, none, 4.5, 5.5, 6.5, 8]);
  });

  it("are typed by the class", () => {
    expectTypeOf(tiSma).parameter(1).toEqualTypeOf<number>();
    expectTypeOf(tiBands).returns.toHaveProperty("pb");
    // @ts-expect-error the class has no such parameter
    fromTechnicalIndicators(SMA, { params: ["length"] });
    // @ts-expect-error nor this column
    fromTechnicalIndicators(ATR, { inputs: ["volume"] });
    // @ts-expect-error nor this output
    fromTechnicalIndicators(MACD, { outputs: ["macd"] });
  });
});

describe("refuses, naming the class", () => {
  const df = closes(1, 2, 3);
  const rejected = (call: () => unknown) => expect(call).toThrow(BadIndicatorCallError);

  it("a parameter left out", () => {
    const call = () => (tiSma as unknown as (series: Series) => Series)(df.close);
    rejected(call);
    expect(call).toThrow("SMA: period is missing");
  });

  it("a class whose fields are not named", () => {
    const bands = fromTechnicalIndicators(BollingerBands, { params: ["period", "stdDev"] });
    expect(() => bands(df.close, 2, 2)).toThrow("answers with middle, upper, lower, pb; name those you want");
  });

  it("outputs of a class that gives one value", () => {
    const named = fromTechnicalIndicators(SMA as never, { params: ["period"], outputs: ["sma"] } as never);
    expect(() => (named as typeof tiSma)(df.close, 2)).toThrow("SMA: no value in 1020 rows; it answers with one value");
  });

  it("a class that cannot be fed row by row", () => {
    const profile = fromTechnicalIndicators(VolumeProfile, {
      inputs: ["high", "open", "low", "close", "volume"],
      params: ["noOfBars"],
    });
    rejected(() => profile(df, 4));
    expect(() => profile(df, 4)).toThrow("VolumeProfile refuses its input: Next value not supported");
  });

  it("columns that the class needs and was not given", () => {
    const half = fromTechnicalIndicators(ATR, { inputs: ["high"], params: ["period"] });
    expect(() => half(df, 4)).toThrow("it was given high");
  });

  it("more parameters than a call can be recognised by", () => {
    const params = ["a", "b", "c", "d", "e", "f"];
    expect(() => fromTechnicalIndicators(SMA as never, { params } as never)).toThrow("SMA: at most 5 params, got 6");
  });
});
