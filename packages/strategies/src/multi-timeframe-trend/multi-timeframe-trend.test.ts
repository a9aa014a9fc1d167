import { frameOf, instantiate } from "@bellwether/core";
import { sampleBars } from "@bellwether/core/checks";
import { describeStrategy } from "@bellwether/core/testing";
import { ema } from "@bellwether/indicators";
import { expect, it } from "vitest";
import { after, ramp } from "../../test/bars.js";
import { multiTimeframeTrend } from "./multi-timeframe-trend.js";

describeStrategy({ definition: multiTimeframeTrend, params: [{}, { factor: 3, trend: 10, fast: 20 }] });
describeStrategy({
  definition: multiTimeframeTrend,
  timeframe: "15m",
  bars: sampleBars({ rows: 1_600, timeframe: "15m", seed: 9, startTime: Date.UTC(2024, 0, 1, 0, 15) }),
});

const rise = ramp(400, 100, 1);

it("goes long in an up-trend of the 4 h bars while the hour stands above its own average", () => {
  const signal = after(multiTimeframeTrend, rise);
  expect(signal).toMatchObject({ signal: "LONG", metadata: { entryPrice: 499, atr: 3, slDistance: 9 } });
  expect(signal?.metadata.lead).toBeCloseTo((4 * (20 - 1)) / 2, 2); // the 4 h EMA lags a rise of 4 a bar
});

it("goes short in a down-trend", () => {
  expect(after(multiTimeframeTrend, ramp(400, 600, -1))).toMatchObject({ signal: "SHORT" });
});

it("keeps what it holds through a pull-back, and leaves a position against the higher trend", () => {
  const pullBack = [...rise, 485];
  expect(after(multiTimeframeTrend, pullBack, { held: "long" })).toBeNull();
  expect(after(multiTimeframeTrend, pullBack, { held: "short" })).toMatchObject({
    signal: "FLAT",
    metadata: { reason: "the higher trend turned" },
  });
});

it("waits for the higher bar to close before it sees the turn", () => {
  const crash = [...rise, 400, 400, 400]; // hours 400 to 402: the 4 h bar is still forming
  expect(after(multiTimeframeTrend, crash)).toBeNull();
  expect(after(multiTimeframeTrend, [...crash, 390])).toMatchObject({ signal: "SHORT" });
});

it("warms up for a settled average of the higher bars, the first of which may be cut short", () => {
  expect(instantiate(multiTimeframeTrend, {}).strategy.warmup).toBe(4 * (4 * 20 + 1));
  expect(instantiate(multiTimeframeTrend, { factor: 24, trend: 10 }).strategy.warmup).toBe(24 * (4 * 10 + 1));
});

it("follows the timeframe that is traded: four bars of 15 minutes are an hour", () => {
  const df = frameOf(sampleBars({ rows: 800, timeframe: "15m" }), { timeframe: "15m" });
  const hours = df.resample("1h").close;
  // one of the two positions stands against the trend, so that there is something to say
  const signal = after(multiTimeframeTrend, df, { held: "short" }) ?? after(multiTimeframeTrend, df, { held: "long" });
  expect(signal?.metadata.lead).toBe(hours.last - ema(hours, 20).last);
});
