import { expect, it } from "vitest";
import type { BarRow } from "../exchange/market-data.js";
import { checkRows } from "./check-rows.js";

const M = 60_000;
const row = (minute: number, close = 10): BarRow => [minute * M, 10, 12, 9, close, 1];
const check = (rows: unknown, since = 0, until = 100 * M) => checkRows("1m", rows, since, until);

it("keeps good rows as they are, in copies that nobody can change", () => {
  const sent = [row(1), row(2)].map((each) => [...each]);
  const { rows, bad, clean, problem } = check(sent);
  sent[0]![4] = 99;
  expect(rows).toEqual([row(1), row(2)]);
  expect({ bad, clean, problem }).toEqual({ bad: 0, clean: true, problem: null });
  expect(Object.isFrozen(rows[0])).toBe(true);
});

it.each([
  ["null", null],
  ["text", "row"],
  ["five numbers", [M, 10, 12, 9, 10]],
  ["nothing but undefined", new Array(6).fill(undefined)],
  ["digits in a text", [M, 10, 12, 9, "10", 1]],
  ["an open time that is NaN", [Number.NaN, 10, 12, 9, 10, 1]],
  ["a close that is NaN", [M, 10, 12, 9, Number.NaN, 1]],
  ["an infinite high", [M, 10, Number.POSITIVE_INFINITY, 9, 10, 1]],
  ["a volume that is NaN", [M, 10, 12, 9, 10, Number.NaN]],
  ["a volume below zero", [M, 10, 12, 9, 10, -1e-9]],
  ["a price of zero", [M, 10, 12, 0, 10, 1]],
  ["a negative price", [M, -10, 12, -11, 10, 1]],
  ["a high below the open", [M, 10, 9.99, 9, 9.5, 1]],
  ["a high below the close", [M, 10, 12, 9, 12.01, 1]],
  ["a low above the open", [M, 10, 12, 10.01, 11, 1]],
  ["a low above the close", [M, 10, 12, 9, 8.99, 1]],
  ["an open time off the grid", [M + 1, 10, 12, 9, 10, 1]],
  ["an open time in seconds", [1_704_067_201, 10, 12, 9, 10, 1]],
])("drops a row of %s, counts it, and says what was wrong", (_, bad) => {
  const checked = check([row(1), bad, row(3)], 0, Number.MAX_SAFE_INTEGER);
  expect(checked).toMatchObject({ rows: [row(1), row(3)], bad: 1, clean: false });
  expect(checked.problem).not.toBeNull();
});

it("takes bars whose prices are all the same, and without volume", () => {
  expect(check([[M, 10, 10, 10, 10, 0]]).rows).toHaveLength(1);
});

it.each([null, undefined, "<html>", {}, 7])("takes an answer of %s for a bad one, not for an empty one", (answer) => {
  expect(check(answer)).toMatchObject({ rows: [], bad: 1, clean: false });
  expect(check([])).toMatchObject({ rows: [], bad: 0, clean: true });
});

it("puts rows in order, but does not trust the answer about what it lacks", () => {
  expect(check([row(3), row(1)])).toMatchObject({ rows: [row(1), row(3)], bad: 0, clean: false });
});

it("counts a row that comes twice, and drops rows that contradict each other, all of them", () => {
  expect(check([row(1), row(1), row(2)])).toMatchObject({ rows: [row(1), row(2)], duplicates: 1, clean: true });
  const [a, b] = [row(1), row(1, 11)];
  expect(check([a, b, b, row(2)])).toMatchObject({ rows: [row(2)], clean: false, duplicates: 0 });
});

it("passes over what is older than asked for, and drops what is from the future", () => {
  expect(check([row(1), row(2)], 2 * M)).toMatchObject({ rows: [row(2)], bad: 0, clean: true });
  expect(check([row(1), row(2)], 0, 2 * M)).toMatchObject({ rows: [row(1), row(2)], bad: 0 });
  expect(check([row(1), row(2)], 0, 2 * M - 1), "no row is lost by it").toMatchObject({
    rows: [row(1)],
    bad: 1,
    clean: true,
  });
});

it("knows the grids of weeks and months", () => {
  const at = (time: number): BarRow => [time, 10, 12, 9, 10, 1];
  const kept = (timeframe: "1w" | "1M", time: number) => checkRows(timeframe, [at(time)], 0, Infinity).rows.length;
  expect(kept("1w", Date.UTC(2024, 0, 1)), "a Monday").toBe(1);
  expect(kept("1w", Date.UTC(2024, 0, 4)), "a Thursday").toBe(0);
  expect(kept("1M", Date.UTC(2024, 1, 1))).toBe(1);
  expect(kept("1M", Date.UTC(2024, 1, 2))).toBe(0);
});
