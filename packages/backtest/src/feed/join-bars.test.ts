import { expect, it } from "vitest";
import { joinBars } from "./join-bars.js";

const bars = (times: readonly number[], extra?: Readonly<Record<string, readonly number[]>>) => {
  const column = Float64Array.from(times);
  const fields = { openTime: column, open: column, high: column, low: column, close: column, volume: column };
  if (extra === undefined) return fields;
  return {
    ...fields,
    extra: Object.fromEntries(Object.entries(extra).map(([name, data]) => [name, Float64Array.from(data)])),
  };
};

it("lays parts end to end, column by column", () => {
  expect(joinBars([bars([1, 2]), bars([3]), bars([])])).toEqual(bars([1, 2, 3]));
});

it("keeps extra columns, NaN over a part that does not have them", () => {
  const whole = joinBars([bars([1, 2], { bid: [10, 20] }), bars([3]), bars([4], { ask: [41], bid: [40] })]);
  expect(whole).toEqual(
    bars([1, 2, 3, 4], { bid: [10, 20, Number.NaN, 40], ask: [Number.NaN, Number.NaN, Number.NaN, 41] }),
  );
});

it("takes no column for one that every object has", () => {
  const whole = joinBars([bars([1], { toString: [7] }), bars([2], { bid: [8] })]);
  expect(Object.entries(whole.extra!)).toEqual([
    ["toString", Float64Array.of(7, Number.NaN)],
    ["bid", Float64Array.of(Number.NaN, 8)],
  ]);
});
