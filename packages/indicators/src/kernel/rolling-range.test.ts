import { createRng } from "@bellwether/core";
import { expect, it } from "vitest";
import { createRollingRange } from "./rolling-range.js";

it("equals a search of the whole window, for every period, with ties, and after a reset", () => {
  const rng = createRng(17);
  for (let period = 1; period <= 12; period++) {
    const range = createRollingRange(period);
    for (let round = 0; round < 2; round++) {
      range.reset();
      const highs: number[] = [];
      const lows: number[] = [];
      for (let row = 0; row < 60; row++) {
        lows.push(rng.int(10) - 5);
        highs.push(lows[row]! + rng.int(4));
        expect(range.push(highs[row]!, lows[row]!)).toBe(row >= period - 1);
        if (row < period - 1) continue;
        expect(range.highest).toBe(Math.max(...highs.slice(-period)));
        expect(range.lowest).toBe(Math.min(...lows.slice(-period)));
      }
    }
  }
});
