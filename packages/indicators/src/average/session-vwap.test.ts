import { BadTimeframeError, frameOf, openTimeOf, type Timeframe } from "@bellwether/core";
import { sampleBars } from "@bellwether/core/checks";
import { describeIndicator } from "@bellwether/core/testing";
import { expect, it } from "vitest";
import { barsOf } from "../../test/bars.js";
import { sessionVwap } from "./session-vwap.js";

describeIndicator({ indicator: sessionVwap, params: [[], ["1h"], ["1w"]], mayBeUndefined: true });

it("averages since the session opened, and starts anew at midnight UTC", () => {
  const hour = 3_600_000;
  const df = barsOf({
    openTime: [22 * hour, 23 * hour, 24 * hour, 25 * hour],
    high: [12, 24, 33, 40],
    low: [6, 15, 27, 40],
    close: [9, 21, 30, 40],
    volume: [1, 3, 2, 2],
  });
  expect([...sessionVwap(df).values()]).toEqual([9, (9 + 20 * 3) / 4, 30, 35]);
});

it("equals a plain sum over the session, session by session", () => {
  const bars = sampleBars({ rows: 500, timeframe: "15m", seed: 3 });
  const values = sessionVwap(frameOf(bars), "4h").values();
  for (let i = 0; i < 500; i++) {
    let money = 0;
    let units = 0;
    for (let k = i; k >= 0 && openTimeOf("4h", bars.openTime[k]!) === openTimeOf("4h", bars.openTime[i]!); k--) {
      money += ((bars.high[k]! + bars.low[k]! + bars.close[k]!) / 3) * bars.volume[k]!;
      units += bars.volume[k]!;
    }
    if (units === 0) expect(values[i]).toBeNaN();
    else expect(values[i]).toBeCloseTo(money / units, 9);
  }
});

it("crosses a session that has no bars", () => {
  const day = 86_400_000;
  const df = barsOf({ openTime: [0, 5 * day, 5 * day + 1], close: [10, 20, 30] });
  expect([...sessionVwap(df).values()]).toEqual([10, 20, 25]);
});

it("is undefined until something trades", () => {
  const df = barsOf({ close: [10, 20, 30], volume: [0, 0, 2] });
  expect([...sessionVwap(df).values()]).toEqual([Number.NaN, Number.NaN, 30]);
});

it("refuses a session that is no timeframe, before the first bar", () => {
  expect(() => sessionVwap(barsOf({ close: [] }), "day" as Timeframe)).toThrow(BadTimeframeError);
});
