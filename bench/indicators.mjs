// @ts-check
import { adx, atr, bollinger, ema, macd, rsi, sma, stochastic } from "@bellwether/indicators";
import ti from "technicalindicators";
import * as ts from "trading-signals";
import { bars, ROWS } from "./bars.mjs";
import * as hand from "./hand-written.mjs";
import { medianMs, table } from "./timing.mjs";

const { high, low, close } = bars;

/** Output columns that every run writes over. @type {any} */
const columns = Array.from({ length: 5 }, () => new Float64Array(ROWS));

/**
 * @param {import("@bellwether/core").AnyIndicator} indicator
 * @param {Float64Array[]} inputs
 * @param {number[]} params
 */
function ours(indicator, inputs, ...params) {
  return () => indicator.createKernel(.../** @type {any} */ (params)).extend(inputs, columns, 0, ROWS);
}

const lists = { high: Array.from(high), low: Array.from(low), close: Array.from(close) };
const candles = Array.from(close, (c, i) => ({ high: high[i], low: low[i], close: c }));

/**
 * Streams, as this library does; it writes no column.
 * @param {() => { update(value: any, replace: boolean): unknown }} make
 * @param {unknown[]} values
 */
function signals(make, values) {
  return () => {
    const indicator = make();
    let last;
    for (let i = 0; i < values.length; i++) last = indicator.update(values[i], false);
    return last;
  };
}

const CASES = [
  [
    "SMA 20",
    ours(sma, [close], 20),
    () => hand.sma(close, 20, columns),
    () => ti.SMA.calculate({ period: 20, values: lists.close }),
    signals(() => new ts.SMA(20), lists.close),
  ],
  [
    "EMA 20",
    ours(ema, [close], 20),
    () => hand.ema(close, 20, columns),
    () => ti.EMA.calculate({ period: 20, values: lists.close }),
    signals(() => new ts.EMA(20), lists.close),
  ],
  [
    "RSI 14",
    ours(rsi, [close], 14),
    () => hand.rsi(close, 14, columns),
    () => ti.RSI.calculate({ period: 14, values: lists.close }),
    signals(() => new ts.RSI(14), lists.close),
  ],
  [
    "MACD 12 26 9",
    ours(macd, [close], 12, 26, 9),
    () => hand.macd(close, 12, 26, 9, columns),
    () =>
      ti.MACD.calculate({
        values: lists.close,
        fastPeriod: 12,
        slowPeriod: 26,
        signalPeriod: 9,
        SimpleMAOscillator: false,
        SimpleMASignal: false,
      }),
    signals(() => new ts.MACD(new ts.EMA(12), new ts.EMA(26), new ts.EMA(9)), lists.close),
  ],
  [
    "Bollinger 20 2",
    ours(bollinger, [close], 20, 2),
    () => hand.bollinger(close, 20, 2, columns),
    () => ti.BollingerBands.calculate({ period: 20, stdDev: 2, values: lists.close }),
    signals(() => new ts.BollingerBands(20, 2), lists.close),
  ],
  [
    "ATR 14",
    ours(atr, [high, low, close], 14),
    () => hand.atr(high, low, close, 14, columns),
    () => ti.ATR.calculate({ period: 14, ...lists }),
    signals(() => new ts.ATR(14), candles),
  ],
  [
    "ADX 14",
    ours(adx, [high, low, close], 14),
    () => hand.adx(high, low, close, 14, columns),
    () => ti.ADX.calculate({ period: 14, ...lists }),
    signals(() => new ts.ADX(14), candles),
  ],
  [
    "Stochastic 14 3 3",
    ours(stochastic, [high, low, close], 14, 3, 3),
    () => hand.stochastic(high, low, close, 14, 3, 3, columns),
    () => ti.Stochastic.calculate({ period: 14, signalPeriod: 3, ...lists }),
    signals(() => new /** @type {any} */ (ts.StochasticOscillator)(14, 3, 3), candles),
  ],
];

export async function benchIndicators() {
  console.log(
    "Indicators: million values a second, one million closes; hand-written is a plain loop over Float64Array",
  );
  const rows = [
    ["", "ours", "hand-written", "ours ÷ hand, time", "technicalindicators", "× slower", "trading-signals", "× slower"],
  ];
  for (const [name, own, byHand, technical, signal] of /** @type {any[]} */ (CASES)) {
    const [a, b, c, d] = [
      await medianMs(own),
      await medianMs(byHand),
      await medianMs(technical),
      await medianMs(signal),
    ];
    const rate = (/** @type {number} */ ms) => (ROWS / ms / 1000).toFixed(1);
    rows.push([name, rate(a), rate(b), (a / b).toFixed(2), rate(c), (c / a).toFixed(0), rate(d), (d / a).toFixed(0)]);
  }
  table(rows);
}
