import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Ohlc, venueOf } from "../../test/broker-venue.js";
import type { IntrabarRule } from "./intrabar.js";

const none = Number.NaN;

/** What a bar does to a stop and a target that have rested since the bar before. */
function meet(
  direction: 1 | -1,
  [stop, target]: readonly [number, number],
  [open, high, low]: readonly [number, number, number],
  intrabar: IntrabarRule = "pessimistic",
): string {
  const { send, flat, bar, story } = venueOf({ intrabar, rules: { kind: "linear" }, balance: 100_000 });
  send({
    side: direction === 1 ? "buy" : "sell",
    bracket: { stopLoss: { price: stop }, takeProfit: { price: target } },
  });
  flat(100);
  bar([open, high, low, open]);
  return story()[1] ?? "none";
}

describe.each(["pessimistic", "optimistic", "adaptive"] as const)("%s: where one barrier alone is met", (rule) => {
  it.each<[string, 1 | -1, readonly [number, number], readonly [number, number, number], string]>([
    ["a long bar between both", 1, [95, 105], [100, 104.99, 95.01], "none"],
    ["a long stop touched", 1, [95, 105], [100, 101, 95], "stop-loss at 95"],
    ["a long target touched", 1, [95, 105], [100, 105, 99], "take-profit at 105"],
    ["a long gap through the stop", 1, [95, 105], [90, 92, 85], "stop-loss at 90"],
    ["a long gap through the target", 1, [95, 105], [110, 111, 106], "take-profit at 110"],
    ["a long open exactly at the stop", 1, [95, 105], [95, 100, 95], "stop-loss at 95"],
    ["a long open exactly at the target", 1, [95, 105], [105, 106, 104], "take-profit at 105"],
    ["a gap through the stop that later reaches the target", 1, [95, 105], [90, 120, 85], "stop-loss at 90"],
    ["a gap through the target that later reaches the stop", 1, [95, 105], [110, 111, 90], "take-profit at 110"],
    ["a short bar between both", -1, [105, 95], [100, 104.99, 95.01], "none"],
    ["a short stop touched", -1, [105, 95], [100, 105, 99], "stop-loss at 105"],
    ["a short target touched", -1, [105, 95], [100, 101, 95], "take-profit at 95"],
    ["a short gap through the stop", -1, [105, 95], [110, 112, 108], "stop-loss at 110"],
    ["a short gap through the target", -1, [105, 95], [90, 92, 88], "take-profit at 90"],
    ["no barriers", 1, [none, none], [100, 200, 1], "none"],
    ["a stop alone", 1, [95, none], [100, 200, 95], "stop-loss at 95"],
    ["a target alone", 1, [none, 105], [100, 105, 1], "take-profit at 105"],
    ["a bar of NaN", 1, [95, 105], [Number.NaN, Number.NaN, Number.NaN], "none"],
  ])("%s", (_name, direction, barriers, bar, outcome) => {
    expect(meet(direction, barriers, bar, rule)).toBe(outcome);
  });
});

it.each<[IntrabarRule, 1 | -1, readonly [number, number], readonly [number, number, number], string]>([
  ["pessimistic", 1, [95, 105], [100, 106, 94], "stop-loss at 95, ambiguous"],
  ["optimistic", 1, [95, 105], [100, 106, 94], "take-profit at 105, ambiguous"],
  ["pessimistic", -1, [105, 95], [100, 106, 94], "stop-loss at 105, ambiguous"],
  ["optimistic", -1, [105, 95], [100, 106, 94], "take-profit at 95, ambiguous"],
  ["adaptive", 1, [95, 105], [100, 105.5, 94], "take-profit at 105, ambiguous"],
  ["adaptive", 1, [95, 105], [100, 107, 94], "stop-loss at 95, ambiguous"],
  ["adaptive", 1, [95, 105], [100, 106, 94], "stop-loss at 95, ambiguous"],
  ["adaptive", -1, [105, 95], [100, 106, 94], "stop-loss at 105, ambiguous"],
  ["adaptive", -1, [105, 95], [100, 106, 94.5], "take-profit at 95, ambiguous"],
])("%s rule, direction %d: both inside one bar", (rule, direction, barriers, bar, outcome) => {
  expect(meet(direction, barriers, bar, rule)).toBe(outcome);
});

/** The rule for a stop and a target alone, in a few lines: what the walk of a path must agree with. */
function pairwise(
  direction: 1 | -1,
  stop: number,
  target: number,
  [open, high, low]: Ohlc,
  rule: "pessimistic" | "optimistic",
): string {
  if ((open - stop) * direction <= 0) return `stop-loss at ${open}`;
  if ((open - target) * direction >= 0) return `take-profit at ${open}`;
  const stopped = direction === 1 ? low <= stop : high >= stop;
  const reached = direction === 1 ? high >= target : low <= target;
  if (!stopped && !reached) return "none";
  const stops = stopped && (!reached || rule === "pessimistic");
  return `${stops ? `stop-loss at ${stop}` : `take-profit at ${target}`}${stopped && reached ? ", ambiguous" : ""}`;
}

it("agrees with the pairwise rule for any stop, target and bar", () => {
  const price = fc.integer({ min: 8_000, max: 12_000 }).map((cents) => cents / 100);
  const distance = fc.integer({ min: 1, max: 1_500 }).map((cents) => cents / 100);
  const rules = fc.constantFrom("pessimistic" as const, "optimistic" as const);
  const directions = fc.constantFrom(1 as const, -1 as const);
  fc.assert(
    fc.property(
      directions,
      distance,
      distance,
      fc.array(price, { minLength: 4, maxLength: 4 }),
      rules,
      (direction, below, above, [open = 0, a = 0, b = 0, close = 0], rule) => {
        const stop = Math.round((100 - direction * below) * 100) / 100;
        const target = Math.round((100 + direction * above) * 100) / 100;
        const bar: Ohlc = [open, Math.max(open, a, b, close), Math.min(open, a, b, close), close];
        const met = meet(direction, [stop, target], [bar[0], bar[1], bar[2]], rule);
        expect(met).toBe(pairwise(direction, stop, target, bar, rule));
      },
    ),
    { numRuns: 2_000 },
  );
});
