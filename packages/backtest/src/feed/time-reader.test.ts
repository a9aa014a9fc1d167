import { describe, expect, it } from "vitest";
import { TimeReader, type TimeUnit } from "./time-reader.js";

const MS = 1_502_942_400_000;

describe("the first time settles the unit", () => {
  it.each([
    [MS / 1_000, "s"],
    [MS, "ms"],
    [MS * 1_000, "us"],
    [MS * 1e6, "ns"],
  ] as const)("%d counts %s", (raw, unit) => {
    const clock = new TimeReader();
    expect([clock.toMs(raw, "number"), clock.unit]).toEqual([MS, unit]);
  });

  it("20170817 is a date, not a second of 1970", () => {
    const clock = new TimeReader();
    expect([clock.toMs(20170817, "number"), clock.unit]).toEqual([Date.UTC(2017, 7, 17), "iso"]);
    expect(clock.toMs(20170832, "number")).toBeNaN();
  });

  it("rounds fractions of a second to the millisecond", () => {
    const clock = new TimeReader();
    expect(clock.toMs(1502942400.1234, "number")).toBe(MS + 123);
  });
});

describe("a later time in another unit", () => {
  it.each([
    [MS / 1_000, MS, "reads as milliseconds, but this file writes seconds"],
    [MS, MS / 1_000, "reads as seconds, but this file writes milliseconds"],
    [MS, MS * 1e6, "reads as nanoseconds, but this file writes milliseconds"],
    [MS, 20170817, "reads as dates as YYYYMMDD, but this file writes milliseconds"],
  ])("after %d, %d is refused", (first, second, reason) => {
    const clock = new TimeReader();
    clock.toMs(first, "number");
    expect(clock.toMs(second, "number")).toBeNaN();
    expect(clock.clash(second, "number")).toBe(reason);
  });

  it("numbers and dates do not mix either", () => {
    const clock = new TimeReader();
    clock.toMs(MS, "iso");
    expect(clock.toMs(MS, "number")).toBeNaN();
    expect(clock.clash(MS, "number")).toBe("reads as milliseconds, but this file writes ISO 8601 dates");
  });

  it("unless it goes on where the last row stood, as milliseconds do across 1970", () => {
    const clock = new TimeReader();
    const start = Date.UTC(1966, 0, 1);
    for (let day = 0; day < 4_000; day++) {
      const time = start + day * 86_400_000;
      expect(clock.toMs(time, "number")).toBe(time);
    }
  });
});

it("believes a stated unit, whatever the magnitude", () => {
  const read = (unit: TimeUnit, raw: number) => {
    const clock = new TimeReader();
    clock.state(unit);
    return clock.toMs(raw, "number");
  };
  expect(read("ms", 0)).toBe(0);
  expect(read("ms", 3_600_000)).toBe(3_600_000);
  expect(read("s", -5)).toBe(-5_000);
  expect(read("iso", 20170817)).toBe(Date.UTC(2017, 7, 17));
  expect(read("ms", 9e15)).toBeNaN();
});
