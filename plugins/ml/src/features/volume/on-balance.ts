import type { Frame, Series } from "@bellwether/core";
import { mom, rollingSum, sma } from "@bellwether/indicators";
import { defineFeature, param } from "../feature.js";
import { clamp, product, ratioOrZero, sign } from "../ops/ops.js";
import { totalSlope } from "./total-slope.js";

/** What each bar adds to the on-balance volume. */
const step = (df: Frame): Series => product(sign(mom(df.close, 1)), df.volume);

/** Slope of the on-balance volume, in what is usually traded: the line itself starts anywhere and has a unit. */
export const obvSlope = defineFeature({
  name: "obv-slope",
  group: "volume",
  about: "slope of the line fitted to the last on-balance volumes, per bar, in mean volumes; 0 without volume",
  params: [param("period", "bars", 20, { min: 2 })],
  warmup: (period = 20) => period - 1,
  series: (df, period = 20) => ratioOrZero(totalSlope(step(df), period), sma(df.volume, period)),
});

/** What the on-balance volume has gained, as a share of all that was traded. */
export const signedVolume = defineFeature({
  name: "signed-volume",
  group: "volume",
  about: "volume of rising less that of falling bars as a share of all volume, −1 to 1; 0 without volume",
  params: [param("period", "bars", 20)],
  warmup: (period = 20) => period,
  series: (df, period = 20) => clamp(ratioOrZero(rollingSum(step(df), period), rollingSum(df.volume, period)), -1, 1),
});
