import type { BarColumns } from "@bellwether/core";
import * as z from "zod";
import { ewmaVolatility } from "./ewma-volatility.js";
import { firstUnknownRows } from "./known-bars.js";
import { createLabelBuilder } from "./label-builder.js";
import { type Labels, STANCES } from "./labels.js";
import { horizonSchema, priceSchema, readOptions, volatilitySpanSchema } from "./read-options.js";

export const DirectionSettings = z
  .strictObject({
    type: z.literal("direction"),
    horizon: horizonSchema,
    threshold: z
      .union([
        z.number().min(0).lt(1),
        z.strictObject({
          volatility: z.number().positive().describe("Multiples of the volatility over the horizon."),
          span: volatilitySpanSchema,
        }),
      ])
      .default(0)
      .describe(
        "Smallest move that is LONG or SHORT: a fraction, 0.005, or { volatility: 0.5 }; 0 gives SHORT and LONG only.",
      ),
    price: priceSchema,
  })
  .describe("Where the price stands some bars ahead: LONG, SHORT or FLAT.");

export type DirectionOptions = Omit<z.input<typeof DirectionSettings>, "type">;

/** Classes of labels that know no FLAT, in the order of their numbers. */
export const TWO_STANCES = ["SHORT", "LONG"] as const;

/**
 * LONG where the return up to the close of `row + horizon` is above the threshold, SHORT where it is below minus the
 * threshold, FLAT in between. The decision is made at the close of `row`; the return is simple and counts from the open of
 * `row + 1`, the first price that an order can get (or from the close of `row`, with `price: "close"`; the span then starts
 * at `row`). Threshold 0 knows two classes, and no move at all is SHORT: it is no rise.
 *
 * A threshold in volatilities is `multiple × σ × √horizon`, with σ the volatility of a bar as known at the close of `row`.
 * The last `horizon` rows, spans with a bar that is not known and rows before σ is have no label.
 * @throws {BadLabelError} for options out of range or columns of different length.
 */
export function directionLabels(bars: BarColumns, options: DirectionOptions): Labels {
  const settings = readOptions("direction labels", DirectionSettings, { type: "direction", ...options });
  const { horizon, threshold, price } = settings;
  const { open, close } = bars;
  const unknown = firstUnknownRows(bars);
  const moving = typeof threshold === "number" ? null : ewmaVolatility(close, threshold.span);
  const scale = typeof threshold === "number" ? threshold : threshold.volatility * Math.sqrt(horizon);
  const two = scale === 0;
  const long = two ? 1 : 2;
  const fromClose = price === "close";
  const builder = createLabelBuilder(close.length);
  for (let row = 0; row + horizon < close.length; row++) {
    const end = row + horizon;
    const limit = moving === null ? scale : scale * moving[row]!;
    if (unknown[row]! <= end || Number.isNaN(limit)) continue;
    const move = close[end]! / (fromClose ? close[row]! : open[row + 1]!) - 1;
    const value = move > limit ? long : two || move < -limit ? 0 : 1;
    builder.add(row, value, fromClose ? row : row + 1, end);
  }
  return builder.labels("classification", two ? TWO_STANCES : STANCES);
}
