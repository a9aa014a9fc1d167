import { expect, it } from "vitest";
import { monthlyReturns } from "./monthly-returns.js";

it("measures each month from the close of the month before, the first from the start; midnight ends a month", () => {
  const closes = [Date.UTC(2023, 11, 15), Date.UTC(2024, 0, 1), Date.UTC(2024, 0, 20), Date.UTC(2024, 2, 1, 1)];
  const [first, second, ...rest] = monthlyReturns(Float64Array.from(closes), Float64Array.of(105, 110, 121, 60.5), 100);
  expect(rest).toEqual([]);
  expect(first).toMatchObject({ year: 2023 });
  expect(first!.months[11], "December ends at midnight of 1 January").toBeCloseTo(0.1, 12);
  expect(second!.months[0]).toBeCloseTo(0.1, 12);
  expect(second!.months[1], "no close in February").toBeNull();
  expect(second!.months[2]).toBeCloseTo(-0.5, 12);
  expect(second!.total).toBeCloseTo(-0.45, 12);
});

it("has no return where there was nothing left to lose", () => {
  const closes = Float64Array.of(Date.UTC(2024, 0, 20), Date.UTC(2024, 1, 20));
  expect(monthlyReturns(closes, Float64Array.of(0, 10), 100)[0]?.months.slice(0, 2)).toEqual([-1, null]);
});
