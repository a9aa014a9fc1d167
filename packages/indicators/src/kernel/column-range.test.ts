import { createRng } from "@bellwether/core";
import { expect, it } from "vitest";
import { overWindows } from "../../test/windows.js";
import { createColumnRange } from "./column-range.js";

const rng = createRng(17);
const low = Float64Array.from({ length: 600 }, () => rng.int(20) - 10); // ties, and both signs
const high = low.map((value) => value + rng.int(4));
const highest = new Float64Array(600);
const lowest = new Float64Array(600);

it("equals a search of the whole window, in one call and in many", () => {
  for (const period of [1, 2, 3, 8, 100]) {
    for (const step of [1, 7, 600]) {
      const range = createColumnRange(period);
      for (let i = 0; i < 600; i += step) range.extend(high, low, highest, lowest, i, Math.min(600, i + step));
      expect([...highest]).toEqual(overWindows(high, period, (window) => Math.max(...window)));
      expect([...lowest]).toEqual(overWindows(low, period, (window) => Math.min(...window)));
    }
  }
});

it("is NaN on both sides while either column has one in the window, wherever in its block it falls", () => {
  for (let at = 0; at < 30; at++) {
    const gap = high.slice(0, 60);
    gap[at] = Number.NaN;
    createColumnRange(5).extend(gap, low, highest, lowest, 0, 60);
    expect([...highest.subarray(0, 60)]).toEqual(overWindows(gap, 5, (window) => Math.max(...window)));
    const defined = Array.from(lowest.subarray(0, 60), (value) => !Number.isNaN(value));
    expect(defined).toEqual(Array.from(highest.subarray(0, 60), (value) => !Number.isNaN(value)));
  }
});
