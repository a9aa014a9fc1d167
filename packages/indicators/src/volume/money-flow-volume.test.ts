import { expect, it } from "vitest";
import { moneyFlowVolume } from "./money-flow-volume.js";

it.each([
  { close: 20, flow: 8, why: "a close on the high counts the whole volume" },
  { close: 10, flow: -8, why: "a close on the low counts it against" },
  { close: 15, flow: 0, why: "a close in the middle says nothing" },
])("$why", ({ close, flow }) => {
  expect(moneyFlowVolume(20, 10, close, 8)).toBe(flow);
});

it("is 0 for a bar without range", () => {
  expect(moneyFlowVolume(10, 10, 10, 8)).toBe(0);
});
