import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dayNumber, instantOf } from "./instant.js";

it("counts days as the Gregorian calendar does, and knows the dates that do not exist", () => {
  const year = fc.integer({ min: 1, max: 9999 });
  const part = (max: number) => fc.integer({ min: 0, max });
  fc.assert(
    fc.property(year, part(14), part(33), (y, month, day) => {
      const date = new Date(0);
      date.setUTCFullYear(y, month - 1, day);
      const exists = date.getUTCMonth() === month - 1 && date.getUTCDate() === day && date.getUTCFullYear() === y;
      expect(dayNumber(y, month, day)).toBe(exists ? date.getTime() / 86_400_000 : Number.NaN);
    }),
    { numRuns: 5_000 },
  );
});

describe("an ISO 8601 text", () => {
  it("reads as Date.parse reads it", () => {
    const time = fc.integer({ min: Date.UTC(1, 0, 1), max: Date.UTC(9999, 11, 31) });
    fc.assert(
      fc.property(time, (ms) => {
        expect(instantOf(new Date(ms).toISOString())).toBe(ms);
      }),
      { numRuns: 5_000 },
    );
  });

  it.each([
    ["2017-08-17", "2017-08-17T00:00:00Z"],
    ["2017-08-17 04:00", "2017-08-17T04:00:00Z"],
    ["2017-08-17t04:00:05z", "2017-08-17T04:00:05Z"],
    ["2017-08-17 04:00:05+02:00", "2017-08-17T02:00:05Z"],
    ["2017-08-17 04:00:05 -0330", "2017-08-17T07:30:05Z"],
    ["2017-08-17T23:00-02", "2017-08-18T01:00:00Z"],
    ["2017-08-17 04:00:05.5", "2017-08-17T04:00:05.500Z"],
    ["2017-08-17 04:00:05,123456789Z", "2017-08-17T04:00:05.123Z"],
    ["2017-08-17 04:00:05.999999", "2017-08-17T04:00:06Z"],
    ["1969-12-31 23:59:59.250", "1969-12-31T23:59:59.250Z"],
  ])("%s is %s", (text, instant) => {
    expect(instantOf(text)).toBe(Date.parse(instant));
  });

  it.each([
    "",
    "2017",
    "2017-8-17",
    "2017/08/17",
    "17-08-2017",
    "2017-02-29",
    "2017-08-17 24:00",
    "2017-08-17 4:00",
    "2017-08-17 04",
    "2017-08-17 04:60",
    "2017-08-17 04:00:60",
    "2017-08-17 04:00:05.",
    "2017-08-17 04:00:05 UTC",
    "2017-08-17 04:00:05+2",
    "2017-08-17 04:00:05+02:0",
    "2017-08-17 04:00:05Zulu",
    "2017-08-17_04:00",
    "2017-08-17T04:00:00+99:00",
  ])("%j is no instant", (text) => {
    expect(instantOf(text)).toBeNaN();
  });
});
