import { type AnyIndicator, frameOf, type Series } from "@bellwether/core";
import { sampleBars } from "@bellwether/core/checks";
import { describeIndicator } from "@bellwether/core/testing";
import * as ti from "technicalindicators";
import { expect, it } from "vitest";
import { fromTechnicalIndicators } from "./from-technical-indicators.js";

type Case = readonly [
  Class: { calculate(input: never): unknown },
  settings: Readonly<Record<string, number | boolean>>,
  indicator: AnyIndicator,
  ...args: number[],
];

const df = frameOf(sampleBars({ rows: 400, seed: 3 }));
const HL = ["high", "low"] as const;
const OHLC = ["open", "high", "low", "close"] as const;
const HLC = ["high", "low", "close"] as const;
const HLCV = ["high", "low", "close", "volume"] as const;
const CV = ["close", "volume"] as const;
const adapt = fromTechnicalIndicators;

const kst = {
  ...{ ROCPer1: 10, ROCPer2: 15, ROCPer3: 20, ROCPer4: 30 },
  ...{ SMAROCPer1: 10, SMAROCPer2: 10, SMAROCPer3: 10, SMAROCPer4: 15, signalPeriod: 9 },
};
const macd = { fastPeriod: 12, slowPeriod: 26, signalPeriod: 9, SimpleMAOscillator: false, SimpleMASignal: false };
const stochRsi = { rsiPeriod: 14, stochasticPeriod: 14, kPeriod: 3, dPeriod: 3 };
const ichimoku = { conversionPeriod: 9, basePeriod: 26, spanPeriod: 52, displacement: 26 };
const keltner = { maPeriod: 20, atrPeriod: 10, useSMA: false, multiplier: 1 };
const period = { period: 14 };

const CASES: readonly Case[] = [
  [ti.SMA, period, adapt(ti.SMA, { params: ["period"] }), 14],
  [ti.EMA, period, adapt(ti.EMA, { params: ["period"] }), 14],
  [ti.WMA, period, adapt(ti.WMA, { params: ["period"] }), 14],
  [ti.WEMA, period, adapt(ti.WEMA, { params: ["period"] }), 14],
  [ti.RSI, period, adapt(ti.RSI, { params: ["period"] }), 14],
  [ti.ROC, period, adapt(ti.ROC, { params: ["period"] }), 14],
  [ti.TRIX, period, adapt(ti.TRIX, { params: ["period"] }), 14],
  [ti.SD, period, adapt(ti.SD, { params: ["period"] }), 14],
  [ti.Sum, period, adapt(ti.Sum, { params: ["period"] }), 14],
  [ti.Highest, period, adapt(ti.Highest, { params: ["period"] }), 14],
  [ti.Lowest, period, adapt(ti.Lowest, { params: ["period"] }), 14],
  [ti.AverageGain, period, adapt(ti.AverageGain, { params: ["period"] }), 14],
  [ti.AverageLoss, period, adapt(ti.AverageLoss, { params: ["period"] }), 14],
  [ti.MACD, macd, adapt(ti.MACD, { fixed: macd, outputs: ["MACD", "signal", "histogram"] })],
  [ti.KST, kst, adapt(ti.KST, { fixed: kst, outputs: ["kst", "signal"] })],
  [ti.StochasticRSI, stochRsi, adapt(ti.StochasticRSI, { fixed: stochRsi, outputs: ["stochRSI", "k", "d"] })],
  [
    ti.BollingerBands,
    { period: 20, stdDev: 2 },
    adapt(ti.BollingerBands, { params: ["period", "stdDev"], outputs: ["upper", "middle", "lower", "pb"] }),
    20,
    2,
  ],
  [ti.CrossUp, {}, adapt(ti.CrossUp, { inputs: "pair" })],
  [ti.CrossDown, {}, adapt(ti.CrossDown, { inputs: "pair" })],
  [ti.TrueRange, {}, adapt(ti.TrueRange, { inputs: HLC })],
  [ti.ATR, period, adapt(ti.ATR, { inputs: HLC, params: ["period"] }), 14],
  [ti.CCI, period, adapt(ti.CCI, { inputs: HLC, params: ["period"] }), 14],
  [ti.WilliamsR, period, adapt(ti.WilliamsR, { inputs: HLC, params: ["period"] }), 14],
  [ti.ADX, period, adapt(ti.ADX, { inputs: HLC, params: ["period"], outputs: ["adx", "pdi", "mdi"] }), 14],
  [
    ti.Stochastic,
    { period: 14, signalPeriod: 3 },
    adapt(ti.Stochastic, { inputs: HLC, params: ["period", "signalPeriod"], outputs: ["k", "d"] }),
    14,
    3,
  ],
  [
    ti.KeltnerChannels,
    keltner,
    adapt(ti.KeltnerChannels, { inputs: HLC, fixed: keltner, outputs: ["upper", "middle", "lower"] }),
  ],
  [
    ti.ChandelierExit,
    { period: 22, multiplier: 3 },
    adapt(ti.ChandelierExit, { inputs: HLC, params: ["period", "multiplier"], outputs: ["exitLong", "exitShort"] }),
    22,
    3,
  ],
  [ti.PSAR, { step: 0.02, max: 0.2 }, adapt(ti.PSAR, { inputs: HL, params: ["step", "max"] }), 0.02, 0.2],
  [
    ti.AwesomeOscillator,
    { fastPeriod: 5, slowPeriod: 34 },
    adapt(ti.AwesomeOscillator, { inputs: HL, params: ["fastPeriod", "slowPeriod"] }),
    5,
    34,
  ],
  [
    ti.IchimokuCloud,
    ichimoku,
    adapt(ti.IchimokuCloud, { inputs: HL, fixed: ichimoku, outputs: ["conversion", "base", "spanA", "spanB"] }),
  ],
  [ti.ADL, {}, adapt(ti.ADL, { inputs: HLCV })],
  [ti.VWAP, {}, adapt(ti.VWAP, { inputs: HLCV })],
  [ti.MFI, period, adapt(ti.MFI, { inputs: HLCV, params: ["period"] }), 14],
  [ti.OBV, {}, adapt(ti.OBV, { inputs: CV })],
  [ti.ForceIndex, { period: 13 }, adapt(ti.ForceIndex, { inputs: CV, params: ["period"] }), 13],
  [ti.HeikinAshi, {}, adapt(ti.HeikinAshi, { inputs: OHLC, outputs: OHLC })],
];

/** Cannot be indicators: a histogram over all bars at once, and holders of data. */
const LEFT_OUT: readonly unknown[] = [
  ti.VolumeProfile,
  ti.FixedSizeLinkedList,
  ti.CandleData,
  ti.CandleList,
  ti.KeltnerChannelsInput,
  ti.KeltnerChannelsOutput,
  ti.ChandelierExitInput,
  ti.ChandelierExitOutput,
];

/** The package's own batch answer, as named columns without the rows in front that it leaves out. */
function wanted(Class: Case[0], settings: Case[1]): Readonly<Record<string, readonly unknown[]>> {
  const column = (name: "open" | "high" | "low" | "close" | "volume") => [...df[name].values()];
  const bars = { open: column("open"), high: column("high"), low: column("low"), close: column("close") };
  const history = { ...bars, values: bars.close, volume: column("volume"), lineA: bars.close, lineB: column("volume") };
  const answer = Class.calculate({ ...history, ...settings } as never);
  if (!Array.isArray(answer)) return answer as Readonly<Record<string, readonly unknown[]>>;
  if (typeof answer[0] !== "object") return { value: answer };
  return Object.fromEntries(Object.keys(answer[0]).map((key) => [key, answer.map((row) => row[key])]));
}

function call(indicator: AnyIndicator, args: readonly number[]): Readonly<Record<string, Series>> {
  const inputs =
    indicator.inputs === "series" ? [df.close] : indicator.inputs === "pair" ? [df.close, df.volume] : [df];
  const result = indicator(...inputs, ...args);
  return indicator.outputs === null ? { value: result as Series } : (result as Readonly<Record<string, Series>>);
}

for (const [Class, settings, indicator, ...args] of CASES) {
  describeIndicator({ indicator, params: [args] });

  it(`${indicator.indicatorName}: the class's own values, at the bars they belong to`, () => {
    const answer = wanted(Class, settings);
    for (const [name, series] of Object.entries(call(indicator, args))) {
      const tail = answer[name]!.map((value) => (value === undefined ? Number.NaN : Number(value)));
      expect(tail.length, "the class answered").toBeGreaterThan(200);
      const front = new Array(df.length - tail.length).fill(Number.NaN);
      expect([...series.values()], name).toEqual([...front, ...tail]);
      expect(series.last, name).not.toBeNaN();
    }
  });
}

it("leaves no class of the package out but those that cannot be indicators", () => {
  const isClass = (name: string, value: unknown) => typeof value === "function" && /^[A-Z]/.test(name);
  const exported = Object.entries(ti).filter(([name, value]) => isClass(name, value));
  const covered = new Set<unknown>([...CASES.map(([Class]) => Class), ...LEFT_OUT]);
  expect(exported.filter(([, value]) => !covered.has(value)).map(([name]) => name)).toEqual([]);
  expect(CASES).toHaveLength(36);
});
