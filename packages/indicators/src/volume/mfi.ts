import { assertPeriod, defineIndicator } from "@bellwether/core";
import { createRollingSum } from "../kernel/rolling-sum.js";

/**
 * Money flow index: of the notional (typical price times volume) of the last `period` bars whose typical price moved,
 * the share that moved up, in percent [0, 100]. 0 where none moved. Rows before `period` are NaN: the first bar has
 * nothing to move from.
 * @throws {BadPeriodError} unless `period` is a positive integer.
 * @see TA-Lib `ta_MFI.c`, which also says 0 where the notional is below one quote unit; here the unit does not matter
 */
export const mfi = defineIndicator(
  { name: "mfi", inputs: ["high", "low", "close", "volume"] },
  (period: number = 14) => {
    assertPeriod("mfi", period);
    const ups = createRollingSum(period);
    const downs = createRollingSum(period);
    let previous = Number.NaN;
    return {
      warmup: period,
      extend([high, low, close, volume], [out], from, to) {
        let before = previous;
        for (let i = from; i < to; i++) {
          const typical = (high[i]! + low[i]! + close[i]!) / 3;
          const notional = typical * volume[i]!;
          if (!Number.isFinite(notional)) {
            ups.reset();
            downs.reset();
            before = Number.NaN;
            out[i] = Number.NaN;
            continue;
          }
          if (Number.isNaN(before)) out[i] = Number.NaN;
          else {
            const up = Math.max(0, ups.push(typical > before ? notional : 0));
            const down = Math.max(0, downs.push(typical < before ? notional : 0));
            out[i] = up + down === 0 ? 0 : (100 * up) / (up + down);
          }
          before = typical;
        }
        previous = before;
      },
    };
  },
);
