import { defineFeature } from "../feature.js";
import { defineMap } from "../ops/elementwise.js";

const DAY = 86_400_000;
/** Days from a Monday to the epoch, a Thursday. */
const EPOCH_WEEKDAY = 3;

/** Turns within a cycle of `length`, also before the epoch. */
const turn = (x: number, length: number) => ((2 * Math.PI) / length) * (x - length * Math.floor(x / length));
const weekday = (openTime: number) => turn(Math.floor(openTime / DAY) + EPOCH_WEEKDAY, 7);

const sineOfDay = defineMap("sineOfDay", (openTime, out, from, to) => {
  for (let i = from; i < to; i++) out[i] = Math.sin(turn(openTime[i]!, DAY));
});
const cosineOfDay = defineMap("cosineOfDay", (openTime, out, from, to) => {
  for (let i = from; i < to; i++) out[i] = Math.cos(turn(openTime[i]!, DAY));
});
const sineOfWeek = defineMap("sineOfWeek", (openTime, out, from, to) => {
  for (let i = from; i < to; i++) out[i] = Math.sin(weekday(openTime[i]!));
});
const cosineOfWeek = defineMap("cosineOfWeek", (openTime, out, from, to) => {
  for (let i = from; i < to; i++) out[i] = Math.cos(weekday(openTime[i]!));
});

/** The hour is a place on a circle: 23:00 is as near to midnight as 01:00, which takes two numbers to say. */
export const hourSine = defineFeature({
  name: "hour-sine",
  group: "price",
  about: "sine of the time of day at which the bar opened, UTC: 0 at midnight, 1 at 06:00",
  warmup: () => 0,
  series: (df) => sineOfDay(df.openTime),
});

/** The other of the two. */
export const hourCosine = defineFeature({
  name: "hour-cosine",
  group: "price",
  about: "cosine of the time of day at which the bar opened, UTC: 1 at midnight, −1 at noon",
  warmup: () => 0,
  series: (df) => cosineOfDay(df.openTime),
});

/** The day of the week is a place on a circle too: a Sunday is as near to Monday as a Tuesday. */
export const weekdaySine = defineFeature({
  name: "weekday-sine",
  group: "price",
  about: "sine of the day of the week on which the bar opened, UTC: 0 on Mondays",
  warmup: () => 0,
  series: (df) => sineOfWeek(df.openTime),
});

/** The other of the two. */
export const weekdayCosine = defineFeature({
  name: "weekday-cosine",
  group: "price",
  about: "cosine of the day of the week on which the bar opened, UTC: 1 on Mondays",
  warmup: () => 0,
  series: (df) => cosineOfWeek(df.openTime),
});
