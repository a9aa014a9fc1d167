import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { RecentPeak } from "./recent-peak.js";
import { RecentTrades } from "./recent-trades.js";

const steps = fc.array(fc.tuple(fc.nat({ max: 5 }), fc.integer({ min: -9, max: 9 })), { maxLength: 60 });

/** Pushes each value some time after the one before; `check` hears the window [from, now] as a plain list would hold it. */
function play(all: [number, number][], check: (time: number, from: number, value: number, held: number[]) => void) {
  const seen: { time: number; value: number }[] = [];
  let time = 0;
  for (const [pause, value] of all) {
    time += pause;
    seen.push({ time, value });
    const from = time - 7;
    check(
      time,
      from,
      value,
      seen.filter((one) => one.time >= from).map((one) => one.value),
    );
  }
}

describe("windows of time hold what a list that is searched each time would hold:", () => {
  it("count and sum", () => {
    fc.assert(
      fc.property(steps, (all) => {
        const recent = new RecentTrades();
        play(all, (time, from, value, held) => {
          recent.push(time, value);
          recent.forgetBefore(from);
          expect([recent.count, recent.sum]).toEqual([held.length, held.reduce((sum, one) => sum + one, 0)]);
        });
      }),
    );
  });

  it("the largest value", () => {
    fc.assert(
      fc.property(steps, (all) => {
        const peak = new RecentPeak();
        play(all, (time, from, value, held) => {
          peak.push(time, value);
          expect(peak.since(from)).toBe(Math.max(...held));
        });
      }),
    );
    expect(new RecentPeak().since(0)).toBeNaN();
  });
});
