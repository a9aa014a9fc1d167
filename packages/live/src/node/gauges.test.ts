import { describe, expect, it } from "vitest";
import { VirtualTime } from "../testing/virtual-time.js";
import { startGauges } from "./gauges.js";
import { systemTimers } from "./timers.js";

/** Virtual time whose event loop is held up when it is told to. */
class SlowTime extends VirtualTime {
  late = 0;
  override monotonic(): number {
    return super.monotonic() + this.late;
  }
}

describe("gauges", () => {
  it("know the memory of the process at once, and the lag after the first look", async () => {
    const time = new VirtualTime();
    const gauges = startGauges(time);
    const { rssBytes, heapBytes, loopLagMs } = gauges.read();
    expect(rssBytes).toBeGreaterThan(heapBytes);
    expect(heapBytes).toBeGreaterThan(1_000_000);
    expect(loopLagMs).toBeNull();
    await time.run(time.true + 1_000);
    expect(gauges.read().loopLagMs).toBe(0);
  });

  it("tell the worst lag of the last minute, and forget it then", async () => {
    const time = new SlowTime();
    const told: number[] = [];
    const gauges = startGauges(time, { onLate: (lag) => told.push(lag) });
    await time.run(time.true + 499);
    time.late += 700;
    await time.run(time.true + 30_000);
    expect([gauges.read().loopLagMs, told]).toEqual([700, [700]]);
    await time.run(time.true + 31_000);
    expect(gauges.read().loopLagMs).toBe(0);
    expect(gauges.lags.max).toBe(700);
  });

  it("see a real event loop that is held up", async () => {
    const timers = systemTimers();
    const gauges = startGauges(timers, { everyMs: 5 });
    await timers.sleep(20);
    const until = timers.monotonic() + 120;
    while (timers.monotonic() < until);
    await timers.sleep(20);
    expect(gauges.read().loopLagMs).toBeGreaterThan(90);
    gauges.close();
  });

  it("stop looking when they are closed", async () => {
    const time = new VirtualTime();
    const gauges = startGauges(time);
    await time.run(time.true + 10_000);
    const { count } = gauges.lags;
    gauges.close();
    await time.run(time.true + 10_000);
    expect([count, gauges.lags.count]).toEqual([20, 20]);
  });
});
