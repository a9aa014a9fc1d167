import { expect, it } from "vitest";
import { createEmaState } from "./ema-state.js";

it("is seeded by the mean of the first values, and again after a reset or a value that is not finite", () => {
  const state = createEmaState(3);
  const seeded = [Number.NaN, Number.NaN, 4, 8];
  expect([2, 4, 6, 12].map((x) => state.push(x))).toEqual(seeded);
  expect(state.push(Number.NaN)).toBeNaN();
  expect([2, 4, 6, 12].map((x) => state.push(x))).toEqual(seeded);
  state.reset();
  expect([2, 4, 6, 12].map((x) => state.push(x))).toEqual(seeded);
});
