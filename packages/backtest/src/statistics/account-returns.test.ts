import type { Trade } from "@bellwether/core";
import { describe, expect, it } from "vitest";
import { totalReturn } from "../metrics/total-return.js";
import { accountReturns } from "./account-returns.js";

const tradesOf = (...results: number[]) => results.map((pnl) => ({ pnl })) as unknown as Trade[];

describe("accountReturns", () => {
  it("are results over the equity before them, and compound to the whole", () => {
    const returns = accountReturns(tradesOf(100, -110, 495), 1_000)!;
    expect([...returns]).toEqual([0.1, -0.1, 0.5]);
    expect(totalReturn(returns)).toBeCloseTo(485 / 1_000, 12);
  });
  it("are null where equity reached zero, and none without trades", () => {
    expect(accountReturns(tradesOf(-1_000, 10), 1_000)).toBeNull();
    expect(accountReturns([], 1_000)).toHaveLength(0);
  });
});
