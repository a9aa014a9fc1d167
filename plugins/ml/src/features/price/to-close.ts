import { defineFeature } from "../feature.js";
import { defineBarMap } from "../ops/bar-map.js";

const open = defineBarMap("openToClose", (o, _h, _l, c) => o / c - 1);
const high = defineBarMap("highToClose", (_o, h, _l, c) => h / c - 1);
const low = defineBarMap("lowToClose", (_o, _h, l, c) => l / c - 1);

/** The open as a fraction of the close, less 1. */
export const openToClose = defineFeature({
  name: "open-to-close",
  group: "price",
  about: "open relative to the close: open / close − 1",
  warmup: () => 0,
  series: (df) => open(df),
});

/** The high as a fraction of the close, less 1: never negative. */
export const highToClose = defineFeature({
  name: "high-to-close",
  group: "price",
  about: "high relative to the close: high / close − 1, at least 0",
  warmup: () => 0,
  series: (df) => high(df),
});

/** The low as a fraction of the close, less 1: never positive. */
export const lowToClose = defineFeature({
  name: "low-to-close",
  group: "price",
  about: "low relative to the close: low / close − 1, at most 0",
  warmup: () => 0,
  series: (df) => low(df),
});
