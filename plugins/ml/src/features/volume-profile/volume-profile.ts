import { assertPeriod, defineIndicator } from "@bellwether/core";

/** Bins that the window's range is cut into. */
const BINS = 24;
/** Share of the volume that the value area holds at least. */
const VALUE_AREA = 0.7;
/** Bins this much apart, relatively, count as equal: rounding breaks no ties. */
const TIE = 1 + 1e-9;

/**
 * Volume by price over the last `period` bars: each bar's volume lies evenly over its range, the window's range is cut into
 * 24 bins. Prices in quote currency.
 *
 * - `pointOfControl`: middle of the bin with the most volume, the lowest of equals; `pointOfControlShare`: its share of all.
 * - `valueLow`, `valueHigh`: edges of the bins that hold 70 % of the volume, grown from the point of control by the neighbour
 *   with more, the upper one of equals.
 *
 * Without any volume in the window each bar counts alike. In a window without range all three prices are that price, and the
 * share is 1. Rows before `period - 1` are NaN. Built anew for every row, O(period).
 * @throws {BadPeriodError} unless `period` is a positive integer.
 * @see Steidlmayer's market profile, with volume in place of time
 */
export const volumeProfile = defineIndicator(
  {
    name: "volumeProfile",
    inputs: ["high", "low", "volume"],
    outputs: ["pointOfControl", "valueLow", "valueHigh", "pointOfControlShare"],
  },
  (period: number = 100) => {
    assertPeriod("volumeProfile", period);
    const bins = new Float64Array(BINS + 1); // one more, for what begins beyond the last
    /** Volume per bin of the bars that cover it in full: what it gains over the bin below. */
    const steps = new Float64Array(BINS + 1);
    let clean = 0;

    /** @param scale - bins per unit of price. */
    function fill(
      high: Float64Array,
      low: Float64Array,
      volume: Float64Array,
      first: number,
      last: number,
      lowest: number,
      scale: number,
      alike: boolean,
    ): void {
      bins.fill(0);
      steps.fill(0);
      for (let j = first; j <= last; j++) {
        const units = alike ? 1 : volume[j]!;
        const start = (low[j]! - lowest) * scale;
        const end = (high[j]! - lowest) * scale;
        const a = Math.min(BINS - 1, start) | 0;
        const b = Math.min(BINS - 1, end) | 0;
        if (a === b) {
          bins[a]! += units;
          continue;
        }
        const density = units / (end - start);
        bins[a]! += density * (a + 1 - start);
        bins[b]! += density * (end - b);
        steps[a + 1]! += density;
        steps[b]! -= density;
      }
      let level = 0;
      for (let k = 0; k < BINS; k++) {
        level += steps[k]!;
        bins[k]! += level;
      }
    }

    return {
      warmup: period - 1,
      extend([high, low, volume], [pointOfControl, valueLow, valueHigh, share], from, to) {
        for (let i = from; i < to; i++) {
          if (!Number.isFinite(high[i]! + low[i]! + volume[i]!)) clean = 0;
          else if (clean < period) clean++;
          if (clean < period) {
            pointOfControl[i] = Number.NaN;
            valueLow[i] = Number.NaN;
            valueHigh[i] = Number.NaN;
            share[i] = Number.NaN;
            continue;
          }
          const first = i - period + 1;
          let lowest = low[first]!;
          let highest = high[first]!;
          let total = 0;
          for (let j = first; j <= i; j++) {
            if (low[j]! < lowest) lowest = low[j]!;
            if (high[j]! > highest) highest = high[j]!;
            total += volume[j]!;
          }
          const width = (highest - lowest) / BINS;
          if (!(width > 0)) {
            pointOfControl[i] = lowest;
            valueLow[i] = lowest;
            valueHigh[i] = highest;
            share[i] = 1;
            continue;
          }
          const alike = total === 0;
          if (alike) total = period;
          fill(high, low, volume, first, i, lowest, 1 / width, alike);
          let most = 0;
          for (let k = 1; k < BINS; k++) if (bins[k]! > bins[most]! * TIE) most = k;
          let bottom = most;
          let top = most;
          let held = bins[most]!;
          while (held * TIE < VALUE_AREA * total && (bottom > 0 || top < BINS - 1)) {
            const below = bottom > 0 ? bins[bottom - 1]! : -1;
            const above = top < BINS - 1 ? bins[top + 1]! : -1;
            if (above * TIE >= below) {
              top++;
              held += above;
            } else {
              bottom--;
              held += below;
            }
          }
          pointOfControl[i] = lowest + (most + 0.5) * width;
          valueLow[i] = lowest + bottom * width;
          valueHigh[i] = lowest + (top + 1) * width;
          share[i] = bins[most]! / total;
        }
      },
    };
  },
);
