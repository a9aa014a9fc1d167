import { describe, expect, it } from "vitest";
import { FLAT, MINUTE, START, UP_AFTER_LOW, venueOf } from "../../test/small-venue.js";

describe("the path of a bar", () => {
  it("is open, nearer extreme, other extreme, close, a quarter of the bar each", () => {
    const { venue } = venueOf([UP_AFTER_LOW, FLAT]);
    const seen: [number, number][] = [];
    while (venue.nextChange < START + 2 * MINUTE) {
      seen.push([venue.now - START, venue.price("BTC/USDT")]);
      venue.advance(venue.nextChange);
    }
    expect(seen).toEqual([
      [0, 100],
      [15_000, 95],
      [30_000, 110],
      [45_000, 105],
      [60_000, 105],
      [75_000, 105],
      [90_000, 105],
    ]);
  });

  it("goes up first where the high is nearer, and down where both are as near", () => {
    for (const [row, second] of [
      [[100, 104, 95, 100, 1], 104],
      [[100, 105, 95, 100, 1], 95],
    ] as const) {
      const { venue } = venueOf([row]);
      venue.advance(START + 15_000);
      expect(venue.price("BTC/USDT")).toBe(second);
    }
  });

  it("holds a price until the next one, and the last close where bars are missing", () => {
    const { venue, bars } = venueOf([UP_AFTER_LOW, undefined, undefined, [90, 90, 90, 90, 1]]);
    venue.advance(START + 44_999);
    expect(venue.price("BTC/USDT")).toBe(110);
    venue.advance(START + 3 * MINUTE - 1);
    expect(venue.price("BTC/USDT")).toBe(105);
    expect(bars()).toEqual([[START, ...UP_AFTER_LOW]]);
    expect(venue.nextChange).toBe(START + 3 * MINUTE);
    venue.advance(START + 10 * MINUTE);
    expect(venue.nextChange).toBe(Number.POSITIVE_INFINITY);
  });

  it("shows in the running bar: extremes so far, volume by the time that has passed", () => {
    const { venue, bars } = venueOf([UP_AFTER_LOW, FLAT]);
    const at = (ms: number) => {
      venue.advance(START + ms);
      return bars().at(-1)!.slice(1);
    };
    expect(at(0)).toEqual([100, 100, 100, 100, 0]);
    expect(at(15_000)).toEqual([100, 100, 95, 95, 2]);
    expect(at(44_999)).toEqual([100, 110, 95, 110, 5.99986666]);
    expect(at(45_000)).toEqual([100, 110, 95, 105, 6]);
    expect(at(60_000)).toEqual([105, 105, 105, 105, 0]);
    expect(bars()[0]).toEqual([START, ...UP_AFTER_LOW]);
  });

  it("makes higher bars of what has been played, the running one included", () => {
    const { venue, bars } = venueOf([UP_AFTER_LOW, FLAT, undefined, [90, 112, 90, 91, 2], FLAT, FLAT]);
    venue.advance(START + 3 * MINUTE + 15_000);
    expect(bars("5m")).toEqual([[START, 100, 110, 90, 90, 8 + 4 + 0.5]]);
    venue.advance(START + 6 * MINUTE);
    expect(bars("5m")).toEqual([
      [START, 100, 112, 90, 105, 18],
      [START + 5 * MINUTE, 105, 105, 105, 105, 4],
    ]);
    expect(bars("2m").map(([time, , , , , volume]) => [time - START, volume])).toEqual([
      [0, 12],
      [2 * MINUTE, 2],
      [4 * MINUTE, 8],
    ]);
  });

  it("has a past where the clock starts inside it", () => {
    const { venue, bars } = venueOf([UP_AFTER_LOW, FLAT], { start: START + 31_000 });
    expect(venue.price("BTC/USDT")).toBe(110);
    expect(bars()).toEqual([[START, 100, 110, 95, 110, 4.13333333]]);
    expect(venue.nextChange).toBe(START + 45_000);
  });
});
