import { expect, it } from "vitest";
import { bucketMeans } from "./bucket-means.js";

it("keeps a curve that fits, and joins neighbours of a longer one, each point at the time of its last", () => {
  const time = Float64Array.of(1, 2, 3, 4, 5);
  const values = Float64Array.of(1, 0, 0.5, Number.NaN, -1);
  expect(bucketMeans(time, values, 5)).toEqual({ perPoint: 1, time: [1, 2, 3, 4, 5], means: [1, 0, 0.5, null, -1] });
  expect(bucketMeans(time, values, 3)).toEqual({ perPoint: 2, time: [2, 4, 5], means: [0.5, 0.5, -1] });
  expect(bucketMeans(new Float64Array(), new Float64Array(), 3)).toEqual({ perPoint: 1, time: [], means: [] });
});
