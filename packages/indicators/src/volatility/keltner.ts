import { assertPeriod, defineIndicator } from "@bellwether/core";
import { assertPositive } from "../kernel/assert-positive.js";
import { createEmaState } from "../kernel/ema-state.js";
import { atr } from "./atr.js";

/**
 * Keltner channel in Raschke's form: the exponential average of the close over `period` bars, and `multiplier` times
 * the Wilder ATR of `atrPeriod` bars around it. Unit: price.
 * The middle starts at row `period - 1`, the bands at the later of that and row `atrPeriod`, which is the warm-up.
 * R TTR's `keltnerChannels` differs: it averages the typical price, and the true range exponentially.
 * @throws {BadPeriodError} unless both periods are positive integers and `multiplier` a positive number.
 */
export const keltner = defineIndicator(
  { name: "keltner", inputs: ["high", "low", "close"], outputs: ["upper", "middle", "lower"] },
  (period: number = 20, atrPeriod: number = 10, multiplier: number = 2) => {
    assertPeriod("keltner", period);
    assertPeriod("keltner", atrPeriod, 1, "atrPeriod");
    assertPositive("keltner", "multiplier", multiplier);
    const ema = createEmaState(period);
    const ranges = atr.createKernel(atrPeriod);
    return {
      warmup: Math.max(period - 1, ranges.warmup),
      extend(inputs, [upper, middle, lower], from, to) {
        const [high, low, close] = inputs;
        ranges.extend(inputs, [upper], from, to); // the upper column holds the ATR until the loop has read it
        for (let i = from; i < to; i++) {
          const whole = Number.isFinite(high[i]! + low[i]! + close[i]!);
          const mean = ema.push(whole ? close[i]! : Number.NaN);
          const reach = multiplier * upper[i]!;
          upper[i] = mean + reach;
          middle[i] = mean;
          lower[i] = mean - reach;
        }
      },
    };
  },
);
