import { describe, expect, it } from "vitest";
import { spansAhead } from "../../test/split-ranges.js";
import { embargoRows } from "./embargo.js";
import { purgedKFold } from "./k-fold.js";
import { checkedSpans, horizonOf } from "./spans.js";
import { BadSplitError, type Spans } from "./split.js";

const ints = (...values: number[]) => Int32Array.from(values);

describe("samples to divide", () => {
  it("are refused without spans, unless the caller says that nothing is to be purged", () => {
    const message = "allowUnpurged: true";
    expect(() => checkedSpans({ samples: 10 })).toThrow(message);
    expect(() => purgedKFold({ samples: 10 }, { folds: 5 })).toThrow(BadSplitError);
    expect(() => checkedSpans({ row: ints(0, 1) } as unknown as Spans)).toThrow(message);
    const spans = checkedSpans({ samples: 10 }, { allowUnpurged: true });
    expect(spans.row).toHaveLength(10);
    expect(horizonOf(spans)).toBe(0);
  });

  it.each<[string, Spans | { samples: number }, string]>([
    ["of unequal columns", { row: ints(0, 1), start: ints(1, 2), end: ints(1) }, "2 rows, 2 starts and 1 ends"],
    ["that are none", { row: ints(), start: ints(), end: ints() }, "no samples"],
    ["that go back in time", { row: ints(3, 2), start: ints(4, 3), end: ints(4, 3) }, "sort samples by row"],
    ["whose label ends before it", { row: ints(3), start: ints(2), end: ints(2) }, "its end must come last"],
    ["whose label ends before it starts", { row: ints(3), start: ints(6), end: ints(5) }, "runs from 6 to 5"],
    ["of a count that is none", { samples: 2.5 }, "samples is 2.5"],
  ])("are refused %s", (_, spans, message) => {
    expect(() => checkedSpans(spans, { allowUnpurged: true })).toThrow(message);
  });

  it("may share a row: several symbols, one bar", () => {
    expect(() => checkedSpans({ row: ints(1, 1, 2), start: ints(2, 2, 3), end: ints(4, 3, 3) })).not.toThrow();
  });
});

describe("an embargo", () => {
  it("is 1 % of the rows or the longest label, whichever is longer, unless it is given", () => {
    expect(
      embargoRows(
        spansAhead(1_000, () => 3),
        undefined,
      ),
    ).toBe(10);
    expect(
      embargoRows(
        spansAhead(1_000, (i) => (i === 7 ? 24 : 3)),
        undefined,
      ),
    ).toBe(24);
  });

  it("is a share of the rows below 1, and rows from 1 on", () => {
    const spans = spansAhead(100, () => 5);
    expect(embargoRows(spans, 0.29), "0.29 × 100 is a little under 29 in doubles").toBe(29);
    expect(embargoRows(spans, 0.055)).toBe(5);
    expect(embargoRows(spans, 0)).toBe(0);
    expect(embargoRows(spans, 7)).toBe(7);
    for (const embargo of [-1, 1.5, Number.NaN, Infinity])
      expect(() => embargoRows(spans, embargo)).toThrow(BadSplitError);
  });

  it("counts rows of bars, not samples: of events a hundred rows apart 1 % is more than one of them", () => {
    const row = Int32Array.from({ length: 50 }, (_, i) => 100 * i);
    expect(embargoRows({ row, start: row, end: row }, undefined)).toBe(49);
  });
});
