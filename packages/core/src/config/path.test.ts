import fc from "fast-check";
import { expect, it } from "vitest";
import { parsePath, pathText, valueAt } from "./path.js";

it("writes a path as people do, quoting what would not read back", () => {
  expect(pathText(["strategies", 0, "params", "fast"])).toBe("strategies[0].params.fast");
  expect(pathText(["instruments", "BTC/USDT", "tick"])).toBe("instruments.BTC/USDT.tick");
  expect(pathText(["a.b", ""])).toBe('"a.b".""');
});

it("reads back what it writes", () => {
  const part = fc.oneof(fc.stringMatching(/^[\w/ .:-]{1,20}$/), fc.nat(999_999));
  const path = fc
    .tuple(fc.stringMatching(/^[\w/ .:-]{1,20}$/), fc.array(part))
    .map(([first, rest]) => [first, ...rest]);
  fc.assert(
    fc.property(path, (parts) => {
      expect(parsePath(pathText(parts))).toEqual(parts);
    }),
  );
});

it.each(["", ".", "a.", "a..b", ".a", "a[", "a[x]", "a[-1]", 'a."', "a]b"])("does not read %j", (text) =>
  expect(parsePath(text)).toBeUndefined(),
);

it("looks up own properties only", () => {
  expect(valueAt({ a: [{ b: 1 }] }, ["a", 0, "b"])).toBe(1);
  expect(valueAt({ a: "text" }, ["a", "length"])).toBeUndefined();
  expect(valueAt({}, ["constructor", "name"])).toBeUndefined();
});
