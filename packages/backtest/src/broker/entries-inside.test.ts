import type { OrderRequest } from "@bellwether/core";
import { describe, expect, it } from "vitest";
import { type Ohlc, venueOf } from "../../test/broker-venue.js";
import type { IntrabarRule } from "./intrabar.js";

const bracket = { stopLoss: { distance: 3 }, takeProfit: { distance: 3 } };
const limit = { type: "limit", limitPrice: 98 } as const;
const stop = { type: "stop", stopPrice: 102 } as const;

/** An entry that rests from the bar before, and one bar. */
function meet(order: Partial<OrderRequest>, bar: Ohlc, intrabar: IntrabarRule): string[] {
  const venue = venueOf({ intrabar, rules: { kind: "linear" }, balance: 100_000 });
  venue.send({ bracket, ...order });
  venue.bar(bar);
  return venue.story();
}

describe("a limit entry filled inside a bar", () => {
  it("meets its stop on the way to the low, which certainly came after it", () => {
    for (const rule of ["pessimistic", "optimistic", "adaptive"] as const)
      expect(meet(limit, [100, 100.5, 94, 97], rule)).toEqual(["buy at 98", "stop-loss at 95"]);
  });

  it.each<[IntrabarRule, readonly string[]]>([
    ["pessimistic", ["buy at 98"]], // the high came before
    ["optimistic", ["buy at 98", "take-profit at 101, ambiguous"]],
    ["adaptive", ["buy at 98"]], // the nearer extreme, the high, came first
  ])("%s: meets its target at the high only if that came after it", (rule, story) => {
    expect(meet(limit, [100, 101, 97, 98], rule)).toEqual(story);
  });

  it("adaptive: keeps the rest of the way of the bar, low then high", () => {
    expect(meet(limit, [100, 103, 97.5, 100], "adaptive")).toEqual(["buy at 98", "take-profit at 101, ambiguous"]);
  });

  it.each<[IntrabarRule, readonly string[]]>([
    ["pessimistic", ["buy at 98", "stop-loss at 95, ambiguous"]],
    ["optimistic", ["buy at 98", "take-profit at 101, ambiguous"]],
  ])("%s: both its exits in the bar", (rule, story) => {
    expect(meet(limit, [100, 104, 94, 100], rule)).toEqual(story);
  });

  it("meets its target at the close, which certainly came after it", () => {
    expect(meet(limit, [100, 101.5, 97, 101.5], "pessimistic")).toEqual(["buy at 98", "take-profit at 101"]);
  });

  it("sells as it buys", () => {
    const sell = { side: "sell", type: "limit", limitPrice: 102 } as const;
    expect(meet(sell, [100, 106, 99.5, 103], "pessimistic")).toEqual(["sell at 102", "stop-loss at 105"]);
    expect(meet(sell, [100, 103, 99, 102], "optimistic")).toEqual(["sell at 102", "take-profit at 99, ambiguous"]);
  });
});

describe("a stop entry filled inside a bar", () => {
  it.each<[IntrabarRule, readonly string[]]>([
    ["pessimistic", ["buy at 102", "stop-loss at 99, ambiguous"]], // the low after it, before the high
    ["optimistic", ["buy at 102", "take-profit at 105, ambiguous"]],
    ["adaptive", ["buy at 102", "take-profit at 105, ambiguous"]], // the low was nearer, and came before
  ])("%s", (rule, story) => {
    expect(meet(stop, [100, 106, 98.5, 103], rule)).toEqual(story);
  });

  it("meets its target on the way to the high unless a low after it could have stopped it", () => {
    for (const rule of ["pessimistic", "optimistic", "adaptive"] as const)
      expect(meet(stop, [100, 106, 99.5, 103], rule)).toEqual(["buy at 102", "take-profit at 105"]);
  });

  it("meets its stop at the close, which certainly came after it", () => {
    for (const rule of ["pessimistic", "optimistic"] as const)
      expect(meet(stop, [100, 103, 98, 98], rule)).toEqual(["buy at 102", "stop-loss at 99"]);
  });

  it("has its exits measured from the fill, slippage included", () => {
    const venue = venueOf({ slippage: { bps: 100 } });
    venue.send({ ...stop, stopPrice: 101, bracket });
    venue.bar([100, 103, 100, 103]);
    expect(venue.fills[0]).toMatchObject({ price: 102.01, stopLoss: 99.01, takeProfit: 105.01 });
  });
});

it("an entry filled at the open has the whole bar before it", () => {
  expect(meet({ type: "limit", limitPrice: 101 }, [100, 104, 96, 100], "pessimistic")).toEqual([
    "buy at 100",
    "stop-loss at 97, ambiguous",
  ]);
});

describe("a flat lane with entries on both sides of the open", () => {
  it.each<[string, Ohlc, readonly string[]]>([
    [
      "the nearer extreme is the low",
      [100, 110, 97, 105],
      [
        "buy at 98, ambiguous",
        "take-profit at 101, ambiguous",
        "buy at 102, ambiguous",
        "take-profit at 105, ambiguous",
      ],
    ],
    [
      "the nearer extreme is the high",
      [100, 102.5, 97, 97],
      ["buy at 102, ambiguous", "stop-loss at 99, ambiguous", "buy at 98, ambiguous"],
    ],
  ])("meets the side of the nearer extreme first: %s", (_name, bar, story) => {
    const venue = venueOf({ rules: { kind: "linear" }, balance: 100_000 });
    venue.send({ ...limit, bracket });
    venue.send({ ...stop, bracket });
    venue.bar(bar);
    expect(venue.story()).toEqual(story);
  });
});
