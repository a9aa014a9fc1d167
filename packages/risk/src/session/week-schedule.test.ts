import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { settingsOf } from "../settings/settings.js";
import { WeekSchedule } from "./week-schedule.js";
import { DAY_MS, DAYS, MINUTE_MS, weekStart } from "./week-time.js";

type Options = Parameters<typeof settingsOf>[0];
const scheduleOf = (options: Options) => new WeekSchedule(settingsOf(options));
/** A moment of the week of Monday, 13 May 2024. */
const at = (day: (typeof DAYS)[number], hhmm: string) => Date.parse(`2024-05-${13 + DAYS.indexOf(day)}T${hhmm}:00Z`);

describe("a week", () => {
  it("begins on Monday", () => {
    expect(weekStart(at("mon", "00:00"))).toBe(at("mon", "00:00"));
    expect(weekStart(at("sun", "23:59"))).toBe(at("mon", "00:00"));
    expect(weekStart(-1), "Wednesday, 31 December 1969").toBe(Date.UTC(1969, 11, 29));
  });

  it("is open from the first moment of a window to before its last", () => {
    const schedule = scheduleOf({ sessions: [{ days: ["wed", "fri"], from: "08:00", to: "16:30" }] });
    const open = (["07:59", "08:00", "16:29", "16:30"] as const).map((time) => schedule.isOpen(at("wed", time)));
    expect(open).toEqual([false, true, true, false]);
    expect(schedule.isOpen(at("thu", "12:00"))).toBe(false);
    expect(schedule.opensAt(at("thu", "12:00"))).toBe(at("fri", "08:00"));
    expect(schedule.opensAt(at("sat", "12:00"))).toBe(at("wed", "08:00") + 7 * DAY_MS);
    expect(schedule.isOpen(Number.NaN)).toBe(false);
  });

  it("has windows that end after midnight, and after the week", () => {
    const schedule = scheduleOf({
      sessions: [{ days: ["tue", "sun"], from: "22:00", to: "02:00" }],
      sessionEnd: "flatten",
    });
    const open = [at("tue", "23:00"), at("wed", "01:59"), at("wed", "02:00"), at("mon", "01:00"), at("sun", "23:59")];
    expect(open.map((time) => schedule.isOpen(time))).toEqual([true, true, false, true, true]);
    expect(open.map((time) => schedule.isFlat(time))).toEqual([false, false, true, false, false]);
    expect(schedule.changesAt(at("sun", "23:00"))).toBe(at("mon", "02:00") + 7 * DAY_MS);
  });

  it("has a weekend with edges of one's own", () => {
    const schedule = scheduleOf({ weekend: "flatten", weekendFrom: "fri 20:30", weekendTo: "mon 01:00" });
    const times = [at("fri", "20:29"), at("fri", "20:30"), at("sun", "12:00"), at("mon", "00:59"), at("mon", "01:00")];
    expect(times.map((time) => schedule.isFlat(time))).toEqual([false, true, true, true, false]);
    expect(times.map((time) => schedule.isOpen(time))).toEqual([true, false, false, false, true]);
  });

  it("that is always open never changes", () => {
    const schedule = scheduleOf({ sessions: [{ from: "00:00", to: "24:00" }] });
    expect([schedule.isOpen(at("sun", "23:59")), schedule.changesAt(at("mon", "00:00"))]).toEqual([
      true,
      Number.POSITIVE_INFINITY,
    ]);
  });

  it("refuses times that are none", () => {
    expect(() => scheduleOf({ sessions: [{ from: "8:00", to: "16:00" }] })).toThrow(/09:30/);
    expect(() => scheduleOf({ sessions: [{ from: "08:00", to: "08:00" }] })).toThrow(/24:00/);
    expect(() => scheduleOf({ weekendFrom: "friday" })).toThrow(/fri 21:00/);
  });

  it("changes when it says, and at no time before", () => {
    const hour = fc.integer({ min: 0, max: 23 }).map((h) => `${String(h).padStart(2, "0")}:00`);
    const window = fc
      .record({ days: fc.subarray([...DAYS], { minLength: 1 }), from: hour, to: hour })
      .filter(({ from, to }) => from !== to);
    const settings = fc.record({
      sessions: fc.array(window, { minLength: 1, maxLength: 3 }),
      sessionEnd: fc.constantFrom("hold" as const, "flatten" as const),
      weekend: fc.constantFrom("hold" as const, "flatten" as const),
    });
    fc.assert(
      fc.property(settings, fc.nat({ max: 7 * 24 * 60 }), (options, minutes) => {
        const schedule = scheduleOf(options);
        const now = at("mon", "00:00") + minutes * MINUTE_MS;
        const state = (time: number) => `${schedule.isOpen(time)} ${schedule.isFlat(time)}`;
        const change = Math.min(schedule.changesAt(now), now + 7 * DAY_MS);
        for (let time = now; time < change; time += 13 * MINUTE_MS) expect(state(time)).toBe(state(now));
        expect(state(change - 1)).toBe(state(now));
        if (schedule.changesAt(now) < Number.POSITIVE_INFINITY) expect(state(change)).not.toBe(state(now));
      }),
      { numRuns: 300 },
    );
  });
});
