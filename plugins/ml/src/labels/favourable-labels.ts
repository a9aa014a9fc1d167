import { type BarColumns, frameOf } from "@bellwether/core";
import { atr } from "@bellwether/indicators";
import * as z from "zod";
import { firstUnknownRows } from "./known-bars.js";
import { createLabelBuilder } from "./label-builder.js";
import type { Labels } from "./labels.js";
import { horizonSchema, readOptions } from "./read-options.js";

export const FavourableExcursionSettings = z
  .strictObject({
    type: z.literal("favourable-excursion"),
    horizon: horizonSchema,
    atr: z.int().min(1).max(100_000).default(14).describe("Period of the average true range that it is counted in."),
    side: z
      .enum(["both", "long", "short"])
      .default("both")
      .describe("Whose best moment: of a long, of a short, or both: the long's less the short's."),
  })
  .describe("How far the market runs in favour of a position at best, in ATRs: what a take profit can hope for.");

export type FavourableExcursionOptions = Omit<z.input<typeof FavourableExcursionSettings>, "type">;

/**
 * Best moment of a position opened at the open of `row + 1` and held to the close of `row + horizon`, in average true ranges
 * as known at the close of `row`. For a long `(highest high - entry) / ATR`, for a short `(entry - lowest low) / ATR`, both
 * at least 0. `"both"` is the long's less the short's: above 0 where a long had the better chance, by how many ATRs.
 * Spans that hold a bar that is not known, and rows whose ATR is 0 or not known, have no label.
 * @throws {BadLabelError} for options out of range or columns of different length.
 */
export function maxFavourableLabels(bars: BarColumns, options: FavourableExcursionOptions): Labels {
  const type = "favourable-excursion";
  const { horizon, atr: period, side } = readOptions(type, FavourableExcursionSettings, { type, ...options });
  const { open, high, low } = bars;
  const unknown = firstUnknownRows(bars);
  const range = atr(frameOf(bars), period).values();
  const ofLong = side === "short" ? 0 : 1;
  const ofShort = side === "long" ? 0 : side === "short" ? 1 : -1;
  const builder = createLabelBuilder(open.length);
  for (let row = 0; row + horizon < open.length; row++) {
    const end = row + horizon;
    const unit = range[row]!;
    if (unknown[row]! <= end || !(unit > 0)) continue;
    const entry = open[row + 1]!;
    let top = entry;
    let bottom = entry;
    for (let j = row + 1; j <= end; j++) {
      top = Math.max(top, high[j]!);
      bottom = Math.min(bottom, low[j]!);
    }
    builder.add(row, (ofLong * (top - entry) + ofShort * (entry - bottom)) / unit, row + 1, end);
  }
  return builder.labels("regression", []);
}
