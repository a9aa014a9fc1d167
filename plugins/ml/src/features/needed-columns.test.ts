import { frameOf } from "@bellwether/core";
import { expect, it } from "vitest";
import { quietBars } from "../../test/made-bars.js";
import { featureCatalogue } from "../catalogue.js";
import { BadFeatureError } from "./feature.js";
import { parseColumn } from "./feature-column.js";
import { FeatureSet } from "./feature-set.js";
import { shippedFeatures } from "./index.js";
import { lackingColumns, neededColumns, whoNeeds } from "./needed-columns.js";

const catalogue = featureCatalogue(shippedFeatures);
const columns = (...texts: readonly string[]) => texts.map((text) => parseColumn(text, catalogue));

it("gathers what features read besides the bars themselves", () => {
  expect(neededColumns(columns("rsi(14)", "quoted-spread-bps", "depth-ratio"))).toEqual([
    "ask",
    "askDepth",
    "bid",
    "bidDepth",
  ]);
  expect(neededColumns(columns("rsi(14)"))).toEqual([]);
});

it("finds what a frame lacks; NaN all over is there", () => {
  const bars = quietBars(5);
  const df = frameOf({ ...bars, extra: { bid: bars.close.map(() => Number.NaN) } });
  expect(lackingColumns(df, columns("rsi(14)", "quoted-spread-bps"))).toEqual(["ask"]);
  expect(lackingColumns(df, columns("rsi(14)"))).toEqual([]);
});

it("says who needs them, three by name", () => {
  expect(whoNeeds(columns("rsi(14)", "quoted-spread-bps"), ["ask"])).toBe("quoted-spread-bps needs ask");
  const many = columns("book-imbalance", "book-pressure(5)", "book-pressure(20)", "rsi(14)", "book-order-flow(1)");
  expect(whoNeeds(many, ["bidQuantity", "askQuantity"])).toBe(
    "book-imbalance, book-pressure(5), book-pressure(20) and 1 more need bidQuantity, askQuantity",
  );
});

it("of a higher timeframe cannot be had, and a set says so when it is made", () => {
  const book = columns("rsi(14)@4h", "book-imbalance@4h");
  expect(() => new FeatureSet(book, "1h")).toThrow(BadFeatureError);
  expect(() => new FeatureSet(book, "1h")).toThrow(
    "book-imbalance@4h: book-imbalance needs bidQuantity, askQuantity, and bars of a higher timeframe have no extra columns; leave @4h out",
  );
  expect(new FeatureSet(book, "4h").needs, "its own timeframe").toEqual(["askQuantity", "bidQuantity"]);
});
