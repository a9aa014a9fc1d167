import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { instrumentHistory } from "./instrument-history.js";
import { BadInstrumentError } from "./instrument-spec.js";

describe("the history of an instrument", () => {
  const history = instrumentHistory("BTC/USDT", { tick: 0.01, step: 0.001, taker: 0.002 }, [
    { from: 1_000, step: 0.01 },
    { from: 2_000, tick: 0.1, taker: 0.001 },
  ]);

  it.each([
    // time, step, tick, taker, next change
    [0, 0.001, 0.01, 0.002, 1_000],
    [999, 0.001, 0.01, 0.002, 1_000],
    [1_000, 0.01, 0.01, 0.002, 2_000],
    [1_999, 0.01, 0.01, 0.002, 2_000],
    [2_000, 0.01, 0.1, 0.001, Number.POSITIVE_INFINITY],
    [9e15, 0.01, 0.1, 0.001, Number.POSITIVE_INFINITY],
  ])(
    "at %d has the rules of then: a change holds from its date on, and keeps what it does not name",
    (time, step, tick, taker, next) => {
      expect(history.at(time)).toMatchObject({ symbol: "BTC/USDT", step, tick, taker });
      expect(history.at(time).quantities.step).toBe(step);
      expect(history.nextChange(time)).toBe(next);
    },
  );

  it("lists its versions in order, and is frozen", () => {
    expect(history.versions.map(({ step, tick }) => [step, tick])).toEqual([
      [0.001, 0.01],
      [0.01, 0.01],
      [0.01, 0.1],
    ]);
    expect([Object.isFrozen(history), Object.isFrozen(history.versions)]).toEqual([true, true]);
  });

  it("without dates never changes", () => {
    const plain = instrumentHistory("BTC/USDT");
    expect([plain.versions.length, plain.nextChange(Number.NEGATIVE_INFINITY)]).toEqual([1, Number.POSITIVE_INFINITY]);
    expect(plain.at(0)).toBe(plain.versions[0]);
  });

  it("is the same read forward change by change, or looked up at any time", () => {
    const dates = fc
      .uniqueArray(fc.integer({ min: -1e6, max: 1e6 }), { maxLength: 8 })
      .map((all) => all.sort((a, b) => a - b));
    fc.assert(
      fc.property(dates, fc.integer({ min: -1_100_000, max: 1_100_000 }), (froms, time) => {
        const dated = froms.map((from, i) => ({ from, minNotional: i + 1 }));
        const any = instrumentHistory("BTC/USDT", {}, dated);
        let from = Number.NEGATIVE_INFINITY;
        while (any.nextChange(from) <= time) from = any.nextChange(from);
        expect(any.at(time)).toBe(any.at(from));
        expect(any.at(time).minNotional).toBe(froms.filter((date) => date <= time).length);
      }),
    );
  });

  it.each([
    ["dates that fall", [{ from: 2 }, { from: 1 }]],
    ["a date twice", [{ from: 2 }, { from: 2 }]],
    ["a date that is none", [{ from: Number.NaN }]],
    ["no end", [{ from: Number.POSITIVE_INFINITY }]],
  ])("refuses %s", (_name, dated) => {
    expect(() => instrumentHistory("BTC/USDT", {}, dated)).toThrow(BadInstrumentError);
    expect(() => instrumentHistory("BTC/USDT", {}, dated)).toThrow("BTC/USDT: dated rules are in rising order of from");
  });

  it("refuses rules of a date that contradict those before", () => {
    const rules = { kind: "linear", leverage: 50 } as const;
    const dated = [{ from: 1, marginTiers: [{ maintenanceRate: 0.05, maxLeverage: 20 }] }];
    expect(() => instrumentHistory("BTC/USDT", rules, dated)).toThrow("BTC/USDT: leverage lies in (0, 20], got 50");
  });
});
