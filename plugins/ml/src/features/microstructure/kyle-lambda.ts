import { assertPeriod, defineIndicator } from "@bellwether/core";
import { createWindowSum } from "../ops/window-sum.js";

/**
 * Kyle's lambda of bars: the mean over `period` rows of `|change of price| / volume`. Unit: price per unit of volume.
 * A bar without volume moved nothing by trading and counts 0. Rows before `period` are NaN: the first bar has no change.
 * @throws {BadPeriodError} unless `period` is a positive integer.
 * @see López de Prado, Advances in Financial Machine Learning (2018), 19.4.1; Kyle, Continuous Auctions and Insider Trading (1985)
 */
export const kyleLambda = defineIndicator({ name: "kyleLambda", inputs: "pair" }, (period: number = 20) => {
  assertPeriod("kyleLambda", period);
  const sum = createWindowSum(period);
  let before = Number.NaN;
  return {
    warmup: period,
    extend([price, volume], [out], from, to) {
      for (let i = from; i < to; i++) {
        const move = Math.abs(price[i]! - before);
        before = price[i]!;
        out[i] = sum.push(volume[i] === 0 ? 0 * move : move / volume[i]!) / period;
      }
    },
  };
});
