import { describe, expect, it } from "vitest";
import { tradeOf } from "../../test/risk-inputs.js";
import { TradeHistory } from "./trade-history.js";

describe("the closed trades of a strategy", () => {
  it("are remembered in order, as many as fit, the last of them where fewer are asked for", () => {
    const history = new TradeHistory(3);
    for (const returnFraction of [1, 2, 3, 4, 5]) history.push(tradeOf({ returnFraction }));
    expect([...history.returns(9)]).toEqual([3, 4, 5]);
    expect([...history.returns(2)]).toEqual([4, 5]);
    expect(history.count).toBe(5);
  });

  it("are only counted where nobody measures them", () => {
    const history = new TradeHistory(0);
    history.push(tradeOf());
    expect([history.count, history.returns(5).length]).toEqual([1, 0]);
  });
});
