import { logReturns, sma } from "@bellwether/indicators";
import { defineFeature, param } from "../feature.js";
import { ratioOrZero } from "../ops/ops.js";
import { rootMeanSquare } from "./root-mean-square.js";

/** With n returns and their t statistic t about zero it is `t / √(t² + n − 1)`: as telling, and bounded. */
export const returnMeanRatio = defineFeature({
  name: "return-mean-ratio",
  group: "statistical",
  about: "mean log return over its root mean square: −1 to 1, ±1 for returns that are all alike; 0 if flat",
  params: [param("period", "returns", 20)],
  warmup: (period = 20) => period,
  series(df, period = 20) {
    const returns = logReturns(df.close, 1);
    return ratioOrZero(sma(returns, period), rootMeanSquare(returns, period));
  },
});
