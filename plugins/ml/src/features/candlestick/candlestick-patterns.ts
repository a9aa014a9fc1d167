import { candlesticks } from "@bellwether/indicators";
import { defineFeature, type Feature } from "../feature.js";
import { sign } from "../ops/ops.js";

/**
 * One feature a pattern of `@bellwether/indicators`, `candlestick-` and its name: 1 where it is bullish, −1 where bearish, 0
 * where it is not there. A confirmed hikkake, which fires doubly, counts 1 or −1 too.
 */
export const candlestickPatterns: readonly Feature[] = Object.entries(candlesticks).map(([name, pattern]) => {
  const words = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  return defineFeature({
    name: `candlestick-${words}`,
    group: "candlestick",
    about: `${words.replaceAll("-", " ")}: 1 bullish, −1 bearish, 0 not there`,
    warmup: () => pattern.warmup(),
    series: (df) => sign(pattern(df)),
  });
});
