import { defineIndicator } from "@bellwether/core";
import { ichimoku } from "@bellwether/indicators";
import { defineFeature, param } from "../feature.js";
import { difference, ratioOrZero } from "../ops/ops.js";

const params = [
  param("conversion", "bars of the conversion line (tenkan)", 9),
  param("base", "bars of the base line (kijun), and of the cloud's displacement", 26),
  param("span", "bars of the cloud's slow edge", 52),
];

const warmup = (conversion = 9, base = 26, span = 52) => base - 1 + Math.max(conversion, base, span);

/** From the nearer edge of the cloud, whichever edge is the upper one. */
const cloudGap = defineIndicator(
  { name: "cloudGap", inputs: ["high", "low", "close"], outputs: ["gap", "base", "spanA", "spanB", "lagging"] },
  (conversionPeriod: number, basePeriod: number, spanPeriod: number) => {
    const lines = ichimoku.createKernel(conversionPeriod, basePeriod, spanPeriod);
    return {
      warmup: lines.warmup,
      extend(bars, outputs, from, to) {
        lines.extend(bars, outputs, from, to); // the conversion line stands in `gap` until the loop has written over it
        const close = bars[2];
        const [gap, , spanA, spanB] = outputs;
        for (let i = from; i < to; i++) {
          const top = Math.max(spanA[i]!, spanB[i]!);
          const bottom = Math.min(spanA[i]!, spanB[i]!);
          const price = close[i]!;
          gap[i] = price > top ? price / top - 1 : price < bottom ? price / bottom - 1 : 0 * (top + price);
        }
      },
    };
  },
);

export const ichimokuCloudDistance = defineFeature({
  name: "ichimoku-cloud-distance",
  group: "trend",
  about: "close over the nearer edge of the Ichimoku cloud, less 1: above 0 over the cloud, below 0 under it, 0 within",
  params,
  warmup,
  series: (df, conversion = 9, base = 26, span = 52) => cloudGap(df, conversion, base, span).gap,
});

export const ichimokuCloudThickness = defineFeature({
  name: "ichimoku-cloud-thickness",
  group: "trend",
  about: "Ichimoku's span A less span B over this bar, as a fraction of the close: positive for a rising cloud",
  params,
  warmup,
  series(df, conversion = 9, base = 26, span = 52) {
    const { spanA, spanB } = ichimoku(df, conversion, base, span);
    return ratioOrZero(difference(spanA, spanB), df.close);
  },
});

export const ichimokuLineSpread = defineFeature({
  name: "ichimoku-line-spread",
  group: "trend",
  about: "Ichimoku's conversion line less its base line (tenkan − kijun), as a fraction of the close",
  params: params.slice(0, 2),
  warmup: (conversion = 9, base = 26) => Math.max(conversion, base) - 1,
  series(df, conversion = 9, base = 26) {
    const lines = ichimoku(df, conversion, base);
    return ratioOrZero(difference(lines.conversion, lines.base), df.close);
  },
});
