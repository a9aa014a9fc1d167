import { beforeAll, describe, expect, it } from "vitest";
import { featureCatalogue } from "../../src/catalogue.js";
import { defineFeature, type Feature } from "../../src/features/feature.js";
import { columnDiff, FeatureSet } from "../../src/features/feature-set.js";
import { shippedFeatures } from "../../src/features/index.js";
import { registrySource } from "../../src/node/registry-source.js";
import type { ModelRegistry } from "../../src/registry/index.js";
import { FeatureMismatchError } from "../../src/strategy/model-source.js";
import { toBundle } from "../../src/trained/bundle.js";
import type { Training } from "../../src/training/train.js";
import { families, smallTraining } from "../small-training.js";

const catalogue = featureCatalogue(shippedFeatures);
const COLUMNS = ["log-return(1)", "rsi-normalised(7)", "body-ratio"];
const hashOf = (columns: readonly string[], timeframe = "1h", features = catalogue) =>
  FeatureSet.parse(columns, timeframe as "1h", features).hash();
/** The features that ship, one of them changed. */
const withChanged = (name: string, change: Partial<Feature>) =>
  featureCatalogue(
    shippedFeatures.map((feature) => (feature.name === name ? defineFeature({ ...feature, ...change }) : feature)),
  );

describe("the hash of a feature set", () => {
  it("is another for another parameter, order, column, timeframe or version", async () => {
    const hashes = await Promise.all([
      hashOf(COLUMNS),
      hashOf(["log-return(2)", "rsi-normalised(7)", "body-ratio"]),
      hashOf(["rsi-normalised(7)", "log-return(1)", "body-ratio"]),
      hashOf(["log-return(1)", "rsi-normalised(7)"]),
      hashOf(["log-return(1)", "rsi-normalised(7)@4h", "body-ratio"]),
      hashOf(COLUMNS, "4h"),
      hashOf(COLUMNS, "1h", withChanged("rsi-normalised", { version: 2 })),
      hashOf(COLUMNS, "1h", withChanged("rsi-normalised", { needs: ["bid"] })),
    ]);
    expect(new Set(hashes).size).toBe(hashes.length);
  });

  it("is the same for other words: spaces, defaults left out, another description", async () => {
    const same = await hashOf(COLUMNS);
    expect(await hashOf([" log-return( 1 )", "rsi-normalised(7)", "body-ratio "])).toBe(same);
    expect(await hashOf(COLUMNS, "1h", withChanged("rsi-normalised", { about: "put otherwise" }))).toBe(same);
  });

  it("differs where columns differ, line by line", () => {
    const parse = (columns: readonly string[], features = catalogue) =>
      FeatureSet.parse(columns, "1h", features).identity;
    expect(columnDiff(parse(COLUMNS), parse(COLUMNS))).toEqual([]);
    expect(columnDiff(parse(COLUMNS), parse(COLUMNS.slice(0, 2)))).toEqual([
      "column 3: trained on body-ratio version 1, there is none",
    ]);
    expect(columnDiff(parse(COLUMNS), parse(COLUMNS, withChanged("rsi-normalised", { version: 2 })))).toEqual([
      "column 2: trained on rsi-normalised(7) version 1, there is rsi-normalised(7) version 2",
    ]);
  });
});

describe("a registered model", () => {
  let training: Training;
  beforeAll(async () => {
    training = await smallTraining();
  });
  const load = (features: typeof catalogue) => {
    const registry = {
      load: () => ({ version: "0".repeat(64), ...toBundle(training.trained) }),
      list: () => [],
    } as unknown as ModelRegistry;
    return registrySource(() => registry, features, families)({ modelName: "small" });
  };

  it("is loaded by the features that it was trained on", () => {
    expect(load(catalogue).set.names).toEqual(training.report.features);
  });

  it("is refused by features of another version, or where one is gone; the columns are named", () => {
    expect(() => load(withChanged("rsi-normalised", { version: 2 }))).toThrow(FeatureMismatchError);
    expect(() => load(withChanged("rsi-normalised", { version: 2 }))).toThrow(
      "column 3: trained on rsi-normalised(7) version 1, there is rsi-normalised(7) version 2",
    );
    const without = featureCatalogue(shippedFeatures.filter(({ name }) => name !== "body-ratio"));
    expect(() => load(without)).toThrow(/column 4: trained on body-ratio: no feature is called "body-ratio"/);
  });
});
