// A strategy of your own, in a file of your own, which is its own plugin: backtest.yaml beside it names this file.
import { definePlugin, defineStrategy, flat, level, long, multiple, period } from "@bellwether/core";
import { atr, rsi, sma } from "@bellwether/indicators";
import * as z from "zod";

/** Buys dips of an uptrend, leaves when they have recovered. A teaching example, not an edge. */
export const dipBuyer = defineStrategy({
  id: "dip-buyer",
  description: "Long when RSI dips while the close is above its long average; leaves when RSI has recovered.",
  params: z.strictObject({
    trend: period({ default: 200, search: [100, 300] }),
    rsi: period({ default: 4, search: [2, 10] }),
    dip: level({ default: 25, min: 0, max: 50, search: [10, 40] }),
    recovered: level({ default: 60, min: 50, max: 100, search: [50, 80] }),
    stopAtr: multiple({ default: 3, search: [1, 5] }),
  }),
  create: (params) => ({
    warmup: Math.max(params.trend, 10 * params.rsi),
    generateSignal(df) {
      const strength = rsi(df.close, params.rsi).last;
      if (strength > params.recovered) return flat(df, { reason: "recovered", strength });
      const up = df.close.last > sma(df.close, params.trend).last;
      if (!(up && strength < params.dip)) return null;
      const range = atr(df, 14).last;
      return range > 0 ? long(df, { reason: "dip in an uptrend", strength, slDistance: params.stopAtr * range }) : null;
    },
  }),
});

export default definePlugin({
  name: "dip-buyer",
  apiVersion: 1,
  setup: ({ register }) => register.strategy(dipBuyer),
});
