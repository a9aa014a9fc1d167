import { describeIndicator } from "@bellwether/core/testing";
import { expect, it } from "vitest";
import { barsOf } from "../../test/bars.js";
import { itMatchesOracle, TALIB } from "../../test/oracle.js";
import { ppo } from "./ppo.js";

describeIndicator({ indicator: ppo, params: [[], [1, 2], [12, 26, "ema"]] });

itMatchesOracle(TALIB, "PPO(FastPeriod=12,SlowPeriod=26,MAType=0)", (df) => ppo(df.close));
itMatchesOracle(TALIB, "PPO(FastPeriod=12,SlowPeriod=26,MAType=1)", (df) => ppo(df.close, 12, 26, "ema"));

it("is the fast average above the slow one, in percent of it", () => {
  const df = barsOf({ close: [2, 6, 10] });
  expect([...ppo(df.close, 1, 2).values()]).toEqual([Number.NaN, 50, 25]);
});

it("is 0 where the slow average is 0", () => {
  expect(ppo(barsOf({ close: [-1, 1] }).close, 1, 2).last).toBe(0);
});
