import { defineFeature } from "../feature.js";
import { defineBarMap } from "../ops/bar-map.js";

const body = defineBarMap("bodyOfOpen", (o, _h, _l, c) => c / o - 1);
const range = defineBarMap("rangeOfOpen", (o, h, l) => (h - l) / o);
const upper = defineBarMap("upperShadowOfOpen", (o, h, _l, c) => (h - Math.max(o, c)) / o);
const lower = defineBarMap("lowerShadowOfOpen", (o, _h, l, c) => (Math.min(o, c) - l) / o);
const share = defineBarMap("bodyOfRange", (o, h, l, c) => (h > l ? (c - o) / (h - l) : 0));
const upperShare = defineBarMap("upperShadowOfRange", (o, h, l, c) => (h > l ? (h - Math.max(o, c)) / (h - l) : 0));
const lowerShare = defineBarMap("lowerShadowOfRange", (o, h, l, c) => (h > l ? (Math.min(o, c) - l) / (h - l) : 0));

/** The bar's body as a fraction of its open: its return from open to close. */
export const barReturn = defineFeature({
  name: "bar-return",
  group: "price",
  about: "body as a fraction of the open: close / open − 1",
  warmup: () => 0,
  series: (df) => body(df),
});

/** From low to high, as a fraction of the open. */
export const barRange = defineFeature({
  name: "bar-range",
  group: "price",
  about: "range as a fraction of the open: (high − low) / open",
  warmup: () => 0,
  series: (df) => range(df),
});

/** From the body up to the high, as a fraction of the open. */
export const upperShadow = defineFeature({
  name: "upper-shadow",
  group: "price",
  about: "upper shadow as a fraction of the open",
  warmup: () => 0,
  series: (df) => upper(df),
});

/** From the body down to the low, as a fraction of the open. */
export const lowerShadow = defineFeature({
  name: "lower-shadow",
  group: "price",
  about: "lower shadow as a fraction of the open",
  warmup: () => 0,
  series: (df) => lower(df),
});

/** How much of the bar's range its body fills, and which way. */
export const bodyRatio = defineFeature({
  name: "body-ratio",
  group: "price",
  about: "body over range, −1 to 1: (close − open) / (high − low); 0 without range",
  warmup: () => 0,
  series: (df) => share(df),
});

/** How much of the bar's range lies above its body. */
export const upperShadowRatio = defineFeature({
  name: "upper-shadow-ratio",
  group: "price",
  about: "upper shadow over range, 0 to 1; 0 without range",
  warmup: () => 0,
  series: (df) => upperShare(df),
});

/** How much of the bar's range lies below its body. */
export const lowerShadowRatio = defineFeature({
  name: "lower-shadow-ratio",
  group: "price",
  about: "lower shadow over range, 0 to 1; 0 without range",
  warmup: () => 0,
  series: (df) => lowerShare(df),
});
