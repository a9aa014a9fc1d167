import { type Frame, frameOf, type Series } from "@bellwether/core";
import { expect, it } from "vitest";
import { firstDifference, loadOracle } from "./oracle.js";

/** Registers a test per file: `compute` gives the estimates that R's TTR gave for n = 20, per bar. */
export function itMatchesEstimator(key: string, compute: (df: Frame) => Series): void {
  for (const file of ["volatility-estimators-goog-1d", "volatility-estimators-btcusdt-1h"]) {
    it.skipIf(process.env.BELLWETHER_ORACLES === undefined)(
      `equals ${key} of ${file} (set BELLWETHER_ORACLES to compare)`,
      () => {
        const { bars, expected } = loadOracle(file);
        const wanted = (expected as unknown as Readonly<Record<string, readonly (number | null)[]>>)[key]!;
        expect(firstDifference(compute(frameOf(bars)).values(), wanted, 1e-9, 0)).toBeNull();
      },
    );
  }
}
