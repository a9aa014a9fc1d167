import * as z from "zod";
import { symbolSchema } from "./run-market.js";

const file = z.string().min(1);

/** Where bars come from when they are read from disk, and what to do with flawed ones. */
export const dataSchema = z.strictObject({
  files: z
    .record(symbolSchema, z.union([file, z.array(file).min(1)]))
    .optional()
    .describe("Bars on disk: for each symbol a file or a list of files, relative to this config file."),
  directory: file
    .optional()
    .describe("Folder that `bellwether download` fills and reads, relative to this config file."),
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
