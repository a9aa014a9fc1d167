import { createRng } from "@bellwether/core";
import { expect, it } from "vitest";
import { overWindows } from "../../test/windows.js";
import { createColumnExtreme } from "./column-extremes.js";

const rng = createRng(3);
const x = Float64Array.from({ length: 1_000 }, () => rng.int(1_000) - 500);

it("is the largest and the smallest of each window", () => {
  for (const period of [1, 2, 3, 8, 100]) {
    const out = new Float64Array(x.length);
    createColumnExtreme(period, 1).extend(x, out, 0, x.length);
    expect([...out]).toEqual(overWindows(x, period, (window) => Math.max(...window)));
    createColumnExtreme(period, -1).extend(x, out, 0, x.length);
    expect([...out]).toEqual(overWindows(x, period, (window) => Math.min(...window)));
  }
});

it("is NaN while one is in the window, wherever in its block it falls", () => {
  for (let at = 0; at < 30; at++) {
    const copy = x.slice(0, 60);
    copy[at] = Number.NaN;
    const out = new Float64Array(60);
    createColumnExtreme(5, 1).extend(copy, out, 0, 60);
    expect([...out]).toEqual(overWindows(copy, 5, (window) => Math.max(...window)));
  }
});
