import { expect, it } from "vitest";
import type { Feature, FeatureParam } from "../src/features/feature.js";
import { sliceBars } from "../src/testing/bar-variants.js";
import { featureChecks } from "../src/testing/feature-checks.js";
import { sampleHours } from "./sample-bars.js";

/** The least that a parameter may be, its default, and something between or beyond. */
const settings = (params: readonly FeatureParam[]): number[][] => {
  const sets = [
    params.map((p) => p.default),
    params.map((p) => p.min),
    params.map((p) => (p.integer ? Math.max(p.min, 5) : p.default)),
  ];
  return [...new Map(sets.map((set) => [set.join(), set])).values()];
};

/** One test a feature: every promise of {@link featureChecks}, over real hourly bars, with several sets of parameters. */
export function itKeepsItsPromises(features: readonly Feature[]): void {
  it.each(features.map((feature) => [feature.name, feature] as const))("%s keeps every promise", async (_, feature) => {
    const bars = sliceBars(await sampleHours(), 0, 3000);
    for (const params of settings(feature.params)) {
      const failures = featureChecks({ feature, params, bars, timeframe: "1h" });
      expect(failures, `${feature.name}(${params.join(", ")})`).toEqual([]);
    }
  });
}
