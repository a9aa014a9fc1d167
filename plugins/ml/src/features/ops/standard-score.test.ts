import { frameOf } from "@bellwether/core";
import { expect, it } from "vitest";
import { handCloses } from "../../../test/hand-bars.js";
import { standardScore } from "./standard-score.js";

it("counts sample standard deviations from the mean, and none where all values are equal", () => {
  const df = frameOf(handCloses([1, 1, 1, 4, 4, 4, Number.NaN, 4]));
  const third = 2 / Math.sqrt(3); // of 1, 1, 4: mean 2, standard deviation sqrt(3)
  const values = [...standardScore(df.close, 3).values()];
  expect(values.slice(0, 3)).toEqual([Number.NaN, Number.NaN, 0]);
  expect(values[3]).toBeCloseTo(third, 14);
  expect(values[4]).toBeCloseTo(third / 2, 14);
  expect(values.slice(5)).toEqual([0, Number.NaN, Number.NaN]);
});
