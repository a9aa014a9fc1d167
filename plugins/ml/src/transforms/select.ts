import { clip, didYouMean } from "@bellwether/core";
import { BadTransformError, type FittedTransform, fittedTransform } from "./fitted.js";

/**
 * Keeps some columns, in the order named.
 * @throws {BadTransformError} for none, a column that is not there, or one named twice.
 */
export function selectColumns(columns: readonly string[], kept: readonly string[]): FittedTransform {
  if (kept.length === 0) throw new BadTransformError("the select step keeps no column; name at least one");
  if (new Set(kept).size < kept.length) throw new BadTransformError("the select step names a column twice");
  const places = Int32Array.from(kept, (name) => {
    const place = columns.indexOf(name);
    if (place < 0)
      throw new BadTransformError(
        `the select step: there is no column ${clip(name)} among ${columns.length}.${didYouMean(name, columns)}`,
      );
    return place;
  });
  return fittedTransform({
    type: "select",
    from: [...columns],
    to: [...kept],
    constants: { to: [...kept] },
    write({ rows, columns: width, data }, out) {
      for (let i = 0; i < rows; i++)
        for (let j = 0; j < places.length; j++) out[i * places.length + j] = data[i * width + places[j]!]!;
    },
  });
}
