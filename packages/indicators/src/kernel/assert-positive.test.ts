import { expect, it } from "vitest";
import { assertPositive } from "./assert-positive.js";

it("names the indicator, the parameter and what it got", () => {
  expect(() => assertPositive("keltner", "multiplier", -1)).toThrow(
    "keltner: multiplier must be a positive number, got -1",
  );
});

it.each([0, Number.NaN, Number.POSITIVE_INFINITY])("refuses %s", (value) => {
  expect(() => assertPositive("keltner", "multiplier", value)).toThrow(expect.objectContaining({ code: "BAD_PERIOD" }));
});
