import type { Feature } from "../feature.js";
import { returnVolatility } from "./return-volatility.js";
import { returnZScore } from "./return-z-score.js";
import { laggedReturn, logReturn, simpleReturn } from "./returns.js";

export * from "./return-volatility.js";
export * from "./return-z-score.js";
export * from "./returns.js";

/** What the close has returned. */
export const returnFeatures: readonly Feature[] = [
  simpleReturn,
  logReturn,
  laggedReturn,
  returnVolatility,
  returnZScore,
];
