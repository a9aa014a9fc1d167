import * as z from "zod";
import { BAR_FIELDS } from "../frame/bar.js";
import { symbolSchema, timeframeSchema } from "./run-market.js";

const file = z.string().min(1);

/** Files by symbol. */
const files = z.record(symbolSchema, z.union([file, z.array(file).min(1)]));

/** Names of columns that bars have besides their own six. */
export const extraColumnsSchema = z
  .array(
    z
      .string()
      .min(1)
      .max(100)
      .refine((name) => name.trim() === name, "a name has no blanks around it")
      .refine(
        (name) => !(BAR_FIELDS as readonly string[]).includes(name),
        "every bar has this one; list further columns only",
      ),
  )
  .refine((names) => new Set(names).size === names.length, "names a column twice");

const detailSchema = z.strictObject({
  timeframe: timeframeSchema.describe("Length of their bars, a part of exchange.timeframe: 1m under 1h."),
  files: files.describe("For each symbol a file or a list of files, relative to this config file."),
});

/** Where bars come from when they are read from disk, and what to do with flawed ones. */
export const dataSchema = z.strictObject({
  files: files
    .optional()
    .describe("Bars on disk: for each symbol a file or a list of files, relative to this config file."),
  directory: file
    .optional()
    .describe(
      "Folder of bars for symbols that files does not name, relative to this config file: BTC-USDT-1h.csv or BTC-USDT-1h.csv.gz.",
    ),
  columns: extraColumnsSchema
    .optional()
    .describe(
      "Further columns of the files, by their names in the header, such as [bid, ask]; empty cells are NaN. Strategies read them with df.column.",
    ),
  detail: detailSchema.optional().describe("Bars of a shorter timeframe, for backtest.intrabar: drilldown."),
  funding: files
    .optional()
    .describe("Funding of perpetuals: for each symbol a CSV file, or a list, with columns timestamp and fundingRate."),
  gaps: z
    .enum(["keep", "refuse", "fill"])
    .default("keep")
    .describe("Missing bars: keep the gap, refuse the data, or fill with flat bars of volume 0."),
  duplicates: z
    .enum(["refuse", "first", "last"])
    .default("refuse")
    .describe("Two bars of one open time: refuse the data, or take the first or the last."),
  badRows: z
    .enum(["refuse", "skip"])
    .default("refuse")
    .describe("Rows that hold no valid bar: refuse the data, or leave them out and count them."),
});
