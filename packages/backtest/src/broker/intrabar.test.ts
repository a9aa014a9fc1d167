import { describe, expect, it } from "vitest";
import { type BracketOutcome, type IntrabarRule, meetBracket } from "./intrabar.js";

function meet(
  direction: 1 | -1,
  [stop, target]: readonly [number, number],
  [open, high, low]: readonly [number, number, number],
  rule: IntrabarRule = "pessimistic",
): string {
  const out: BracketOutcome = { exit: 0, price: Number.NaN, ambiguous: true };
  meetBracket(direction, stop, target, open, high, low, rule, out);
  const exit = ["none", "stop", "target"][out.exit]!;
  return `${exit}${out.exit === 0 ? "" : ` at ${out.price}`}${out.ambiguous ? ", ambiguous" : ""}`;
}

const none = Number.NaN;

describe.each(["pessimistic", "optimistic"] as const)("%s: where one barrier alone is met", (rule) => {
  it.each<[string, 1 | -1, readonly [number, number], readonly [number, number, number], string]>([
    ["a long bar between both", 1, [95, 105], [100, 104.99, 95.01], "none"],
    ["a long stop touched", 1, [95, 105], [100, 101, 95], "stop at 95"],
    ["a long target touched", 1, [95, 105], [100, 105, 99], "target at 105"],
    ["a long gap through the stop", 1, [95, 105], [90, 92, 85], "stop at 90"],
    ["a long gap through the target", 1, [95, 105], [110, 111, 106], "target at 110"],
    ["a long open exactly at the stop", 1, [95, 105], [95, 100, 95], "stop at 95"],
    ["a long open exactly at the target", 1, [95, 105], [105, 106, 104], "target at 105"],
    ["a gap through the stop that later reaches the target", 1, [95, 105], [90, 120, 85], "stop at 90"],
    ["a gap through the target that later reaches the stop", 1, [95, 105], [110, 111, 90], "target at 110"],
    ["a short bar between both", -1, [105, 95], [100, 104.99, 95.01], "none"],
    ["a short stop touched", -1, [105, 95], [100, 105, 99], "stop at 105"],
    ["a short target touched", -1, [105, 95], [100, 101, 95], "target at 95"],
    ["a short gap through the stop", -1, [105, 95], [110, 112, 108], "stop at 110"],
    ["a short gap through the target", -1, [105, 95], [90, 92, 88], "target at 90"],
    ["no barriers", 1, [none, none], [100, 200, 1], "none"],
    ["a stop alone", 1, [95, none], [100, 200, 95], "stop at 95"],
    ["a target alone", 1, [none, 105], [100, 105, 1], "target at 105"],
    ["a bar of NaN", 1, [95, 105], [Number.NaN, Number.NaN, Number.NaN], "none"],
  ])("%s", (_name, direction, barriers, bar, outcome) => {
    expect(meet(direction, barriers, bar, rule)).toBe(outcome);
  });
});

it.each<[IntrabarRule, 1 | -1, readonly [number, number], string]>([
  ["pessimistic", 1, [95, 105], "stop at 95, ambiguous"],
  ["optimistic", 1, [95, 105], "target at 105, ambiguous"],
  ["pessimistic", -1, [105, 95], "stop at 105, ambiguous"],
  ["optimistic", -1, [105, 95], "target at 95, ambiguous"],
])("%s rule, direction %d: both inside one bar", (rule, direction, barriers, outcome) => {
  expect(meet(direction, barriers, [100, 106, 94], rule)).toBe(outcome);
});
