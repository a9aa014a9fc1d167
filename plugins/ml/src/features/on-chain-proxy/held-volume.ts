import { assertPeriod, defineIndicator } from "@bellwether/core";

/**
 * The volume of the last `period` bars taken for the coins that are held, each bought at its bar's typical price
 * `(high + low + close) / 3`. It stands in for what a ledger would tell; nothing on a chain is read.
 *
 * - `basis`: the mean price paid. `agedBasis`: the same with weights that fall in a line with age, as coins bought long ago
 *   are likelier to have been sold on. Unit: price. Both are the close where there was no volume.
 * - `inProfit`: share of the volume bought below the close, half of what was bought at it; 1/2 without volume.
 * - `age`: mean age of the volume, 0 the last bar and 1 the first of the window; 1/2 without volume.
 * - `inLarge`: share of the volume in bars that had more than twice the mean volume; 0 without volume.
 *
 * Prices are summed as distances from the close: in a flat window both bases are the close to the last bit.
 * Rows before `period - 1` are NaN. Summed anew for every row, O(period).
 * @throws {BadPeriodError} unless `period` is an integer of at least 2.
 */
export const heldVolume = defineIndicator(
  {
    name: "heldVolume",
    inputs: ["high", "low", "close", "volume"],
    outputs: ["basis", "agedBasis", "inProfit", "age", "inLarge", "typical"],
  },
  (period: number = 100) => {
    assertPeriod("heldVolume", period, 2);
    let clean = 0;
    return {
      warmup: period - 1,
      extend([high, low, close, volume], [basis, agedBasis, inProfit, age, inLarge, typical], from, to) {
        for (let i = from; i < to; i++) {
          const price = close[i]!;
          typical[i] = price + (high[i]! - price + (low[i]! - price)) / 3;
          if (!Number.isFinite(typical[i]! * volume[i]!)) clean = 0;
          else if (clean < period) clean++;
          if (clean < period) {
            basis[i] = Number.NaN;
            agedBasis[i] = Number.NaN;
            inProfit[i] = Number.NaN;
            age[i] = Number.NaN;
            inLarge[i] = Number.NaN;
            continue;
          }
          const first = i - period + 1;
          let held = 0;
          let money = 0;
          let weights = 0; // the newest bar's is `period`, the oldest's 1
          let weighted = 0;
          let profit = 0;
          for (let j = first; j <= i; j++) {
            const units = volume[j]!;
            const aged = units * (j - first + 1);
            const gap = typical[j]! - price;
            held += units;
            money += units * gap;
            weights += aged;
            weighted += aged * gap;
            if (gap < 0) profit += units;
            else if (gap === 0) profit += units / 2;
          }
          const large = (2 * held) / period;
          let inLargest = 0;
          for (let j = first; j <= i; j++) if (volume[j]! > large) inLargest += volume[j]!;
          const traded = held > 0;
          basis[i] = traded ? price + money / held : price;
          agedBasis[i] = traded ? price + weighted / weights : price;
          inProfit[i] = traded ? profit / held : 0.5;
          age[i] = traded ? (period - weights / held) / (period - 1) : 0.5;
          inLarge[i] = traded ? inLargest / held : 0;
        }
      },
    };
  },
);
