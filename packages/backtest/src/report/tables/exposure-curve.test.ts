import type { Trade } from "@bellwether/core";
import { describe, expect, it } from "vitest";
import { sampleReport } from "../../../test/sample-report.js";
import { exposureCurve } from "./exposure-curve.js";

const HOUR = 3_600_000;
const rows = 6;
const openTime = Float64Array.from({ length: rows }, (_, i) => i * HOUR);
const close = Float64Array.of(100, 100, 110, 120, 100, 100);
const columns = { openTime, open: close, high: close, low: close, close, volume: close };
const bars = [{ symbol: "X", timeframe: "1h", columns }] as const;
const equity = { time: openTime.map((t) => t + HOUR), equity: new Float64Array(rows).fill(1_000) };
/** Bought at the open of bar 1, sold at the open of bar 4. */
const trade: Trade = {
  ...sampleReport().trades[0]!,
  ...{ symbol: "X", side: "long", quantity: 5, entryTime: HOUR, exitTime: 4 * HOUR, entryPrice: 100, exitPrice: 100 },
  ...{ pnl: 0, returnFraction: 0, exits: undefined },
};

describe("exposureCurve", () => {
  it("is the value held at each close over equity, from the entry's bar to the close before the exit", () => {
    expect([...exposureCurve({ equity, trades: [trade], bars })]).toEqual([0, 0.5, 0.55, 0.6, 0, 0]);
  });

  it("is negative for a short, and adds up positions held at once", () => {
    const short = { ...trade, side: "short" as const };
    expect([...exposureCurve({ equity, trades: [short], bars })][2]).toBeCloseTo(-0.55, 12);
    expect([...exposureCurve({ equity, trades: [trade, short], bars })]).toEqual(new Array(rows).fill(0));
  });

  it("falls with each part that leaves", () => {
    const exits = [
      { time: 3 * HOUR, price: 110, quantity: 3, reason: "partial-target" },
      { time: 4 * HOUR, price: 100, quantity: 2, reason: "signal" },
    ] as const;
    const curve = exposureCurve({ equity, trades: [{ ...trade, exits }], bars });
    expect(curve[2]).toBeCloseTo(0.55, 12);
    expect(curve[3]).toBeCloseTo((2 * 120) / 1_000, 12);
  });

  it("knows from the result what a contract holds", () => {
    const contract = { ...trade, pnl: 50, returnFraction: 0.01 };
    expect(exposureCurve({ equity, trades: [contract], bars })[1]).toBeCloseTo(5, 12);
  });

  it("finds the closes of months, of which no two need be equally long", () => {
    const months = Float64Array.from({ length: rows }, (_, i) => Date.UTC(2023, i));
    const time = Float64Array.from({ length: rows }, (_, i) => Date.UTC(2023, i + 1));
    const monthly = { symbol: "X", timeframe: "1M", columns: { ...columns, openTime: months } } as const;
    const held = { ...trade, entryTime: Date.UTC(2023, 1), exitTime: Date.UTC(2023, 4) };
    const curve = exposureCurve({ equity: { ...equity, time }, trades: [held], bars: [monthly] });
    expect([...curve]).toEqual([0, 0.5, 0.55, 0.6, 0, 0]);
  });

  it("is undefined where there is no equity to measure by", () => {
    const broke = { ...equity, equity: equity.equity.with(2, 0) };
    expect(exposureCurve({ equity: broke, trades: [trade], bars })[2]).toBeNaN();
  });
});
