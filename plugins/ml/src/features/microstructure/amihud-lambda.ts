import { assertPeriod, defineIndicator } from "@bellwether/core";
import { createWindowSum } from "../ops/window-sum.js";

/**
 * Amihud's illiquidity: the mean over `period` rows of `|log return| / turnover`, turnover in quote currency. Unit: one
 * over quote currency. A bar without turnover counts 0. Rows before `period` are NaN, prices that are not positive count
 * as NaN.
 * @throws {BadPeriodError} unless `period` is a positive integer.
 * @see López de Prado, Advances in Financial Machine Learning (2018), 19.4.2; Amihud, Illiquidity and Stock Returns (2002)
 */
export const amihudLambda = defineIndicator({ name: "amihudLambda", inputs: "pair" }, (period: number = 20) => {
  assertPeriod("amihudLambda", period);
  const sum = createWindowSum(period);
  let before = Number.NaN;
  return {
    warmup: period,
    extend([price, turnover], [out], from, to) {
      for (let i = from; i < to; i++) {
        const move = Math.abs(Math.log(price[i]! / before));
        before = price[i]!;
        out[i] = sum.push(turnover[i] === 0 ? 0 * move : move / turnover[i]!) / period;
      }
    },
  };
});
