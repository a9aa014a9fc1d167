import { expect, it } from "vitest";
import { didYouMean, nearest } from "./nearest.js";

const known = ["maxNotional", "maxDrawdown", "minNotional", "ema"];

it.each([
  ["maxNotinal", "maxNotional"],
  ["MAXDRAWDOWN", "maxDrawdown"],
  ["minNotoinal", "minNotional"], // two letters swapped are one slip
  ["eam", "ema"],
  ["volume", undefined],
  ["", undefined],
  ["x".repeat(10_000), undefined],
])("for %s it suggests %s", (word, suggestion) => {
  expect(nearest(word, known)).toBe(suggestion);
});

it("writes a suggestion as a sentence, or nothing", () => {
  expect(didYouMean("emaa", known)).toBe(' Did you mean "ema"?');
  expect(didYouMean("volume", known)).toBe("");
  expect(nearest("a", [])).toBeUndefined();
});
