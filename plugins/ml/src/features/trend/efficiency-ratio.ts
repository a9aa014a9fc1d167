import { mom, rollingSum } from "@bellwether/indicators";
import { defineFeature, param } from "../feature.js";
import { absolute, clamp, ratioOrZero } from "../ops/ops.js";

/**
 * How straight the way of the close was.
 * @see Kaufman, Trading Systems and Methods: the efficiency ratio
 */
export const efficiencyRatio = defineFeature({
  name: "efficiency-ratio",
  group: "trend",
  about: "net move of the close over its path, 0 (to and fro) to 1 (straight); 0 without moves",
  params: [param("period", "bars", 10)],
  warmup: (period = 10) => period,
  series: (df, period = 10) => {
    const path = rollingSum(absolute(mom(df.close, 1)), period);
    return clamp(ratioOrZero(absolute(mom(df.close, period)), path), 0, 1); // rounding may put the path below the move
  },
});
