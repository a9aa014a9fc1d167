import { expect, it } from "vitest";
import { VirtualTime } from "../testing/virtual-time.js";
import type { Timers } from "../time/timers.js";
import { createBell } from "./bell.js";

function setUp() {
  const time = new VirtualTime();
  const slept: number[] = [];
  const timers: Timers = {
    now: () => time.now(),
    monotonic: () => time.monotonic(),
    after: (ms, run) => time.after(ms, run),
    sleep: (ms, signal) => {
      slept.push(ms);
      return time.sleep(ms, signal);
    },
  };
  return { time, slept, bell: createBell(timers) };
}

it("sleeps for whole milliseconds, at least one and at most an hour", async () => {
  const { time, slept, bell } = setUp();
  for (const ms of [0.0002, 12.1, 500, 86_400_000, Number.POSITIVE_INFINITY]) {
    const waiting = bell.wait(ms);
    await time.run(time.true + 3_600_000);
    await waiting;
  }
  expect(slept).toEqual([1, 13, 500, 3_600_000, 3_600_000]);
});

it("wakes who waits, and whoever comes next if nobody did", async () => {
  const { time, slept, bell } = setUp();
  const start = time.true;
  const waiting = bell.wait(60_000).then(() => time.true);
  await time.run(start + 10);
  bell.ring();
  expect(await waiting).toBe(start + 10);
  bell.ring();
  bell.ring();
  await bell.wait(60_000);
  expect(slept, "the second wait was none").toEqual([60_000]);
  const third = bell.wait(60_000).then(() => time.true);
  await time.run(start + 120_000);
  expect(await third, "two rings end one wait").toBe(start + 60_010);
});
