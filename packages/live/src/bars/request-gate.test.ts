import { expect, it } from "vitest";
import { countingTimers } from "../../test/helpers/scripted-market.js";
import { VirtualTime } from "../testing/virtual-time.js";
import { createRequestGate } from "./request-gate.js";

function setUp(maxConcurrent = 2) {
  const time = new VirtualTime();
  const timers = countingTimers(time);
  const gate = createRequestGate(timers, maxConcurrent);
  const entered: number[] = [];
  const enter = (i: number) => gate.enter().then((open) => open && entered.push(i));
  return { time, timers, gate, entered, enter };
}

it("lets so many in at a time, in the order of their coming", async () => {
  const { time, gate, entered, enter } = setUp();
  for (const i of [1, 2, 3, 4]) void enter(i);
  await time.run(time.true);
  expect(entered).toEqual([1, 2]);
  gate.leave();
  await time.run(time.true);
  expect(entered).toEqual([1, 2, 3]);
});

it("lets nobody in for as long as the exchange asks, and everybody after", async () => {
  const { time, timers, gate, entered, enter } = setUp();
  gate.pause(30_000);
  const start = time.true;
  void enter(1);
  void enter(2);
  await time.run(start + 29_999);
  expect([entered, gate.paused]).toEqual([[], true]);
  await time.run(start + 30_000);
  expect([entered, gate.paused, timers.pending]).toEqual([[1, 2], false, 0]);
});

it("keeps the longer of two pauses, and ignores what is no length of time", async () => {
  const { time, gate } = setUp();
  gate.pause(10_000);
  gate.pause(1_000);
  for (const ms of [Number.NaN, -5, 0]) gate.pause(ms);
  await time.run(time.true + 9_999);
  expect(gate.paused).toBe(true);
  await time.run(time.true + 1);
  expect(gate.paused).toBe(false);
});

it("lasts three days at most, whatever it is told", async () => {
  const { time, gate } = setUp();
  gate.pause(Number.POSITIVE_INFINITY);
  await time.run(time.true + 3 * 86_400_000 - 1);
  expect(gate.paused).toBe(true);
  await time.run(time.true + 1);
  expect(gate.paused).toBe(false);
});

it("turns everybody away once stopped, and holds no timer", async () => {
  const { timers, gate } = setUp();
  gate.pause(1_000);
  const waiting = gate.enter();
  expect(timers.pending).toBe(1);
  gate.stop();
  expect([await waiting, await gate.enter(), timers.pending]).toEqual([false, false, 0]);
});
