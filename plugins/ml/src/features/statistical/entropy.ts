import { assertPeriod, defineIndicator } from "@bellwether/core";

/**
 * Shannon entropy of the last `period` symbols, in bits: 0 if they are all alike, `log2(symbols)` if each is as frequent.
 * Symbols are whole numbers from 0 to `symbols − 1`; anything else counts as NaN. Rows before `period - 1` are NaN.
 * @throws {BadPeriodError} unless both parameters are positive integers.
 * @see Shannon, A Mathematical Theory of Communication (1948), estimated by plugging in the frequencies
 */
export const shannonEntropy = defineIndicator("shannonEntropy", (period: number, symbols: number = 2) => {
  assertPeriod("shannonEntropy", period);
  assertPeriod("shannonEntropy", symbols, 1, "symbols");
  const counts = new Int32Array(symbols);
  const ring = new Int32Array(period);
  /** Of a symbol seen n times: n · log2 n. */
  const weight = Float64Array.from({ length: period + 1 }, (_, n) => (n === 0 ? 0 : n * Math.log2(n)));
  let at = 0;
  let clean = 0;
  return {
    warmup: period - 1,
    extend([x], [out], from, to) {
      for (let i = from; i < to; i++) {
        const symbol = x[i]!;
        if (!(symbol >= 0 && symbol < symbols && Number.isInteger(symbol))) {
          counts.fill(0);
          clean = 0;
          out[i] = Number.NaN;
          continue;
        }
        if (clean === period) counts[ring[at]!]!--;
        else clean++;
        ring[at] = symbol;
        counts[symbol]!++;
        at = at + 1 === period ? 0 : at + 1;
        if (clean < period) {
          out[i] = Number.NaN;
          continue;
        }
        let sum = 0;
        for (let s = 0; s < symbols; s++) sum += weight[counts[s]!]!;
        out[i] = (weight[period]! - sum) / period;
      }
    },
  };
});
