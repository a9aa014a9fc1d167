import * as z from "zod";

/** How many columns each split looks at. */
export const MaxFeatures = z.union([
  z.enum(["sqrt", "log2", "all"]),
  z.number().gt(0).lt(1).describe("share of the columns"),
  z.int().min(1).max(100_000).describe("columns"),
]);
export type MaxFeatures = z.output<typeof MaxFeatures>;

/** From 1 to `columns`; roots, logarithms and shares are rounded down. */
export function countFeatures(maxFeatures: MaxFeatures, columns: number): number {
  const asked =
    maxFeatures === "all"
      ? columns
      : maxFeatures === "sqrt"
        ? Math.sqrt(columns)
        : maxFeatures === "log2"
          ? Math.log2(columns)
          : maxFeatures < 1
            ? maxFeatures * columns
            : maxFeatures;
  return Math.min(columns, Math.max(1, Math.floor(asked)));
}
