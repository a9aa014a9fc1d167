import { canonicalJson } from "@bellwether/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sameValue } from "./same-value.js";
import { diffValues } from "./value-diff.js";

describe("diffValues", () => {
  it("says at which path a value was changed, added or removed", () => {
    const from = { risk: { riskPerTrade: 0.01, maxDrawdown: 0.2 }, seed: 1 };
    const to = { risk: { riskPerTrade: 0.02, trailing: { atr: 3 } }, seed: 1 };
    expect(diffValues(from, to)).toEqual([
      { path: "risk.riskPerTrade", kind: "changed", from: 0.01, to: 0.02 },
      { path: "risk.maxDrawdown", kind: "removed", from: 0.2 },
      { path: "risk.trailing", kind: "added", to: { atr: 3 } },
    ]);
  });

  it.each<[string, unknown, unknown, string[]]>([
    [
      "quotes names that a dot would mislead",
      { files: { "EUR/USD": "a" } },
      { files: { "EUR/USD": "b" } },
      ['files["EUR/USD"]'],
    ],
    ["takes a list of plain values as one", { symbols: ["A", "B"] }, { symbols: ["B"] }, ["symbols"]],
    ["counts the items of other lists", [{ x: 1 }, { x: 2 }], [{ x: 1 }, { x: 3 }, {}], ["[1].x", "[2]"]],
    ["matches items by name", [{ name: "a" }, { name: "b", n: 1 }], [{ name: "b", n: 2 }], ["[a]", "[b].n"]],
    ["matches by position where all have other names", [{ name: "a", n: 1 }], [{ name: "b", n: 1 }], ["[0].name"]],
    ["sees that items only changed places", [{ name: "a" }, { name: "b" }], [{ name: "b" }, { name: "a" }], [""]],
    [
      "matches by position where a name comes twice",
      [{ name: "a" }, { name: "a" }],
      [{ name: "a" }, { name: "b" }],
      ["[1].name"],
    ],
    ["tells null from nothing", { a: null }, {}, ["a"]],
    ["tells a list from an object", { a: [] }, { a: {} }, ["a"]],
    ["tells 1 from its text", { a: 1 }, { a: "1" }, ["a"]],
    ["names the whole where nothing is inside", 1, 2, ["(all of it)"]],
  ])("%s", (_, from, to, paths) => expect(diffValues(from, to).map(({ path }) => path)).toEqual(paths));

  it("takes no key for what an object inherits", () => {
    const hostile = JSON.parse('{"__proto__": {"a": 1}, "constructor": 1, "toString": 2}');
    expect(diffValues({}, hostile).map(({ path }) => path)).toEqual(["__proto__", "constructor", "toString"]);
    expect(diffValues(hostile, {}).map(({ kind }) => kind)).toEqual(["removed", "removed", "removed"]);
  });

  it("finds nothing if, and only if, the canonical JSON is the same", () => {
    // few keys and values, so that pairs are often equal or nearly so
    const data = fc.letrec((tie) => ({
      value: fc.oneof(
        { depthSize: "small" },
        fc.constantFrom(0, 1, "1", "", null, true),
        fc.array(tie("value"), { maxLength: 3 }),
        fc.dictionary(fc.constantFrom("name", "b", "__proto__"), tie("value"), { maxKeys: 3 }),
      ),
    })).value;
    fc.assert(
      fc.property(data, data, (a, b) => {
        const equal = canonicalJson(a) === canonicalJson(b);
        expect(sameValue(a, b)).toBe(equal);
        expect(diffValues(a, b).length === 0).toBe(equal);
      }),
      { numRuns: 1_000 },
    );
  });
});
