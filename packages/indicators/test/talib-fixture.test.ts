import { readFileSync } from "node:fs";
import { type BarColumns, type BarField, type Frame, frameOf, type Series } from "@bellwether/core";
import { expect, it } from "vitest";
import * as average from "../src/average/index.js";
import * as momentum from "../src/momentum/index.js";
import * as statistic from "../src/statistic/index.js";
import * as trend from "../src/trend/index.js";
import * as volatility from "../src/volatility/index.js";
import * as volume from "../src/volume/index.js";

interface Fixture {
  readonly bars: Readonly<Record<BarField, readonly number[]>>;
  /** The rows whose values were kept. */
  readonly rows: readonly number[];
  readonly series: Readonly<Record<string, { call: string; firstRow: number; values: readonly (number | null)[] }>>;
}

const fixture = JSON.parse(readFileSync(new URL("fixtures/talib-eurusd.json", import.meta.url), "utf8")) as Fixture;

/** The same call as the fixture's, by the name of its series; several outputs are named `series.output`. */
const OURS: Readonly<Record<string, (df: Frame) => Series | Readonly<Record<string, Series>>>> = {
  sma20: (df) => average.sma(df.close, 20),
  ema20: (df) => average.ema(df.close, 20),
  wma20: (df) => average.wma(df.close, 20),
  dema20: (df) => average.dema(df.close, 20),
  tema20: (df) => average.tema(df.close, 20),
  trima20: (df) => average.trima(df.close, 20),
  kama20: (df) => average.kama(df.close, 20),
  rsi14: (df) => momentum.rsi(df.close, 14),
  cmo14: (df) => momentum.cmo(df.close, 14),
  mom10: (df) => momentum.mom(df.close, 10),
  roc10: (df) => momentum.roc(df.close, 10),
  trix15: (df) => momentum.trix(df.close, 15),
  apo: (df) => momentum.apo(df.close, 12, 26),
  ppo: (df) => momentum.ppo(df.close, 12, 26),
  macd: (df) => momentum.macd(df.close, 12, 26, 9),
  stochastic: (df) => momentum.stochastic(df, 14, 3, 3),
  williamsR14: (df) => momentum.williamsR(df, 14),
  cci20: (df) => momentum.cci(df, 20),
  dx14: (df) => momentum.dx(df, 14),
  adx14: (df) => momentum.adx(df, 14),
  adxr14: (df) => momentum.adxr(df, 14),
  plusDi14: (df) => momentum.plusDi(df, 14),
  minusDi14: (df) => momentum.minusDi(df, 14),
  aroon25: (df) => momentum.aroon(df, 25),
  ultimateOscillator: (df) => momentum.ultimateOscillator(df, 7, 14, 28),
  trueRange: (df) => volatility.trueRange(df),
  atr14: (df) => volatility.atr(df, 14),
  natr14: (df) => volatility.natr(df, 14),
  bollinger20: (df) => volatility.bollinger(df.close, 20, 2),
  parabolicSar: (df) => trend.parabolicSar(df, 0.02, 0.2),
  obv: (df) => volume.obv(df),
  ad: (df) => volume.ad(df),
  chaikinOscillator: (df) => volume.chaikinOscillator(df, 3, 10),
  mfi14: (df) => volume.mfi(df, 14),
  rollingVariance20: (df) => statistic.rollingVariance(df.close, 20, 0),
  linearRegressionSlope14: (df) => statistic.linearRegressionSlope(df.close, 14),
};

const bars = Object.fromEntries(
  Object.entries(fixture.bars).map(([field, values]) => [field, Float64Array.from(values)]),
) as unknown as BarColumns;

it.each(Object.entries(fixture.series))("equals TA-Lib's %s on EUR/USD, from the same row on", (name, expected) => {
  const [key = "", output] = name.split(".");
  const compute = OURS[key];
  if (compute === undefined) throw new Error(`nothing of ours is compared with ${name}, ${expected.call}`);
  const result = compute(frameOf(bars));
  const series = (output === undefined ? result : (result as Readonly<Record<string, Series>>)[output]) as Series;
  const ours = series.values();
  expect(
    ours.findIndex((value) => !Number.isNaN(value)),
    "first row",
  ).toBe(expected.firstRow);
  // TA-Lib keeps running sums, so values near zero are as exact as the largest ones
  const scale = Math.max(...expected.values.map((value) => Math.abs(value ?? 0)));
  for (const [k, row] of fixture.rows.entries()) {
    const wanted = expected.values[k];
    if (wanted === null || wanted === undefined) expect(ours[row], `row ${row}`).toBeNaN();
    else expect(Math.abs(ours[row]! - wanted) / scale, `row ${row}: ${ours[row]}, TA-Lib ${wanted}`).toBeLessThan(1e-9);
  }
});

it("compares every series named here", () => {
  const recorded = new Set(Object.keys(fixture.series).map((name) => name.split(".")[0]));
  expect([...recorded].sort()).toEqual(Object.keys(OURS).sort());
});
