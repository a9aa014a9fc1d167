// @ts-check
import { sampleBars } from "@bellwether/core/checks";

export const ROWS = 1_000_000;

/** The bars of every row of the benchmark: one-minute, seeded. */
export const bars = sampleBars({ rows: ROWS, seed: 42, startPrice: 50_000, volatility: 0.0005 });
