import { describeStrategy } from "@bellwether/core/testing";
import { expect, it } from "vitest";
import { after, ramp } from "../../test/bars.js";
import { macdTrend } from "./macd-trend.js";

describeStrategy({ definition: macdTrend, params: [{}, { fast: 6, slow: 40, signal: 5 }] });

const quiet = ramp(160, 100, 0);

it("goes long while a rise gains speed", () => {
  const signal = after(macdTrend, [...quiet, ...ramp(8, 101, 1)]);
  expect(signal).toMatchObject({ signal: "LONG", metadata: { entryPrice: 108 } });
  expect(signal?.metadata.slDistance).toBeCloseTo(2 * signal!.metadata.atr!, 9);
});

it("leaves when the rise slows down, though the trend is still up", () => {
  const signal = after(macdTrend, [...quiet, ...ramp(8, 101, 1), ...ramp(12, 108, 0)]);
  expect(signal?.signal).toBe("FLAT");
  expect(signal?.metadata.macd).toBeGreaterThan(0);
  expect(signal?.metadata.histogram).toBeLessThan(0);
});

it("goes short while a fall gains speed", () => {
  expect(after(macdTrend, [...quiet, ...ramp(8, 99, -1)])).toMatchObject({ signal: "SHORT" });
});
