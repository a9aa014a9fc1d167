import { frameOf } from "@bellwether/core";
import { describeIndicator } from "@bellwether/core/testing";
import { expect, it } from "vitest";
import { handCloses } from "../../../test/hand-bars.js";
import { aboveLevel, belowLevel } from "./level.js";

for (const indicator of [aboveLevel, belowLevel]) describeIndicator({ indicator, params: [[100]] });

it("a level belongs to neither side, and NaN to none", () => {
  const df = frameOf(handCloses([1, 2, 3, Number.NaN]));
  expect([...aboveLevel(df.close, 2).values()]).toEqual([0, 0, 1, Number.NaN]);
  expect([...belowLevel(df.close, 2).values()]).toEqual([1, 0, 0, Number.NaN]);
});
