import { expect, it } from "vitest";
import { sampleBars } from "../checks/sample-bars.js";
import { defineIndicator } from "../indicator/define-indicator.js";
import { closeTimeOf } from "../market/timeframe.js";
import { BarStore } from "./bar-store.js";

const bars = sampleBars({ rows: 50, timeframe: "1h" });
const source = new BarStore({ symbol: "TEST/USDT", timeframe: "1h" });
source.load({ ...bars, extra: { funding: bars.volume } });

const ahead = defineIndicator("ahead", () => ({
  warmup: 0,
  extend([x], [out], from, to) {
    for (let i = from; i < to; i++) out[i] = x[i + 1]!;
  },
}));

it("shows what has closed by a moment, and nothing that closes later", () => {
  const prefix = BarStore.prefixOf(source);
  expect(prefix.frame.length).toBe(0);
  const end = closeTimeOf("1h", bars.openTime[20]!);
  prefix.showUntil(end - 1);
  expect(prefix.frame.length).toBe(20);
  prefix.showUntil(end);
  expect(prefix.frame.length).toBe(21);
  expect(prefix.frame.close.last).toBe(bars.close[20]);
  expect(prefix.frame.column("funding").last).toBe(bars.volume[20]);
  expect(prefix.frame.resample("4h").length).toBe(5);
  prefix.showUntil(0);
  expect(prefix.frame.length, "time does not run back").toBe(21);
  prefix.showUntil(Number.POSITIVE_INFINITY);
  expect([...prefix.frame.close.values()]).toEqual([...bars.close]);
});

it("does not even hold what lies beyond: a kernel that peeks finds no price", () => {
  const prefix = BarStore.prefixOf(source);
  for (const row of [5, 6, 30]) {
    prefix.showUntil(closeTimeOf("1h", bars.openTime[row]!));
    const found = ahead(prefix.frame.close).last;
    expect(Number.isNaN(found) || found === 0, `found ${found}`).toBe(true);
  }
});
