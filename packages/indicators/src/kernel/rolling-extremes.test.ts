import { createRng } from "@bellwether/core";
import { expect, it } from "vitest";
import { overWindows } from "../../test/windows.js";
import { createRollingMax, createRollingMin } from "./rolling-extremes.js";

const rng = createRng(3);
const x = Float64Array.from({ length: 2_000 }, () => rng.int(30)); // many ties

it("is the largest and the smallest of each window", () => {
  for (const period of [1, 2, 3, 8, 100]) {
    const max = createRollingMax(period);
    const min = createRollingMin(period);
    expect(Array.from(x, (value) => max.push(value))).toEqual(overWindows(x, period, (window) => Math.max(...window)));
    expect(Array.from(x, (value) => min.push(value))).toEqual(overWindows(x, period, (window) => Math.min(...window)));
  }
});

it("says how long ago the newest of the largest values was", () => {
  const max = createRollingMax(8);
  const ages = Array.from(x, (value) => {
    max.push(value);
    return max.age;
  });
  const wanted = overWindows(x, 8, (window) => 7 - window.lastIndexOf(Math.max(...window)));
  expect(ages.slice(7)).toEqual(wanted.slice(7));
});

it("starts over on reset", () => {
  const min = createRollingMin(2);
  for (const value of [1, 2, 3]) min.push(value);
  min.reset();
  expect([min.push(9), min.push(8), min.age]).toEqual([Number.NaN, 8, 0]);
});
