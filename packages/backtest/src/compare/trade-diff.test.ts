import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sampleRun } from "../../test/sample-runs.js";
import { diffTrades } from "./trade-diff.js";

const [sample] = sampleRun().trades;
const HOUR = 3_600_000;
const trade = (hour: number, more: Partial<NonNullable<typeof sample>> = {}) => ({
  ...sample!,
  id: hour + 1,
  symbol: "A/B",
  side: "long" as const,
  entryTime: hour * HOUR,
  ...more,
});

describe("diffTrades", () => {
  it("matches by symbol, side and entry time, whatever the numbers in the list", () => {
    const first = [trade(1), trade(2), trade(3)];
    const other = [trade(0), trade(1, { id: 9 }), trade(2, { side: "short" }), trade(3, { symbol: "C/B" })];
    expect(diffTrades(first, other)).toMatchObject({ shared: 1, changed: 0, onlyFirst: 2, onlyOther: 3 });
  });

  it("names the earliest entry that only one has", () => {
    expect(diffTrades([trade(1), trade(2)], [trade(1), trade(4)]).first).toEqual({
      kind: "only-first",
      time: 2 * HOUR,
      symbol: "A/B",
      side: "long",
      changes: [],
    });
    expect(diffTrades([trade(3)], [trade(2), trade(3)]).first).toMatchObject({ kind: "only-other", time: 2 * HOUR });
  });

  it("or the earliest that both have but that went another way, and how", () => {
    const found = diffTrades([trade(1, { exitPrice: 5 }), trade(2)], [trade(1, { exitPrice: 6 }), trade(3)]);
    expect(found).toMatchObject({ shared: 1, changed: 1 });
    expect(found.first).toMatchObject({
      kind: "changed",
      changes: [{ path: "exitPrice", kind: "changed", from: 5, to: 6 }],
    });
  });

  it("matches several trades of one key once each, in their order", () => {
    const twice = [trade(1, { strategy: "a" }), trade(1, { strategy: "b" })];
    expect(diffTrades(twice, twice)).toEqual({ shared: 2, changed: 0, onlyFirst: 0, onlyOther: 0, first: null });
    expect(diffTrades(twice, [trade(1, { strategy: "a" })])).toMatchObject({ shared: 1, changed: 0, onlyFirst: 1 });
  });

  it("takes more trades than a call takes arguments", () => {
    const many = Array.from({ length: 300_000 }, (_, hour) => trade(hour));
    expect(diffTrades([], many)).toMatchObject({ shared: 0, onlyOther: 300_000, first: { time: 0 } });
  });

  it("accounts for every trade of both, and sees the same from the other side", () => {
    const trades = fc.array(fc.record({ hour: fc.nat(5), side: fc.constantFrom("long" as const, "short" as const) }), {
      maxLength: 12,
    });
    fc.assert(
      fc.property(trades, trades, (x, y) => {
        const [first, other] = [x, y].map((list) => list.map(({ hour, side }) => trade(hour, { side })));
        const there = diffTrades(first!, other!);
        expect([there.shared + there.onlyFirst, there.shared + there.onlyOther]).toEqual([x.length, y.length]);
        const back = diffTrades(other!, first!);
        expect([back.shared, back.onlyFirst, back.onlyOther]).toEqual([there.shared, there.onlyOther, there.onlyFirst]);
        expect(back.first?.time).toBe(there.first?.time);
      }),
    );
  });
});
