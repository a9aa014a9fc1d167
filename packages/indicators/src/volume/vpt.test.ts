import { describeIndicator } from "@bellwether/core/testing";
import { expect, it } from "vitest";
import { barsOf } from "../../test/bars.js";
import { itStartsAfresh } from "../../test/restart.js";
import { vpt } from "./vpt.js";

describeIndicator({ indicator: vpt, params: [[]] });
itStartsAfresh(vpt, []);

it("adds up volume times return from 0 on, and starts again after a NaN", () => {
  const df = barsOf({ close: [10, 12, 9, Number.NaN, 4, 5], volume: [5, 10, 8, 1, 3, 12] });
  expect([...vpt(df).values()]).toEqual([0, 2, 0, Number.NaN, 0, 3]);
});

it("is NaN on the bar after a close of 0, which has no return", () => {
  expect([...vpt(barsOf({ close: [1, 0, 5, 10] })).values()]).toEqual([0, -1, Number.NaN, 0]);
});
