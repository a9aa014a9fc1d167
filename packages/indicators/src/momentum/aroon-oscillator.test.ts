import { describeIndicator } from "@bellwether/core/testing";
import { expect, it } from "vitest";
import { barsOf } from "../../test/bars.js";
import { itMatchesOracle, TALIB } from "../../test/oracle.js";
import { aroonOscillator } from "./aroon-oscillator.js";

describeIndicator({ indicator: aroonOscillator, params: [[], [1], [25]] });

itMatchesOracle(TALIB, "AROONOSC(TimePeriod=14)", (df) => aroonOscillator(df));

it("is Aroon up less Aroon down", () => {
  expect([...aroonOscillator(barsOf({ close: [4, 3, 2, 3, 5] }), 2).values()]).toEqual([
    Number.NaN,
    Number.NaN,
    0 - 100,
    100 - 50,
    100 - 0,
  ]);
});
