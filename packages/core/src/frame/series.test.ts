import { describe, expect, it } from "vitest";
import { sampleBars } from "../checks/sample-bars.js";
import { BarStore } from "./bar-store.js";
import { FutureAccessError } from "./errors.js";
import type { Frame } from "./frame.js";
import { frameOf } from "./frame-of.js";
import { columnOf, ForeignSeriesError, type Series } from "./series.js";

const bars = sampleBars({ rows: 10 });

/** Ten rows loaded, of which `visible` have closed. */
function storeAt(visible: number): BarStore {
  const store = new BarStore({ symbol: "TEST/USDT", timeframe: "1m" });
  store.load(bars);
  for (let i = 0; i < visible; i++) store.reveal();
  return store;
}

describe("a series shows closed rows only", () => {
  const { close } = storeAt(4).frame;

  it("counts from the first bar, or back from now", () => {
    expect(close.length).toBe(4);
    expect(close.last).toBe(bars.close[3]);
    expect([0, 3, -1, -4, -0].map((row) => close.at(row))).toEqual([0, 3, 3, 0, 0].map((row) => bars.close[row]));
  });

  it("is NaN before the first row and for rows that are no whole numbers", () => {
    for (const row of [-5, -100, Number.NaN, Number.NEGATIVE_INFINITY, 1.5]) expect(close.at(row)).toBeNaN();
  });

  it("throws for a row that has not closed, and says which is the newest", () => {
    for (const row of [4, 9, 1_000, Number.POSITIVE_INFINITY])
      expect(() => close.at(row)).toThrow(new FutureAccessError(row, 4));
    expect(() => close.at(4)).toThrow("row 4 has not closed: 4 rows have, so at(3) or at(-1) is the newest");
  });

  it("takes no row that changes its mind between two readings of it", () => {
    let reads = 0;
    const sly = { valueOf: () => (reads++ === 0 ? -1 : 5) } as unknown as number;
    expect(() => close.at(sly)).toThrow(FutureAccessError);
  });

  it("knows nothing before the first bar has closed", () => {
    const { close: empty } = storeAt(0).frame;
    expect([empty.length, empty.last, empty.at(-1), ...empty.values()]).toEqual([0, Number.NaN, Number.NaN]);
    expect(() => empty.at(0)).toThrow(FutureAccessError);
  });

  it("copies its newest values: writing to them changes nothing", () => {
    expect([...close.values(2)]).toEqual([...bars.close.slice(2, 4)]);
    expect([close.values(0), close.values(-3)].map((values) => values.length)).toEqual([0, 0]);
    const copy = close.values();
    expect([...copy]).toEqual([...bars.close.slice(0, 4)]);
    expect(copy.buffer.byteLength, "the copy's buffer ends where the copy does").toBe(4 * 8);
    copy.fill(0);
    expect(close.last).toBe(bars.close[3]);
  });
});

/** Every value that can be reached from `root` through properties, symbols and prototypes, getters included. */
function reachable(root: object): Set<unknown> {
  const seen = new Set<unknown>();
  const queue: unknown[] = [root];
  for (let value = queue.pop(); queue.length > 0 || value !== undefined; value = queue.pop()) {
    if ((typeof value !== "object" && typeof value !== "function") || value === null || seen.has(value)) continue;
    if (value === Object.prototype || value === Function.prototype || value === Float64Array) continue;
    seen.add(value);
    for (const key of Reflect.ownKeys(value)) {
      const { get, set, value: own } = Object.getOwnPropertyDescriptor(value, key)!;
      queue.push(own, get, set);
      try {
        queue.push(Reflect.get(value, key, root));
      } catch {
        // a getter that wants another receiver
      }
    }
    queue.push(Object.getPrototypeOf(value));
  }
  return seen;
}

describe("no door leads from a frame to its storage", () => {
  const store = storeAt(4);
  const { frame } = store;
  const subjects: [string, Frame | Series][] = [
    ["frame", frame],
    ["series", frame.close],
    ["resampled frame", frame.resample("2m")],
  ];

  it.each(subjects)("through any property of a %s", (_name, subject) => {
    const found = [...reachable(subject)];
    expect(found.length).toBeGreaterThan(5);
    const storage = found.filter(
      (value) =>
        ArrayBuffer.isView(value) ||
        value instanceof ArrayBuffer ||
        value instanceof BarStore ||
        value === columnOf(frame.close),
    );
    expect(storage).toEqual([]);
  });

  it.each(subjects)("by copying a %s", (_name, subject) => {
    expect(JSON.stringify(subject)).not.toMatch(/\d/);
    expect(JSON.stringify(Object.assign({}, subject))).not.toMatch(/\d/);
    expect(JSON.stringify({ ...subject })).not.toMatch(/\d/);
    expect(JSON.stringify(structuredClone(subject))).not.toMatch(/\d/);
  });

  it.each(subjects)("by changing a %s or what it inherits from", (_name, subject) => {
    expect(Object.isFrozen(subject)).toBe(true);
    expect(Object.isFrozen(Object.getPrototypeOf(subject))).toBe(true);
    expect(() => Object.defineProperty(Object.getPrototypeOf(subject), "length", { value: 99 })).toThrow(TypeError);
  });

  it("by putting itself in front of a series", () => {
    const behind = new Proxy(frame.close, {});
    expect(() => behind.last).toThrow(TypeError);
    expect(() => columnOf(Object.create(frame.close) as Series)).toThrow(ForeignSeriesError);
  });

  it("by replacing the methods of typed arrays", () => {
    const held: ArrayBufferLike[] = [];
    const { slice, subarray } = Float64Array.prototype;
    const spy = function (this: Float64Array): Float64Array<ArrayBuffer> {
      held.push(this.buffer);
      return new Float64Array(0);
    };
    Float64Array.prototype.slice = spy;
    Float64Array.prototype.subarray = spy;
    try {
      frame.close.values();
      frame.close.values(2);
    } finally {
      Object.assign(Float64Array.prototype, { slice, subarray });
    }
    expect(held).toEqual([]);
  });
});

it("refuses a series or a frame of another copy of core, naming the likely cause", () => {
  const lookalike = { length: 1, last: 1, at: () => 1, values: () => new Float64Array(1) };
  for (const value of [lookalike, frameOf(bars), undefined, null, 3])
    expect(() => columnOf(value as Series)).toThrow(ForeignSeriesError);
  expect(() => columnOf(lookalike)).toThrow("Two installed copies of @bellwether/core");
});
