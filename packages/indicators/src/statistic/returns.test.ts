import { describeIndicator } from "@bellwether/core/testing";
import { expect, it } from "vitest";
import { barsOf } from "../../test/bars.js";
import { itStartsAfresh } from "../../test/restart.js";
import { returns } from "./returns.js";

describeIndicator({ indicator: returns, params: [[], [20]] });
itStartsAfresh(returns, [5]);

it("is the change as a fraction of the earlier value", () => {
  const { close } = barsOf({ close: [100, 102, 51, 153] });
  expect([...returns(close).values()]).toEqual([Number.NaN, 1.02 - 1, -0.5, 2]);
  expect([...returns(close, 2).values()]).toEqual([Number.NaN, Number.NaN, -0.49, 0.5]);
});

it("is NaN where the earlier value is 0", () => {
  expect([...returns(barsOf({ close: [0, 5, 10] }).close).values()]).toEqual([Number.NaN, Number.NaN, 1]);
});
