import { describeStrategy } from "@bellwether/core/testing";
import { expect, it } from "vitest";
import { after, ramp } from "../../test/bars.js";
import { smaCross } from "./sma-cross.js";

describeStrategy({ definition: smaCross, params: [{}, { fast: 3, slow: 90 }] });

const params = { fast: 2, slow: 4 };

it("goes long when the mean of the last two closes is above that of the last four", () => {
  expect(after(smaCross, [10, 10, 10, 12], { params })).toMatchObject({
    signal: "LONG",
    metadata: { entryPrice: 12, reason: "fast SMA above slow SMA" },
  });
});

it("leaves when it no longer is, a tie included", () => {
  expect(after(smaCross, [10, 12, 10, 9], { params })).toMatchObject({ signal: "FLAT" });
  expect(after(smaCross, [10, 10, 10, 10], { params })).toMatchObject({ signal: "FLAT" });
});

it("stays long all through a rise", () => {
  for (let n = 31; n < 60; n++) expect(after(smaCross, ramp(n, 100, 1))).toMatchObject({ signal: "LONG" });
});

it("refuses a fast average that is not the shorter one", () => {
  expect(() => after(smaCross, [], { params: { fast: 30 } })).toThrow("fast: must be shorter than slow");
});
