import { assertPeriod, defineIndicator } from "@bellwether/core";
import { assertFastSlow } from "../kernel/average-pair.js";
import { createEmaState } from "../kernel/ema-state.js";

/**
 * Moving average convergence/divergence: `macd`, fast EMA minus slow EMA; `signal`, its EMA; `histogram`, their difference.
 * Unit out = unit in. All three start on row `slow + signal - 2`. The fast EMA is seeded late, by the last `fast` of the
 * first `slow` values, so that both start together.
 * @throws {BadPeriodError} unless all are positive integers and `fast` is at most `slow`.
 * @see TA-Lib `ta_MACD.c`
 */
export const macd = defineIndicator(
  { name: "macd", outputs: ["macd", "signal", "histogram"] },
  (fast: number = 12, slow: number = 26, signal: number = 9) => {
    assertFastSlow("macd", fast, slow);
    assertPeriod("macd", signal, 1, "signal");
    const warmup = slow + signal - 2;
    const fastEma = createEmaState(fast);
    const slowEma = createEmaState(slow);
    const signalEma = createEmaState(signal);
    const fastWeight = fastEma.weight;
    const slowWeight = slowEma.weight;
    const signalWeight = signalEma.weight;
    let clean = 0; // values since the last NaN, up to `warmup + 1`
    return {
      warmup,
      extend([x], [line, trigger, histogram], from, to) {
        let quick = fastEma.value;
        let calm = slowEma.value;
        let smooth = signalEma.value;
        for (let i = from; i < to; i++) {
          // the steady state, kept bare: nearly every row passes here
          for (; clean > warmup && i < to; i++) {
            const value = x[i]!;
            if (!Number.isFinite(value)) break;
            quick += fastWeight * (value - quick);
            calm += slowWeight * (value - calm);
            const spread = quick - calm;
            smooth += signalWeight * (spread - smooth);
            line[i] = spread;
            trigger[i] = smooth;
            histogram[i] = spread - smooth;
          }
          if (i === to) break;
          const value = x[i]!;
          quick = fastEma.push(clean < slow - fast ? Number.NaN : value);
          calm = slowEma.push(value);
          smooth = signalEma.push(quick - calm);
          clean = Number.isFinite(value) ? clean + 1 : 0;
          line[i] = clean > warmup ? quick - calm : Number.NaN;
          trigger[i] = smooth;
          histogram[i] = line[i]! - smooth;
        }
        if (clean <= warmup) return; // still seeding: the states carry their own sums
        fastEma.value = quick;
        slowEma.value = calm;
        signalEma.value = smooth;
      },
    };
  },
);
