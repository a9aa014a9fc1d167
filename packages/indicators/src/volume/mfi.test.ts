import { describeIndicator } from "@bellwether/core/testing";
import { expect, it } from "vitest";
import { barsOf } from "../../test/bars.js";
import { itMatchesOracle, TALIB, TTR } from "../../test/oracle.js";
import { itStartsAfresh } from "../../test/restart.js";
import { mfi } from "./mfi.js";

describeIndicator({ indicator: mfi, params: [[], [1], [50]] });
itStartsAfresh(mfi, [10]);
itMatchesOracle(TALIB, "MFI(TimePeriod=14)", (df) => mfi(df));
itMatchesOracle(TTR, "MFI14", (df) => mfi(df, 14), { relative: 1e-8 });

it("is the share of the notional that moved up, in percent", () => {
  const df = barsOf({ close: [10, 15, 5, 5], volume: [9, 1, 1, 100] });
  expect(mfi(df, 3).last, "15 up, 5 down, the unmoved last bar does not count").toBe(75);
});

it("is 0 where nothing moved, and right where the notional is tiny", () => {
  expect(mfi(barsOf({ close: [10, 10, 10] }), 2).last).toBe(0);
  expect(mfi(barsOf({ close: [1e-9, 3e-9, 1e-9] }), 2).last).toBeCloseTo(75, 9);
});
