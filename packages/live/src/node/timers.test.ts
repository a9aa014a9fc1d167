import { getEventListeners } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, describe, expect, it, vi } from "vitest";
import { startChild } from "../../test/helpers/child.js";
import { systemTimers } from "./timers.js";

const folder = mkdtempSync(join(tmpdir(), "timers-"));
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => vi.useRealTimers());

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

describe("a wait", () => {
  it("lasts 30 days if it is told to, in pieces of an hour at most", async () => {
    vi.useFakeTimers();
    const timers = systemTimers();
    const arm = vi.spyOn(globalThis, "setTimeout");
    let over = false;
    void timers.sleep(30 * DAY).then(() => {
      over = true;
    });
    await vi.advanceTimersByTimeAsync(30 * DAY - 1);
    expect(over).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(over).toBe(true);
    const pieces = arm.mock.calls.map(([, ms]) => ms ?? 0);
    expect(pieces.length).toBeGreaterThanOrEqual(720);
    expect(Math.max(...pieces)).toBe(HOUR);
    arm.mockRestore();
  });

  it("goes by the clock that never jumps, whatever happens to the wall clock", async () => {
    vi.useFakeTimers();
    const timers = systemTimers();
    let over = false;
    timers.after(1_000, () => {
      over = true;
    });
    const before = timers.monotonic();
    vi.setSystemTime(timers.now() + 365 * DAY);
    expect(timers.monotonic() - before).toBe(0);
    await vi.advanceTimersByTimeAsync(999);
    expect(over).toBe(false);
    vi.setSystemTime(0);
    await vi.advanceTimersByTimeAsync(1);
    expect(over).toBe(true);
  });

  it("is never over before its time", async () => {
    const timers = systemTimers();
    for (let i = 0; i < 30; i++) {
      const from = timers.monotonic();
      await timers.sleep(1.3);
      expect(timers.monotonic() - from).toBeGreaterThanOrEqual(1.3);
    }
  });

  it.each([0, -5, Number.NaN])("of %s ends in the next round", async (ms) => {
    await systemTimers().sleep(ms);
  });

  it("ends when it is called off, and leaves no listener behind either way", async () => {
    const timers = systemTimers();
    const { signal } = new AbortController();
    await timers.sleep(1, signal);
    expect(getEventListeners(signal, "abort")).toHaveLength(0);
    const called = new AbortController();
    const wait = timers.sleep(Infinity, called.signal);
    expect(getEventListeners(called.signal, "abort")).toHaveLength(1);
    called.abort();
    await wait;
    expect(getEventListeners(called.signal, "abort")).toHaveLength(0);
    await timers.sleep(Infinity, called.signal); // called off before it began
  });

  it("does not run what was called off", async () => {
    const timers = systemTimers();
    let ran = false;
    const cancel = timers.after(1, () => {
      ran = true;
    });
    cancel();
    await timers.sleep(5);
    expect(ran).toBe(false);
  });
});

describe("a process", () => {
  it("lives while somebody waits, and ends by itself once nobody does", async () => {
    const { code, output } = await startChild(
      folder,
      `const timers = (await live("node/timers.js")).systemTimers();
       const off = new AbortController();
       const long = timers.sleep(86_400_000, off.signal);
       timers.after(86_400_000, () => console.log("never"))();
       await timers.sleep(30);
       console.log("waited");
       off.abort();
       await long;
       console.log("called off");`,
    ).ended;
    expect({ code, output }).toEqual({ code: 0, output: "waited\ncalled off\n" });
  });
});
