import { frameOf } from "@bellwether/core";
import { describeIndicator } from "@bellwether/core/testing";
import { expect, it } from "vitest";
import { handBars } from "../../../test/hand-bars.js";
import { defineBarMap } from "./bar-map.js";

const digits = defineBarMap("digits", (o, h, l, c) => 1000 * o + 100 * h + 10 * l + c);

describeIndicator({ indicator: digits, params: [[]] });

it("hands over open, high, low, close, unless one of them is NaN", () => {
  const df = frameOf(handBars([2, 4, 1, 3, 1], [2, Number.NaN, 1, 3, 1], [2, 4, 1, Number.NaN, 1]));
  expect([...digits(df).values()]).toEqual([2413, Number.NaN, Number.NaN]);
});
