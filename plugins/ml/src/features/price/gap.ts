import { defineFeature } from "../feature.js";
import { distance, shift } from "../ops/ops.js";

/** What happened between the bars. */
export const gap = defineFeature({
  name: "gap",
  group: "price",
  about: "open relative to the close before it: open / previous close − 1",
  warmup: () => 1,
  series: (df) => distance(df.open, shift(df.close, 1)),
});
