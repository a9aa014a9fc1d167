import type { RiskConfig } from "./config.js";

/** Factor on the size for a confidence in [0, 1]. Never falls as confidence rises. */
export function confidenceFactor(curve: RiskConfig["confidence"], confidence: number): number {
  if (curve === "off") return 1;
  if (curve === "linear") return confidence;
  return confidence < 0.5 ? 0.7 : confidence <= 0.8 ? 1 : 1.2;
}
