import { type Frame, frameOf } from "@bellwether/core";
import { describe, expect, it } from "vitest";
import { featureCatalogue } from "../src/catalogue.js";
import { FeatureSet } from "../src/features/feature-set.js";
import { shippedFeatures } from "../src/features/index.js";
import { readSet, shippedSets } from "../src/node/feature-texts.js";
import { sampleHours } from "./sample-bars.js";

const catalogue = featureCatalogue(shippedFeatures);
const sets = shippedSets();
const read = async (name: string) => {
  const file = await readSet(name);
  return { ...file, set: FeatureSet.parse(file.columns, "1h", catalogue) };
};

/** The hourly sample, with quotes around its closes for sets that need them. */
async function hours(): Promise<Frame> {
  const bars = await sampleHours();
  const ones = bars.close.map(() => 1);
  const extra = { bid: bars.low, ask: bars.high, bidQuantity: ones, askQuantity: ones };
  return frameOf({ ...bars, extra }, { timeframe: "1h" });
}

describe("the features that ship", () => {
  it("have a name each", () => {
    expect(shippedFeatures.map(({ name }) => name).filter((name, i, names) => names.indexOf(name) !== i)).toEqual([]);
  });
});

describe("the sets that ship", () => {
  it.each(sets)("%s bears the name of its file, and as many columns as it says", async (file) => {
    const { name, set } = await read(file);
    expect(name).toBe(file);
    const counts: Readonly<Record<string, number>> = {
      fusion: 24,
      microstructure: 11,
      "order-book": 8,
      "volume-profile": 10,
    };
    expect(set.columns).toHaveLength(counts[name] ?? Number(/\d+$/.exec(name)?.[0]));
  });

  it.each(sets)("%s gives a finite number in every column of every row past its warm-up", async (file) => {
    const { set } = await read(file);
    expect(set.warmup).toBeLessThan(2500);
    for (const [k, series] of set.series(await hours()).entries()) {
      const flaw = series
        .values()
        .subarray(set.warmup)
        .findIndex((value) => !Number.isFinite(value));
      expect(flaw, set.names[k]).toBe(-1);
    }
  });

  it("ultra78 is 42 technical columns, 18 statistical, 8 of regime and 10 proxies", async () => {
    const { set } = await read("ultra78");
    const groups = set.columns.map(({ feature }) => feature.group);
    expect(groups.filter((group) => group === "on-chain-proxy")).toHaveLength(10);
    expect(set.names.slice(42, 60).every((name) => statistical.test(name))).toBe(true);
    expect(set.names[60]).toBe("trend-strength(50)");
    expect(set.columns).toHaveLength(78);
  });

  it("only order-book needs more than bars", async () => {
    const needs = await Promise.all(sets.map(async (name) => [name, (await read(name)).set.needs] as const));
    expect(needs.filter(([, columns]) => columns.length > 0)).toEqual([
      ["order-book", ["ask", "askQuantity", "bid", "bidQuantity"]],
    ]);
  });
});

const statistical =
  /^(frac-diff|return-(mean|skew|kurt|auto|ent)|volatility-z|absolute|sign|hurst|variance|mean-rev|percentile)/;
