import { createRng } from "@bellwether/core";
import { expect, it } from "vitest";
import { type FaultPlan, randomFaults } from "./fault-plan.js";

it("draws plans in which each fault is sometimes strong and sometimes absent", () => {
  const plans = Array.from({ length: 400 }, (_, seed) => randomFaults(createRng(seed)));
  const values = (read: (plan: FaultPlan) => number) => plans.map(read);
  for (const read of [
    (it: FaultPlan) => it.requestsLost,
    (it: FaultPlan) => it.maintenance.perDay,
    (it: FaultPlan) => it.partialFills,
    (it: FaultPlan) => it.rowsNaN,
    (it: FaultPlan) => it.clockSkewMs,
  ]) {
    expect(values(read).filter((it) => it === 0).length).toBeGreaterThan(120);
    expect(new Set(values(read)).size).toBeGreaterThan(120);
  }
  expect(randomFaults(createRng(5))).toEqual(randomFaults(createRng(5)));
});
