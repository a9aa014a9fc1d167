import { describe, expect, it } from "vitest";
import type { Notice } from "./notice.js";
import { createNoticeQueue } from "./notice-queue.js";

const notice = (message: string, more: Partial<Notice> = {}): Notice => ({
  level: "warn",
  kind: "outage",
  message,
  at: 0,
  ...more,
});
const queueOf = (capacity = 10) => createNoticeQueue({ capacity, quietMs: 60_000 });

describe("a queue of notices", () => {
  it("gives them back in their order", () => {
    const queue = queueOf();
    for (const kind of ["outage", "gap", "clock"] as const) queue.put(notice("x", { kind }), 0);
    expect([queue.take(0)?.kind, queue.take(0)?.kind, queue.take(0)?.kind, queue.take(0)]).toEqual([
      "outage",
      "gap",
      "clock",
      undefined,
    ]);
  });

  it("merges those that say the same apart from numbers, and keeps the newest words", () => {
    const queue = queueOf();
    expect(queue.put(notice("no answer for 5 s"), 0)).toBe("queued");
    for (let i = 1; i <= 37; i++) expect(queue.put(notice(`no answer for ${5 + i} s`), i)).toBe("merged");
    expect(queue.put(notice("no answer for 5 s", { level: "error" }), 40)).toBe("queued");
    expect(queue.size).toBe(2);
    expect(queue.take(50)).toEqual(notice("no answer for 42 s", { repeats: 37 }));
  });

  it("collects repeats of what was just told, until a minute has passed since", () => {
    const queue = queueOf();
    queue.put(notice("a"), 0);
    expect(queue.take(1_000)?.message).toBe("a");
    queue.put(notice("a"), 2_000);
    queue.put(notice("a"), 3_000);
    expect([queue.take(60_999), queue.readyAt]).toEqual([undefined, 61_000]);
    expect(queue.take(61_000)).toMatchObject({ repeats: 1 });
    expect(queue.readyAt).toBe(Infinity);
  });

  it("lets others pass meanwhile", () => {
    const queue = queueOf();
    queue.put(notice("a"), 0);
    queue.take(0);
    queue.put(notice("a"), 1);
    queue.put(notice("b"), 2);
    expect(queue.take(2)?.message).toBe("b");
    expect(queue.size).toBe(1);
  });

  it("never merges fills, trades and halts: two of them are two", () => {
    const queue = queueOf();
    for (let i = 0; i < 2; i++) expect(queue.put(notice("bought 1 BTC", { kind: "fill" }), 0)).toBe("queued");
    expect(queue.take(0)).toEqual(queue.take(0));
  });

  it("lets the oldest of the least level go when it is full", () => {
    const queue = queueOf(2);
    const [info, error, warn] = (["info", "error", "warn"] as const).map((level) => notice(level, { level }));
    queue.put(error!, 0);
    queue.put(info!, 0);
    expect(queue.put(warn!, 0)).toEqual(info);
    expect(queue.put(info!, 0)).toEqual(info);
    expect([queue.take(0), queue.take(0)]).toEqual([error, warn]);
  });

  it("stays bounded through any flood", () => {
    const queue = queueOf(5);
    for (let i = 0; i < 10_000; i++) {
      queue.put(notice(String.fromCodePoint(0x4e00 + i), { kind: i % 2 ? "gap" : "fill" }), i);
      expect(queue.size).toBeLessThanOrEqual(5);
      if (i % 3 === 0) queue.take(i);
    }
  });

  it("waits for no repeats once it is flushed", () => {
    const queue = queueOf();
    queue.put(notice("a"), 0);
    queue.take(0);
    queue.put(notice("a"), 1);
    queue.flush();
    expect(queue.readyAt).toBe(-Infinity);
    expect(queue.take(1)?.message).toBe("a");
  });
});
