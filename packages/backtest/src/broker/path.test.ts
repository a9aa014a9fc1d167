import fc from "fast-check";
import { expect, it } from "vitest";
import type { PathRule } from "./intrabar.js";
import { type Ohlc, Path, pathAfterEntry, wholePath } from "./path.js";

const path = new Path();
const points = () => path.points.slice(0, path.count);
const bar = (open: number, high: number, low: number, close: number): Ohlc => ({ open, high, low, close });

it.each<[PathRule, 1 | -1, Ohlc, readonly number[]]>([
  ["pessimistic", 1, bar(100, 110, 95, 102), [95, 110, 102]],
  ["pessimistic", -1, bar(100, 110, 95, 102), [110, 95, 102]],
  ["optimistic", 1, bar(100, 110, 95, 102), [110, 95, 102]],
  ["optimistic", -1, bar(100, 110, 95, 102), [95, 110, 102]],
  ["adaptive", 1, bar(100, 110, 95, 102), [95, 110, 102]],
  ["adaptive", -1, bar(100, 110, 95, 102), [95, 110, 102]],
  ["adaptive", 1, bar(100, 103, 95, 102), [103, 95, 102]],
  ["adaptive", -1, bar(100, 103, 95, 102), [103, 95, 102]],
])("%s, direction %d: %o goes %o", (rule, direction, prices, expected) => {
  wholePath(rule, direction, prices, path);
  expect(points()).toEqual(expected);
});

it("is pessimistic on both sides where both extremes are equally far from the open", () => {
  wholePath("adaptive", 1, bar(100, 105, 95, 102), path);
  expect(points()).toEqual([95, 105, 102]);
  wholePath("adaptive", -1, bar(100, 105, 95, 102), path);
  expect(points()).toEqual([105, 95, 102]);
});

it.each<["pessimistic" | "optimistic", "limit" | "stop", 1 | -1, readonly number[]]>([
  ["pessimistic", "limit", 1, [95, 102]],
  ["optimistic", "limit", 1, [110, 95, 102]],
  ["pessimistic", "stop", 1, [95, 110, 102]],
  ["optimistic", "stop", 1, [110, 102]],
  ["pessimistic", "limit", -1, [110, 102]],
  ["optimistic", "limit", -1, [95, 110, 102]],
  ["pessimistic", "stop", -1, [110, 95, 102]],
  ["optimistic", "stop", -1, [95, 102]],
])("%s after a %s entry, direction %d: %o", (rule, kind, direction, expected) => {
  pathAfterEntry(rule, kind, direction, bar(100, 110, 95, 102), path);
  expect(points()).toEqual(expected);
});

it("after an entry always visits the extreme that the price was on its way to, and ends at the close", () => {
  const rules = fc.constantFrom("pessimistic" as const, "optimistic" as const);
  const kinds = fc.constantFrom("limit" as const, "stop" as const);
  fc.assert(
    fc.property(rules, kinds, fc.constantFrom(1 as const, -1 as const), (rule, kind, direction) => {
      pathAfterEntry(rule, kind, direction, bar(100, 110, 95, 102), path);
      const towardsLow = (kind === "limit") === (direction === 1);
      expect(points()).toContain(towardsLow ? 95 : 110);
      expect(points().at(-1)).toBe(102);
    }),
  );
});
