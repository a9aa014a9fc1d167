import { describeStrategy } from "@bellwether/core/testing";
import { expect, it } from "vitest";
import { after, ramp } from "../../test/bars.js";
import { emaCross } from "./ema-cross.js";

describeStrategy({ definition: emaCross, params: [{}, { fast: 5, slow: 60, atrPeriod: 7 }] });

const rise = ramp(120, 100, 1); // true range 3: a step of 1 and a wick of 1 on both sides

it("goes long in a rise, with a stop of two ATRs", () => {
  const signal = after(emaCross, rise);
  expect(signal).toMatchObject({ signal: "LONG", metadata: { entryPrice: 219, atr: 3, slDistance: 6 } });
  expect(signal?.metadata.spread).toBeCloseTo((26 - 12) / 2, 2); // an EMA lags a rise of 1 a bar by (period - 1) / 2
});

it("is flat in a fall, and leaves some bars after the top", () => {
  expect(after(emaCross, ramp(120, 300, -1))).toMatchObject({ signal: "FLAT" });
  expect(after(emaCross, [...rise, ...ramp(3, 217, -2)])).toMatchObject({ signal: "LONG" });
  expect(after(emaCross, [...rise, ...ramp(20, 217, -2)])).toMatchObject({ signal: "FLAT" });
});

it("sets the stop by its parameter", () => {
  expect(after(emaCross, rise, { params: { stopAtr: 3.5 } })?.metadata.slDistance).toBeCloseTo(10.5, 9);
});

it("refuses a fast average that is not the shorter one", () => {
  expect(() => after(emaCross, [], { params: { fast: 26 } })).toThrow("fast: must be shorter than slow");
});
