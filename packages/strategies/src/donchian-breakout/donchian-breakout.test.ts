import { instantiate } from "@bellwether/core";
import { describeStrategy } from "@bellwether/core/testing";
import { expect, it } from "vitest";
import { after, ramp } from "../../test/bars.js";
import { donchianBreakout } from "./donchian-breakout.js";

describeStrategy({ definition: donchianBreakout, params: [{}, { entry: 120, exit: 20 }] });

const quiet = ramp(110, 100, 0); // highs 101, lows 99

it("goes long on the first close above the highest high of the bars before", () => {
  expect(after(donchianBreakout, [...quiet, 101])).toBeNull(); // at the channel is not above it
  const signal = after(donchianBreakout, [...quiet, 101.5]);
  expect(signal).toMatchObject({ signal: "LONG", metadata: { entryPrice: 101.5 } });
  expect(signal?.metadata.slDistance).toBeCloseTo(2 * signal!.metadata.atr!, 9);
});

it("goes short on a close below the lowest low of the bars before", () => {
  expect(after(donchianBreakout, [...quiet, 98.5])).toMatchObject({ signal: "SHORT" });
});

it("measures the breakout against twenty bars: an older high does not count", () => {
  const peak = [...ramp(90, 100, 0), 105, ...ramp(19, 100, 0)];
  expect(after(donchianBreakout, [...peak, 103])).toBeNull();
  expect(after(donchianBreakout, [...peak, 100, 103])).toBeNull(); // the bar after the peak opens at its close
  expect(after(donchianBreakout, [...peak, 100, 100, 103])).toMatchObject({ signal: "LONG" });
});

it("leaves when a close falls out of the shorter channel, and only what stands against it", () => {
  const pullBack = [...ramp(100, 100, 1), ...ramp(10, 200, 0), 197.5]; // ten lows of 199, twenty of 188 and above
  expect(after(donchianBreakout, pullBack, { held: "long" })).toMatchObject({
    signal: "FLAT",
    metadata: { reason: "close beyond the exit channel" },
  });
  expect(after(donchianBreakout, pullBack)).toBeNull();
  expect(after(donchianBreakout, pullBack, { held: "short" })).toBeNull();
});

it("warms up for the channel and one bar more, since the channel ends with the bar before", () => {
  expect(instantiate(donchianBreakout, { entry: 200 }).strategy.warmup).toBe(201);
});

it("refuses an exit channel longer than the one of the entry", () => {
  expect(() => after(donchianBreakout, [], { params: { exit: 21 } })).toThrow("exit: must not be longer than entry");
});
