// A feature of your own and a model family of your own, in one plugin.
//
//   bellwether train examples/own-feature/train.yaml          learns with both, and registers the model
//   bellwether backtest examples/own-feature/backtest.yaml    trades it
//   bellwether --plugin ./examples/own-feature/own-feature.ts features list --group price
import { defineIndicator, definePlugin } from "@bellwether/core";
import { defineFeature, param } from "@bellwether/ml";
import { nearestCentroid } from "./nearest-centroid.js";

/** A kernel: the same lines compute a whole history and one new bar. */
const shareOfRisingBars = defineIndicator(
  { name: "shareOfRisingBars", inputs: ["open", "close"] },
  (period: number) => ({
    warmup: period - 1,
    extend([open, close], [out], from, to) {
      for (let i = from; i < to; i++) {
        let sum = i < period - 1 ? Number.NaN : 0;
        for (let back = Math.min(i, period - 1); back >= 0; back--) {
          const move = close[i - back]! - open[i - back]!;
          sum += move > 0 ? 1 : move <= 0 ? 0 : Number.NaN; // a bar that is missing leaves the window without an answer
        }
        out[i] = sum / period;
      }
    },
  }),
);

/** Raise `version` when its values change: models that learnt from other values are refused then. */
export const upShare = defineFeature({
  name: "up-share",
  group: "price",
  about: "share of the last bars that closed above their open, 0 to 1",
  version: 1,
  params: [param("period", "bars that are looked at", 24)],
  warmup: (period) => period! - 1,
  series: (df, period) => shareOfRisingBars(df, period!),
});

export default definePlugin({
  name: "own-feature",
  apiVersion: 1,
  setup({ register }) {
    register.add("feature", upShare.name, upShare);
    register.add("model-family", nearestCentroid.name, nearestCentroid);
  },
});
