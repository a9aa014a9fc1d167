import { frameOf } from "@bellwether/core";
import { describe, expect, it } from "vitest";
import { featureCatalogue } from "../src/catalogue.js";
import { FeatureSet } from "../src/features/feature-set.js";
import { shippedFeatures } from "../src/features/index.js";
import { readSet } from "../src/node/feature-texts.js";
import { sampleHours } from "./sample-bars.js";

const catalogue = featureCatalogue(shippedFeatures);

const load = async (name: string) => FeatureSet.parse((await readSet(name)).columns, "1h", catalogue);
const groupSizes = (set: FeatureSet) => {
  const sizes: Record<string, number> = {};
  for (const { feature } of set.columns) sizes[feature.group] = (sizes[feature.group] ?? 0) + 1;
  return sizes;
};

describe.each([
  ["baseline49", 49],
  ["regime43", 43],
])("the set %s", (name, size) => {
  it(`has ${size} different columns, that need nothing but bars`, async () => {
    const set = await load(name);
    expect(set.names).toHaveLength(size);
    expect(new Set(set.names).size).toBe(size);
    expect(set.needs).toEqual([]);
  });

  it("speaks within 1,000 bars, and from then on no value is missing, no column stands still, no two are the same", async () => {
    const set = await load(name);
    expect(set.warmup).toBeLessThan(1000);
    const columns = set.series(frameOf(await sampleHours())).map((series) => series.values().slice(set.warmup));
    const seen = new Map<string, string>();
    columns.forEach((values, i) => {
      const column = set.names[i]!;
      expect(values.every(Number.isFinite), column).toBe(true);
      expect(
        values.some((value) => value !== values[0]),
        column,
      ).toBe(true);
      expect(seen.get(values.join()), column).toBeUndefined();
      seen.set(values.join(), column);
    });
  });
});

it("baseline49 covers a chart from the shape of a bar to momentum", async () => {
  expect(groupSizes(await load("baseline49"))).toEqual({
    price: 7,
    return: 8,
    trend: 11,
    momentum: 13,
    volume: 5,
    volatility: 5,
  });
});

it("regime43 is 10 technical, 8 microstructure, 15 volatility and 10 momentum columns", async () => {
  const set = await load("regime43");
  const names = set.columns.map(({ feature }) => feature.name);
  expect(names.slice(10, 18)).toEqual([
    "amihud",
    "kyle-lambda",
    "roll-spread",
    "corwin-schultz",
    "vpin",
    "order-flow-imbalance",
    "close-location",
    "return-autocorrelation",
  ]);
  for (const [from, feature] of [
    [18, "realised-volatility"],
    [23, "parkinson"],
    [28, "garman-klass"],
    [33, "roc"],
    [38, "return-sharpe"],
  ] as const) {
    const windows = [5, 10, 20, 50, 100];
    expect(set.names.slice(from, from + 5)).toEqual(windows.map((window) => `${feature}(${window})`));
  }
});
