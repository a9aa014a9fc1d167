import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type Frame, frameOf } from "@bellwether/core";
import { readConfigFile } from "@bellwether/core/node";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { sampleHours } from "../../test/sample-bars.js";
import { candlestickFeatures } from "./candlestick/index.js";
import type { Feature } from "./feature.js";
import type { FeatureCatalogue } from "./feature-column.js";
import { FeatureSet } from "./feature-set.js";
import { microstructureFeatures } from "./microstructure/index.js";
import { momentumFeatures } from "./momentum/index.js";
import { onChainProxyFeatures } from "./on-chain-proxy/index.js";
import { orderBookFeatures } from "./order-book/index.js";
import { priceFeatures } from "./price/index.js";
import { regimeFeatures } from "./regime/index.js";
import { returnFeatures } from "./returns/index.js";
import { statisticalFeatures } from "./statistical/index.js";
import { technicalFeatures } from "./technical/index.js";
import { trendFeatures } from "./trend/index.js";
import { volatilityFeatures } from "./volatility/index.js";
import { volumeFeatures } from "./volume/index.js";
import { volumeProfileFeatures } from "./volume-profile/index.js";

const folder = fileURLToPath(new URL("../../sets/", import.meta.url));
const SetFile = z.strictObject({ name: z.string(), about: z.string(), columns: z.array(z.string()) });

const all: readonly Feature[] = [
  ...priceFeatures,
  ...returnFeatures,
  ...trendFeatures,
  ...momentumFeatures,
  ...volumeFeatures,
  ...volatilityFeatures,
  ...technicalFeatures,
  ...statisticalFeatures,
  ...regimeFeatures,
  ...onChainProxyFeatures,
  ...microstructureFeatures,
  ...orderBookFeatures,
  ...volumeProfileFeatures,
  ...candlestickFeatures,
];
const byName = new Map(all.map((feature) => [feature.name, feature]));
const catalogue: FeatureCatalogue = { get: (name) => byName.get(name), names: [...byName.keys()] };

const read = async (name: string) => {
  const { value } = await readConfigFile(`${folder}${name}.yaml`, SetFile);
  return { ...value, set: FeatureSet.parse(value.columns, "1h", catalogue) };
};
const sets = readdirSync(folder)
  .filter((file) => file.endsWith(".yaml"))
  .map((file) => file.slice(0, -".yaml".length));

/** The hourly sample, with quotes around its closes for sets that need them. */
async function hours(): Promise<Frame> {
  const bars = await sampleHours();
  const ones = bars.close.map(() => 1);
  const extra = { bid: bars.low, ask: bars.high, bidQuantity: ones, askQuantity: ones };
  return frameOf({ ...bars, extra }, { timeframe: "1h" });
}

describe("the features that ship", () => {
  it("have a name each", () => {
    expect(all.map(({ name }) => name).filter((name, i, names) => names.indexOf(name) !== i)).toEqual([]);
  });
});

describe("the sets that ship", () => {
  it.each(sets)("%s bears the name of its file, and as many columns as it says", async (file) => {
    const { name, about, set } = await read(file);
    expect(name).toBe(file);
    const said = /^(\d+) columns/.exec(about)?.[1] ?? /\d+$/.exec(name)?.[0];
    expect(set.columns).toHaveLength(Number(said));
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
