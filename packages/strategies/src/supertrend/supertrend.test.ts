import { frameOf } from "@bellwether/core";
import { describeStrategy } from "@bellwether/core/testing";
import { expect, it } from "vitest";
import { after, barsOf, ramp } from "../../test/bars.js";
import { supertrend } from "./supertrend.js";

describeStrategy({ definition: supertrend, params: [{}, { period: 14, multiplier: 2 }] });

const rise = ramp(210, 100, 1); // true range 3, middle half a step below the close

it("goes long above the line, with the stop on it", () => {
  const signal = after(supertrend, rise);
  expect(signal).toMatchObject({ signal: "LONG", metadata: { entryPrice: 309, slDistance: 9.5 } });
  expect(signal?.metadata.line).toBeCloseTo(309 - 9.5, 9);
});

it("goes short once a close falls through the line, with the stop above", () => {
  expect(after(supertrend, [...rise, 301])).toMatchObject({ signal: "LONG" });
  const signal = after(supertrend, [...rise, 295]);
  expect(signal?.signal).toBe("SHORT");
  expect(signal?.metadata.line).toBeCloseTo(295 + signal!.metadata.slDistance!, 9);
});

it("has no opinion where the price has never moved, so that the line lies on it", () => {
  expect(after(supertrend, frameOf(barsOf(ramp(210, 100, 0), 0)))).toBeNull();
});
