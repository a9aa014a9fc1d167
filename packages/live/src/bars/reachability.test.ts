import { expect, it } from "vitest";
import { countingTimers } from "../../test/helpers/scripted-market.js";
import type { Note } from "../journal/entry.js";
import { VirtualTime } from "../testing/virtual-time.js";
import { createReachability } from "./reachability.js";

const MINUTE = 60_000;

function setUp() {
  const time = new VirtualTime();
  const timers = countingTimers(time);
  const notes: Note[] = [];
  const reach = createReachability({
    timers,
    now: () => time.true,
    outageGraceMs: 15 * MINUTE,
    note: (note) => notes.push(note),
  });
  const pass = (ms: number) => time.run(time.true + ms);
  return { time, timers, notes, reach, pass, kinds: () => notes.map(({ kind }) => kind) };
}

it("notes an outage once 15 minutes have gone by without an answer, once, and its end", async () => {
  const { time, reach, pass, notes, kinds } = setUp();
  const since = time.true;
  reach.failed("connection reset");
  await pass(15 * MINUTE - 1);
  expect([kinds(), reach.outage]).toEqual([[], null]);
  reach.failed("no route");
  await pass(1);
  expect([kinds(), reach.outage]).toEqual([["outage"], { since, reason: "no route" }]);
  reach.failed("no route");
  await pass(60 * MINUTE);
  reach.answered();
  reach.answered();
  expect([kinds(), reach.outage, reach.failing]).toEqual([["outage", "recovered"], null, null]);
  expect(notes[1]!.details).toEqual({ since, lastedMs: 75 * MINUTE });
});

it("begins anew with every answer", async () => {
  const { reach, pass, kinds, timers } = setUp();
  for (let i = 0; i < 5; i++) {
    reach.failed("no route");
    await pass(14 * MINUTE);
    reach.answered();
  }
  expect([kinds(), timers.pending]).toEqual([[], 0]);
});

it("knows how long the exchange was out of reach within a stretch of time, by calls or by websocket", async () => {
  const { time, reach, pass } = setUp();
  const start = time.true;
  reach.failed("no route");
  await pass(10 * MINUTE);
  reach.answered();
  reach.watching(false);
  await pass(20 * MINUTE);
  expect(reach.unreachableMs(start, start + 30 * MINUTE), "the websocket is still gone").toBe(20 * MINUTE);
  reach.watching(true);
  await pass(MINUTE);
  expect(reach.unreachableMs(start + 5 * MINUTE, start + 9 * MINUTE)).toBe(4 * MINUTE);
  expect(reach.unreachableMs(start + 30 * MINUTE, start + 31 * MINUTE)).toBe(0);
});

it("remembers a bounded number of stretches, and none below a second", async () => {
  const { time, reach, pass } = setUp();
  const start = time.true;
  for (let i = 0; i < 100; i++) {
    reach.failed("no route");
    await pass(i < 50 ? 2_000 : 999);
    reach.answered();
  }
  expect(reach.unreachableMs(start, time.true)).toBe(16 * 2_000);
});

it("holds no timer once stopped", () => {
  const { reach, timers } = setUp();
  reach.failed("no route");
  expect(timers.pending).toBe(1);
  reach.stop();
  expect(timers.pending).toBe(0);
});
