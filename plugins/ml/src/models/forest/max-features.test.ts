import { expect, it } from "vitest";
import { countFeatures, MaxFeatures } from "./max-features.js";

it.each([
  ["sqrt", 49, 7],
  ["sqrt", 78, 8],
  ["log2", 49, 5],
  ["log2", 1, 1],
  ["all", 49, 49],
  [0.3, 49, 14],
  [0.001, 49, 1],
  [5, 49, 5],
  [80, 49, 49],
] as const)("%s of %i columns are %i", (asked, columns, count) => {
  expect(countFeatures(MaxFeatures.parse(asked), columns)).toBe(count);
});

it.each([0, -1, 2.5, "third"])("refuses %s", (asked) => {
  expect(MaxFeatures.safeParse(asked).success).toBe(false);
});
