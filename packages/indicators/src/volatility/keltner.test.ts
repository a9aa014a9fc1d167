import { frameOf } from "@bellwether/core";
import { describeIndicator } from "@bellwether/core/testing";
import { expect, it } from "vitest";
import { barsOf } from "../../test/bars.js";
import { firstDifference, itMatchesOracle, loadOracle, TALIB, TTR } from "../../test/oracle.js";
import { itStartsAfresh } from "../../test/restart.js";
import { keltner } from "./keltner.js";

describeIndicator({ indicator: keltner, params: [[], [1, 1], [5, 30, 1.5]] });
itStartsAfresh(keltner, [20, 10]);
itMatchesOracle(TALIB, "EMA(TimePeriod=20)", (df) => keltner(df, 20).middle);

for (const file of TALIB)
  it.skipIf(process.env.BELLWETHER_ORACLES === undefined)(
    `has bands two of TA-Lib's ATR(14) around its EMA(20) in ${file} (set BELLWETHER_ORACLES to compare)`,
    () => {
      const { bars, expected } = loadOracle(file);
      const ema = expected["EMA(TimePeriod=20)"]!.outputs.Real!;
      const atr = expected["ATR(TimePeriod=14)"]!.outputs.Real!;
      const { upper, lower } = keltner(frameOf(bars), 20, 14, 2);
      const band = (sign: number) => ema.map((mean, i) => (mean === null ? null : mean + sign * 2 * atr[i]!));
      expect(firstDifference(upper.values(), band(1), 1e-9, 0)).toBeNull();
      expect(firstDifference(lower.values(), band(-1), 1e-9, 0)).toBeNull();
    },
  );

itMatchesOracle(
  TTR,
  "KeltnerChannels20",
  (df) => {
    const [high, low, close] = [df.high.values(), df.low.values(), df.close.values()];
    const typical = close.map((price, i) => (high[i]! + low[i]! + price) / 3);
    // R TTR averages the typical price: with that as the close, the middles agree
    return { mavg: keltner(barsOf({ high: [...high], low: [...low], close: [...typical] }), 20).middle };
  },
  { relative: 1e-8 },
);

it("is an EMA of the close with ATRs around it", () => {
  const df = barsOf({ high: [10, 12, 14], low: [10, 10, 12], close: [10, 12, 14] });
  const { upper, middle, lower } = keltner(df, 1, 2, 3);
  expect([upper.last, middle.last, lower.last]).toEqual([20, 14, 8]);
  expect(middle.at(0), "the middle does not wait for the bands").toBe(10);
  expect(upper.at(1)).toBeNaN();
});
