import { BadPeriodError, defineIndicator } from "@bellwether/core";
import { assertPositive } from "../kernel/assert-positive.js";

/**
 * Parabolic stop and reverse: a stop that closes in on the price by `acceleration` at first, faster by as much with
 * each new extreme, by no more than `maximum`; when a bar touches it, it changes sides. Unit: price.
 * It starts short if the second bar's low falls by more than its high rises, else long. Row 0 is NaN.
 * @throws {BadPeriodError} unless both parameters are positive and `acceleration` is at most `maximum`.
 * @see TA-Lib `ta_SAR.c`; Wilder, New Concepts in Technical Trading Systems (1978)
 */
export const parabolicSar = defineIndicator(
  { name: "parabolicSar", inputs: ["high", "low"] },
  (acceleration: number = 0.02, maximum: number = 0.2) => {
    assertPositive("parabolicSar", "maximum", maximum);
    assertPositive("parabolicSar", "acceleration", acceleration);
    if (acceleration > maximum)
      throw new BadPeriodError("parabolicSar", "acceleration", acceleration, `at most maximum, ${maximum}`);
    let clean = 0;
    let side = 1; // 1 long, -1 short; the four prices below are multiplied by it, so that the stop is always below
    let stop = 0;
    let extreme = 0;
    let step = 0;
    let previousLow = 0;
    let previousHigh = 0;
    return {
      warmup: 1,
      extend([high, low], [out], from, to) {
        let n = clean;
        let s = side;
        let sar = stop;
        let best = extreme;
        let speed = step;
        let beforeLow = previousLow;
        let beforeHigh = previousHigh;
        for (let i = from; i < to; i++) {
          const h = high[i]!;
          const l = low[i]!;
          if (!Number.isFinite(h + l)) {
            n = 0;
            out[i] = Number.NaN;
            continue;
          }
          if (n < 2) {
            n++;
            if (n === 1) {
              beforeLow = l;
              beforeHigh = h;
              out[i] = Number.NaN;
              continue;
            }
            const fall = beforeLow - l;
            s = fall > 0 && fall > h - beforeHigh ? -1 : 1;
            sar = s > 0 ? beforeLow : -beforeHigh;
            best = s > 0 ? h : -l;
            speed = acceleration;
            beforeLow = l; // the first stop yields to no bar but its own
            beforeHigh = h;
          }
          let near = s > 0 ? l : -h;
          let far = s > 0 ? h : -l;
          let beforeNear = s > 0 ? beforeLow : -beforeHigh;
          if (near <= sar) {
            s = -s;
            const touched = near;
            near = -far;
            far = -touched;
            beforeNear = s > 0 ? beforeLow : -beforeHigh;
            sar = Math.min(-best, beforeNear, near);
            best = far;
            speed = acceleration;
            out[i] = s * sar;
          } else {
            out[i] = s * sar;
            if (far > best) {
              best = far;
              speed = Math.min(maximum, speed + acceleration);
            }
          }
          sar = Math.min(sar + speed * (best - sar), beforeNear, near);
          beforeLow = l;
          beforeHigh = h;
        }
        clean = n;
        side = s;
        stop = sar;
        extreme = best;
        step = speed;
        previousLow = beforeLow;
        previousHigh = beforeHigh;
      },
    };
  },
);
