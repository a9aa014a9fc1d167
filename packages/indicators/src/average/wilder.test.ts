import { describeIndicator } from "@bellwether/core/testing";
import { expect, it } from "vitest";
import { barsOf } from "../../test/bars.js";
import { BACKTRADER, itMatchesOracle } from "../../test/oracle.js";
import { wilder } from "./wilder.js";

describeIndicator({ indicator: wilder, params: [[1], [2], [14]] });

itMatchesOracle(BACKTRADER, "SMMA(30)", (df) => wilder(df.close, 30));

it("starts from the mean of the first values and moves by 1 / period", () => {
  const df = barsOf({ close: [2, 4, 9, 4] });
  expect([...wilder(df.close, 2).values()]).toEqual([Number.NaN, 3, 6, 5]);
});
