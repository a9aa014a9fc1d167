import { expect, it } from "vitest";
import { createSpikeGuard } from "./spike-guard.js";

const warm = (share = 0.5) => {
  const guard = createSpikeGuard({ share, window: 4 });
  for (const close of [90, 110, 100, 100]) guard.see(close);
  return guard;
};

it.each([
  [150, null],
  [150.01, 100],
  [50, null],
  [49.99, 100],
  [10_000, 100],
])("measures %d against the median of the last closes", (close, median) => {
  expect(warm().see(close)).toBe(median);
});

it("says nothing before it has seen enough", () => {
  const guard = createSpikeGuard({ share: 0.5, window: 3 });
  expect([1, 100, 1, 100, 1].map((close) => guard.see(close))).toEqual([null, null, null, 1, 100]);
});

it("is not led astray by one spike, and follows a price that stays", () => {
  const guard = warm();
  expect([1_000, 100, 100].map((close) => guard.see(close))).toEqual([100, null, null]);
  const moved = warm();
  expect([300, 300, 300].map((close) => moved.see(close))).toEqual([100, 105, null]);
});

it("takes what is no number for a spike", () => {
  expect(warm().see(Number.NaN)).toBe(100);
});
