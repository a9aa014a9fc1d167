import * as z from "zod";

const dropOrRefuse = (what: string, fallback: "drop" | "refuse") =>
  z.enum(["drop", "refuse"]).default(fallback).describe(what);

/** What to do with flawed bars. Nothing is done silently: whatever is found and done is counted in the report. */
export const CleaningPolicies = z
  .strictObject({
    times: dropOrRefuse("Rows whose open time is no time.", "drop"),
    order: z
      .enum(["sort", "drop", "refuse"])
      .default("sort")
      .describe("Rows that stand after later ones: sort them in, drop them, or refuse the bars."),
    duplicates: z
      .enum(["first", "last", "refuse"])
      .default("first")
      .describe("Rows of one open time: keep the one that stands first or last, or refuse the bars."),
    prices: z
      .enum(["drop", "fill", "refuse"])
      .default("drop")
      .describe("Prices that are no positive number: drop the bar, fill in a flat one at the last close, or refuse."),
    volumes: z
      .enum(["zero", "drop", "refuse"])
      .default("zero")
      .describe("Volumes that are negative or no number: count them as 0, drop the bar, or refuse."),
    relations: z
      .enum(["repair", "drop", "refuse"])
      .default("repair")
      .describe(
        "A high below, or a low above, another price of its bar: widen them to hold all four, drop, or refuse.",
      ),
    outliers: z
      .enum(["keep", "clip", "drop"])
      .default("keep")
      .describe(
        "Returns far from the median of those before: keep them (they are counted), clip them to the limit, or drop.",
      ),
    outlierMultiple: z
      .number()
      .min(3)
      .default(12)
      .describe("How far is far: in standard deviations as the median absolute deviation estimates them."),
    outlierWindow: z
      .int()
      .min(20)
      .max(10_000)
      .default(100)
      .describe("Returns before the bar that it is compared with; the first ones are not judged."),
    zeroVolume: z.enum(["keep", "drop"]).default("keep").describe("Bars in which nothing was traded."),
    missing: z
      .enum(["keep", "fill", "refuse"])
      .default("keep")
      .describe("Bars that are not there: leave the gap, fill it with flat bars at the last close, or refuse."),
    maxFill: z
      .int()
      .min(1)
      .max(100_000)
      .default(24)
      .describe("Longest gap in bars that is filled; longer ones stay, since a long flat line is no market."),
    calendar: z
      .enum(["auto", "24x7", "weekdays"])
      .default("auto")
      .describe("When bars are expected: always, on trading hours only, or whichever the bars themselves show."),
    staleBars: z
      .int()
      .min(2)
      .max(100_000)
      .default(12)
      .describe("Bars in a row that stand still at one price to be counted as stale; they are always kept."),
  })
  .describe("What to do with flawed bars; whatever is found and done is counted.");
export type CleaningPolicies = z.output<typeof CleaningPolicies>;
