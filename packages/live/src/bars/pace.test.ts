import { expect, it } from "vitest";
import { Pace } from "./pace.js";

const pace = (label = "BTC/USDT 1m") =>
  new Pace({ retryMs: 500, longestRetryMs: 15_000, backoff: { firstMs: 1_000, maxMs: 60_000 }, label });

it("asks again every half second, then more and more rarely, up to a limit", () => {
  const it = pace();
  const waits = Array.from({ length: 12 }, () => {
    it.answered(false, 0);
    return it.nextAt(false);
  });
  expect(waits).toEqual([500, 500, 500, 500, 1_000, 2_000, 4_000, 8_000, 15_000, 15_000, 15_000, 15_000]);
  it.answered(true, 0);
  expect(it.nextAt(false)).toBe(0);
});

it("waits longer after every failure, with a jitter of up to half, and begins anew after an answer", () => {
  const it = pace();
  for (const full of [1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000]) {
    it.failed(0);
    expect(it.nextAt(false)).toBeGreaterThanOrEqual(full / 2);
    expect(it.nextAt(false)).toBeLessThan(full);
  }
  it.answered(false, 0);
  it.failed(0);
  expect(it.nextAt(false)).toBeLessThan(1_000);
});

it("has the same jitter in every run, and another for every stream", () => {
  const waits = [pace(), pace(), pace("ETH/USDT 1m")].map((each) => {
    each.failed(0);
    return each.nextAt(false);
  });
  expect(waits[0]).toBe(waits[1]);
  expect(waits[0]).not.toBe(waits[2]);
});

it("may be asked sooner when there is a reason, but not twice within half a second, and not after a failure", () => {
  const it = pace();
  for (let i = 0; i < 8; i++) it.answered(false, 1_000);
  it.sent(900);
  expect([it.nextAt(false), it.nextAt(true)]).toEqual([9_000, 1_400]);
  it.failed(1_000);
  expect(it.nextAt(true)).toBe(it.nextAt(false));
});
