import type { Series } from "@bellwether/core";
import { rollingStd, zScore } from "@bellwether/indicators";
import { unlessFlat } from "./degenerate.js";

/** Sample standard deviations of the newest value from the mean of the last `period`, itself included; 0 where all are equal. */
export function standardScore(x: Series, period: number): Series {
  return unlessFlat(zScore(x, period), rollingStd(x, period), 0);
}
