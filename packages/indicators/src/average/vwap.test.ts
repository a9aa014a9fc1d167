import type { Series } from "@bellwether/core";
import { describeIndicator } from "@bellwether/core/testing";
import { expect, it } from "vitest";
import { barsOf } from "../../test/bars.js";
import { itMatchesOracle, TTR } from "../../test/oracle.js";
import { vwap } from "./vwap.js";

describeIndicator({ indicator: vwap, params: [[1], [20]], mayBeUndefined: true });

itMatchesOracle(TTR, "VWAP20", ({ close, volume }) => vwap(atOnePrice(close, volume), 20), { relative: 1e-8 });

/** The recording takes the close for the price: bars without range have it as their typical price. */
function atOnePrice(close: Series, volume: Series) {
  return barsOf({ close: [...close.values()], volume: [...volume.values()] });
}

it("weighs each typical price by its volume", () => {
  const df = barsOf({ high: [12, 24], low: [6, 15], close: [9, 21], volume: [1, 3] });
  expect([...vwap(df, 2).values()]).toEqual([Number.NaN, (9 * 1 + 20 * 3) / 4]);
});

it("is undefined while nothing trades", () => {
  const df = barsOf({ close: [10, 20, 30, 40], volume: [1, 0, 0, 2] });
  expect([...vwap(df, 2).values()]).toEqual([Number.NaN, 10, Number.NaN, 40]);
});
