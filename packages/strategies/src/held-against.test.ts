import { expect, it } from "vitest";
import { holding } from "../test/bars.js";
import { heldAgainst } from "./held-against.js";

it("is true for a short in an up-trend and a long in a down-trend, and only then", () => {
  expect([heldAgainst(true, holding("short")), heldAgainst(false, holding("long"))]).toEqual([true, true]);
  expect([heldAgainst(true, holding("long")), heldAgainst(false, holding("short"))]).toEqual([false, false]);
});

it("is false while flat, or where no position is known", () => {
  expect([heldAgainst(true, holding(null)), heldAgainst(false, holding(null))]).toEqual([false, false]);
  expect([heldAgainst(true, undefined), heldAgainst(false, undefined)]).toEqual([false, false]);
});
