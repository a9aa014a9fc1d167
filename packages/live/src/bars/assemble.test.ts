import { expect, it } from "vitest";
import { assemble } from "./assemble.js";

const there = (nextClose: number) => ({ isReady: true, nextClose });
const due = (nextClose: number) => ({ isReady: false, nextClose });

it("puts together what closes at the same moment, earliest first, in the order of the streams", () => {
  const [a, b, c] = [there(20), there(10), there(10)];
  expect(assemble([a, b, c])).toEqual({ close: 10, members: [b, c], awaits: false });
});

it("waits for bars that close no later, and for no others", () => {
  expect(assemble([there(10), due(10)])?.awaits).toBe(true);
  expect(assemble([there(10), due(5)])?.awaits).toBe(true);
  expect(assemble([there(10), due(11)])?.awaits).toBe(false);
});

it("has nothing while nothing is there", () => {
  expect(assemble([due(10), due(20)])).toBeNull();
  expect(assemble([])).toBeNull();
});
