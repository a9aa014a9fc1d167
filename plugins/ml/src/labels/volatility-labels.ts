import { type BarColumns, quantile } from "@bellwether/core";
import * as z from "zod";
import { firstUnknownRows } from "./known-bars.js";
import { createLabelBuilder } from "./label-builder.js";
import { BadLabelError, type Labels } from "./labels.js";
import { horizonSchema, readOptions } from "./read-options.js";

export const VolatilitySettings = z
  .strictObject({
    type: z.literal("volatility"),
    horizon: horizonSchema,
    as: z
      .enum(["value", "above-median"])
      .default("value")
      .describe("The volatility itself, or whether it is above the median of the training rows."),
    medianRows: z
      .int()
      .min(1)
      .optional()
      .describe("With as: above-median: how many rows from the first on the median is taken from; training rows only."),
  })
  .refine(
    ({ as, medianRows }) => (as === "above-median") === (medianRows !== undefined),
    "as: above-median takes medianRows, the number of training rows; as: value takes none",
  )
  .describe("How much the price moves over some bars ahead.");

export type VolatilityOptions = Omit<z.input<typeof VolatilitySettings>, "type">;

/** Classes of {@link aboveMedian}, in the order of their numbers. */
export const VOLATILITY_CLASSES = ["LOW", "HIGH"] as const;

/**
 * Volatility of a bar over the next `horizon` bars: root of the mean squared log return from close to close, from the bar
 * `row + 1` on. A fraction a bar. Spans that hold a bar that is not known have no label.
 * @throws {BadLabelError} for options out of range, or no label inside `medianRows`.
 */
export function volatilityLabels(bars: BarColumns, options: VolatilityOptions): Labels {
  const settings = readOptions("volatility labels", VolatilitySettings, { type: "volatility", ...options });
  const { horizon, as, medianRows } = settings;
  const { close } = bars;
  const unknown = firstUnknownRows(bars);
  const builder = createLabelBuilder(close.length);
  for (let row = 0; row + horizon < close.length; row++) {
    const end = row + horizon;
    if (unknown[row]! <= end) continue;
    let squares = 0;
    for (let j = row + 1; j <= end; j++) {
      const move = Math.log(close[j]! / close[j - 1]!);
      squares += move * move;
    }
    builder.add(row, Math.sqrt(squares / horizon), row + 1, end);
  }
  const values = builder.labels("regression", []);
  return as === "value" ? values : aboveMedian(values, medianRows!);
}

/**
 * HIGH where a value is above the median of the training labels, else LOW. Training labels are those whose span ends
 * before `trainRows`: later ones are not known to who trains on the first `trainRows` bars.
 * @throws {BadLabelError} where there is no training label.
 */
export function aboveMedian(labels: Labels, trainRows: number): Labels {
  const known = labels.value.filter((_, i) => labels.end[i]! < trainRows).sort();
  if (known.length === 0)
    throw new BadLabelError(`no label is decided within the first ${trainRows} rows; the median needs more of them`);
  const median = quantile(known, 0.5);
  return {
    ...labels,
    task: "classification",
    classes: VOLATILITY_CLASSES,
    value: labels.value.map((value) => (value > median ? 1 : 0)),
  };
}
