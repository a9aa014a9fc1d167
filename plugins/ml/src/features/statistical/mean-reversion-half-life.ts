import { defineIndicator } from "@bellwether/core";
import { correlation, logReturns, rollingStd } from "@bellwether/indicators";
import { defineFeature, param } from "../feature.js";
import { unlessFlat } from "../ops/degenerate.js";
import { naturalLog, product, ratioOrZero, shift } from "../ops/ops.js";

/** Of the slope of changes on levels: `−ln 2 / ln(1 + slope)` bars over `period`, no more than 1. */
const halfLifeShare = defineIndicator("halfLifeShare", (period: number) => ({
  warmup: 0,
  extend([x], [out], from, to) {
    for (let i = from; i < to; i++) {
      const kept = 1 + x[i]!; // of a gap to the mean, from bar to bar
      if (Number.isNaN(kept)) out[i] = Number.NaN;
      else if (kept >= 1) out[i] = 1;
      else out[i] = kept <= 0 ? 0 : Math.min(1, -Math.LN2 / (Math.log(kept) * period));
    }
  },
}));

/** The regression of each change on the level before it, over `period` changes; −1 is a level that forgets at once. */
export const meanReversionHalfLife = defineFeature({
  name: "mean-reversion-half-life",
  group: "statistical",
  about:
    "bars in which a gap to the mean halves, as a share of the period, by the regression of changes on levels: 0 to 1; 1 if none is seen, or flat",
  params: [param("period", "changes regressed", 100, { min: 3 })],
  warmup: (period = 100) => period,
  series(df, period = 100) {
    const change = logReturns(df.close, 1);
    const level = shift(naturalLog(df.close), 1);
    const spread = rollingStd(level, period);
    const slope = product(correlation(change, level, period), ratioOrZero(rollingStd(change, period), spread));
    return unlessFlat(halfLifeShare(slope, period), spread, 1);
  },
});
