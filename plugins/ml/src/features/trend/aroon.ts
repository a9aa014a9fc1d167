import { aroonOscillator as aroonIndicator } from "@bellwether/indicators";
import { defineFeature, param } from "../feature.js";
import { scaled } from "../ops/ops.js";

/** Whether the last high or the last low is the newer one. */
export const aroonOscillator = defineFeature({
  name: "aroon-oscillator",
  group: "trend",
  about: "how much newer the highest high is than the lowest low, −1 to 1; 0 where prices stand still",
  params: [param("period", "bars looked back", 25)],
  warmup: (period = 25) => period,
  series: (df, period = 25) => scaled(aroonIndicator(df, period), 0, 0.01),
});
