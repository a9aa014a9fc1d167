import { describe, expect, it } from "vitest";
import { inputsInWords, tradesInWords, unstableText } from "./in-words.js";
import type { InputDifference } from "./input-diff.js";
import { diffValues } from "./value-diff.js";

const nothing: InputDifference = {
  data: [],
  config: [],
  configHidden: false,
  version: null,
  code: [],
  seed: null,
  contradicts: false,
};
const words = (found: Partial<InputDifference>) =>
  inputsInWords({ ...nothing, ...found }).map(({ about, text }) => `${about}: ${text}`);

it("knows two reasons for runs that nothing sets apart but their results: the run, and whoever edited a report", () => {
  expect(unstableText(["a", "b"])).toMatch(/reads a clock, .* of its own, or a report was edited after its run\. /);
});

describe("what went in, in words", () => {
  it("has a line for everything, and none for nothing", () => {
    expect(words({})).toEqual([]);
    expect(
      words({
        data: [{ name: "EUR/USD 1h", kind: "changed" }],
        version: { from: "0.1.0", to: "0.2.0" },
        code: [{ name: "a.ts", kind: "removed" }],
        seed: { from: 1, to: 2 },
        configHidden: true,
        contradicts: true,
      }),
    ).toEqual([
      "file: the fingerprints contradict the rest: a report was changed after its run",
      "data: EUR/USD 1h has other bars",
      "config: differs where reports show nothing: a secret",
      "version: 0.1.0 → 0.2.0",
      "code: a.ts removed",
      "seed: 1 → 2",
    ]);
  });

  it.each<[unknown, unknown, string]>([
    [{ a: 0.01 }, { a: 0.02 }, "a: 0.01 → 0.02"],
    [{ a: 1 }, { a: "1" }, 'a: 1 → "1"'],
    [{ a: 1 }, {}, "a: removed, was 1"],
    [{}, { a: { b: [1, 2] } }, 'a: added {"b":[1,2]}'],
    [{ a: 0.1 + 0.2 }, { a: 1 }, "a: 0.3 → 1"],
    [{ a: 0.1 + 0.2 }, { a: 0.3 }, "a: 0.30000000000000004 → 0.3"],
    [{ a: "x".repeat(99) }, { a: null }, `a: "${"x".repeat(58)}… → null`],
  ])("%j to %j", (from, to, text) => expect(words({ config: diffValues(from, to) })).toEqual([`config: ${text}`]));
});

describe("trades in words", () => {
  const first = {
    kind: "only-other",
    time: Date.UTC(2024, 0, 31, 13),
    symbol: "A/B",
    side: "short",
    changes: [],
  } as const;
  const found = { shared: 5, changed: 0, onlyFirst: 1, onlyOther: 2, first };

  it("says how many are the same, and where they part", () => {
    expect(tradesInWords(found, "A", "B")).toEqual([
      "5 in both (same symbol, side and entry time), 1 only in A, 2 only in B",
      "first that differs: 2024-01-31 13:00 A/B short, only in B",
    ]);
    expect(tradesInWords({ ...found, shared: 0, onlyFirst: 0, onlyOther: 0, first: null }, "A", "B")).toEqual([
      "none in either",
    ]);
  });

  it("names last what differs by the last digits of a sum in binary only", () => {
    const changes = diffValues({ quantity: 0.1 + 0.2, pnl: 1 }, { quantity: 0.3, pnl: 2 });
    const changed = { ...found, changed: 1, first: { ...first, kind: "changed" as const, changes } };
    expect(tradesInWords(changed, "A", "B")[1]).toMatch(/, pnl: 1 → 2, quantity: 0\.30000000000000004 → 0\.3$/);
  });

  it("tells the telling changes of a trade first, times as dates, and counts the rest", () => {
    const [from, to] = [0, 3_600_000].map((exitTime) => ({
      bestPrice: exitTime,
      exitTime,
      pnl: exitTime,
      quantity: exitTime,
      mae: exitTime,
    }));
    const changed = {
      ...found,
      changed: 1,
      first: { ...first, kind: "changed" as const, changes: diffValues(from, to) },
    };
    expect(tradesInWords(changed, "A", "B")[1]).toBe(
      "first that differs: 2024-01-31 13:00 A/B short, quantity: 0 → 3600000, exitTime: 1970-01-01 00:00 → 1970-01-01 01:00, pnl: 0 → 3600000 and 2 more",
    );
  });
});
