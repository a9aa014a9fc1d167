import { createRng } from "@bellwether/core";
import { expect, it } from "vitest";
import { overWindows } from "../../test/windows.js";
import { createColumnExtremeAge } from "./column-extreme-age.js";

const rng = createRng(3);
const x = Float64Array.from({ length: 2_000 }, () => rng.int(30)); // many ties
x[700] = Number.NaN;

it("says how long ago the newest of the largest and of the smallest values was", () => {
  for (const period of [1, 2, 8, 100]) {
    const out = new Float64Array(x.length);
    const ageOf = (pick: (...values: number[]) => number) =>
      overWindows(x, period, (window) => {
        const extreme = pick(...window);
        return Number.isNaN(extreme) ? extreme : period - 1 - window.lastIndexOf(extreme);
      });
    createColumnExtremeAge(period, 1).extend(x, out, 0, x.length);
    expect([...out]).toEqual(ageOf(Math.max));
    createColumnExtremeAge(period, -1).extend(x, out, 0, x.length);
    expect([...out]).toEqual(ageOf(Math.min));
  }
});

it("writes a shifted range of rows to a shorter array", () => {
  const out = new Float64Array(2);
  const age = createColumnExtremeAge(2, 1);
  for (let i = 0; i < 6; i += 2) age.extend(Float64Array.of(5, 6, 4, 3, 8, 8), out, i, i + 2, i);
  expect([...out]).toEqual([0, 0]);
});
