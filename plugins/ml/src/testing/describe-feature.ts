import { describe, expect, it } from "vitest";
import { type FeatureCheckOptions, featureChecks } from "./feature-checks.js";

/** The contract of a feature as a vitest suite: it looks at no later bar, streams what it batches, and keeps its warm-up. */
export function describeFeature(options: FeatureCheckOptions): void {
  const { feature, params } = options;
  describe(`${feature.name}(${params.join(", ")}) keeps the contract of a feature`, () => {
    it("on these bars, and on bars that stand still, leap, and are missing", () =>
      expect(featureChecks(options)).toEqual([]));
  });
}
