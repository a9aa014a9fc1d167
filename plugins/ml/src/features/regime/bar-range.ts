import type { Frame, Series } from "@bellwether/core";
import { rollingMax, rollingMin } from "@bellwether/indicators";
import { difference } from "../ops/ops.js";

/** Highest high less lowest low of the last `period` bars. Unit: price; exactly 0 if nothing moved. */
export function barRange(df: Frame, period: number): Series {
  return difference(rollingMax(df.high, period), rollingMin(df.low, period));
}
