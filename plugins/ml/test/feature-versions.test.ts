import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { frameOf, sha256 } from "@bellwether/core";
import { describe, expect, it } from "vitest";
import type { Feature } from "../src/features/feature.js";
import { shippedFeatures } from "../src/features/index.js";
import { sampleHours } from "./sample-bars.js";

const FILE = fileURLToPath(new URL("fixtures/feature-digests.json", import.meta.url));
/** BELLWETHER_UPDATE_FEATURES=1 writes the file anew: after a new feature, or one whose version was raised. */
const updating = process.env.BELLWETHER_UPDATE_FEATURES === "1";

interface Digest {
  readonly version: number;
  /** sha256 over every 29th value, to nine digits. */
  readonly values: string;
}
const known: Readonly<Record<string, Digest>> = existsSync(FILE) ? JSON.parse(readFileSync(FILE, "utf8")) : {};

const bars = await sampleHours();
const some = (from: number) => bars.volume.map((volume, i) => 1 + ((i * from) % 7) + volume / 1_000);
const df = frameOf(
  {
    ...bars,
    extra: {
      ...{
        bid: bars.low,
        ask: bars.high,
        tradePrice: bars.close,
        tradeSide: bars.close.map((x, i) => (x > bars.open[i]! ? 1 : -1)),
      },
      ...{ bidQuantity: some(3), askQuantity: some(5), bidDepth: some(2), askDepth: some(4) },
    },
  },
  { timeframe: "1h" },
);

async function digestOf(feature: Feature): Promise<Digest> {
  const values = feature.series(df, ...feature.params.map((param) => param.default)).values();
  const digits = [...values].filter((_, i) => i % 29 === 0).map((value) => (value === 0 ? "0" : value.toPrecision(9)));
  return { version: feature.version, values: await sha256(digits.join()) };
}

const found = new Map<string, Digest>();
for (const feature of shippedFeatures) found.set(feature.name, await digestOf(feature));
if (updating) writeFileSync(FILE, `${JSON.stringify(Object.fromEntries([...found].sort()), null, 1)}\n`);

describe.skipIf(updating)("the values of a feature", () => {
  it.each(shippedFeatures.map(({ name }) => name))(
    "%s change only with its version: models were trained on them",
    (name) => {
      expect(known[name], "a feature that is not on record; write the file anew").toBeDefined();
      expect(found.get(name)).toEqual(known[name]);
    },
  );

  it("are on record for features that ship, and for no other", () =>
    expect(Object.keys(known)).toEqual([...found.keys()].sort()));
});
