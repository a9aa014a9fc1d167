import type { BarColumns } from "@bellwether/core";
import * as z from "zod";
import { ewmaVolatility } from "./ewma-volatility.js";
import { firstUnknownRows } from "./known-bars.js";
import { createLabelBuilder } from "./label-builder.js";
import type { Labels } from "./labels.js";
import { horizonSchema, priceSchema, readOptions, volatilitySpanSchema } from "./read-options.js";

export const ForwardReturnSettings = z
  .strictObject({
    type: z.literal("forward-return"),
    horizon: horizonSchema,
    perVolatility: z
      .boolean()
      .default(false)
      .describe("Divide by the volatility over the horizon, so that calm and wild times weigh alike."),
    volatilitySpan: volatilitySpanSchema,
    price: priceSchema,
  })
  .describe("Log return over some bars ahead: a number.");

export type ForwardReturnOptions = Omit<z.input<typeof ForwardReturnSettings>, "type">;

/**
 * Log return from the open of `row + 1` to the close of `row + horizon`, or from the close of `row` with `price: "close"`,
 * whose span then starts at `row`. With `perVolatility` it is divided by `σ × √horizon`, σ the volatility of a bar as known
 * at the close of `row`; rows where that is 0 or not known have no label, nor have spans that hold a bar that is not known.
 * @throws {BadLabelError} for options out of range or columns of different length.
 */
export function forwardReturnLabels(bars: BarColumns, options: ForwardReturnOptions): Labels {
  const settings = readOptions("forward-return labels", ForwardReturnSettings, { type: "forward-return", ...options });
  const { horizon, perVolatility, volatilitySpan, price } = settings;
  const { open, close } = bars;
  const unknown = firstUnknownRows(bars);
  const volatility = perVolatility ? ewmaVolatility(close, volatilitySpan) : null;
  const root = Math.sqrt(horizon);
  const fromClose = price === "close";
  const builder = createLabelBuilder(close.length);
  for (let row = 0; row + horizon < close.length; row++) {
    const end = row + horizon;
    const unit = volatility === null ? 1 : volatility[row]! * root;
    if (unknown[row]! <= end || !(unit > 0)) continue;
    const value = Math.log(close[end]! / (fromClose ? close[row]! : open[row + 1]!)) / unit;
    builder.add(row, value, fromClose ? row : row + 1, end);
  }
  return builder.labels("regression", []);
}
