import { describeIndicator } from "@bellwether/core/testing";
import { expect, it } from "vitest";
import { barsOf } from "../../test/bars.js";
import { itStartsAfresh } from "../../test/restart.js";
import { logReturns } from "./log-returns.js";

describeIndicator({ indicator: logReturns, params: [[], [20]] });
itStartsAfresh(logReturns, [5]);

it("adds up over rows", () => {
  const { close } = barsOf({ close: [100, 102, 51, 153] });
  const [, first, second, third] = logReturns(close).values();
  expect(first).toBeCloseTo(Math.log(1.02), 15);
  expect(logReturns(close, 3).last).toBeCloseTo(first! + second! + third!, 14);
});

it("takes a value that is not positive for NaN", () => {
  const values = logReturns(barsOf({ close: [1, 0, 1, -1, 1, Math.E] }).close).values();
  expect([...values]).toEqual([Number.NaN, Number.NaN, Number.NaN, Number.NaN, Number.NaN, 1]);
});
