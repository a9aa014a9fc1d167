import { logReturns } from "@bellwether/indicators";
import { defineFeature, param } from "../feature.js";
import { definePairMap } from "../ops/elementwise.js";
import { scaled } from "../ops/ops.js";
import { shannonEntropy } from "./entropy.js";
import { rootMeanSquare } from "./root-mean-square.js";

/** Quintiles of the standard normal distribution: normal returns fall into each bin as often. */
const OUTER = 0.8416212335729143;
const INNER = 0.2533471031357997;

/** Which fifth of a normal distribution of that deviation a return would lie in, 0 to 4; the middle one if nothing moved. */
const fifth = definePairMap("fifth", (value, deviation, out, from, to) => {
  for (let i = from; i < to; i++) {
    const score = deviation[i] === 0 ? 0 : value[i]! / deviation[i]!;
    if (Number.isNaN(score) || Number.isNaN(value[i]!)) out[i] = Number.NaN;
    else if (score < -INNER) out[i] = score < -OUTER ? 0 : 1;
    else out[i] = score > INNER ? (score > OUTER ? 4 : 3) : 2;
  }
});

export const returnEntropy = defineFeature({
  name: "return-entropy",
  group: "statistical",
  about:
    "Shannon entropy of log returns in five bins, sized by their root mean square: 0 all in one bin or flat, 1 spread evenly",
  params: [param("period", "returns, and as many before them that size the bins", 50, { min: 2 })],
  warmup: (period = 50) => 2 * period - 1,
  series(df, period = 50) {
    const returns = logReturns(df.close, 1);
    return scaled(shannonEntropy(fifth(returns, rootMeanSquare(returns, period)), period, 5), 0, 1 / Math.log2(5));
  },
});
