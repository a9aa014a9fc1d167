import { backtest } from "@bellwether/backtest";
import { type BarColumns, defineStrategy, frameOf, type RiskEngine, type RiskInput } from "@bellwether/core";
import { atr } from "@bellwether/indicators";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { firstBars, madeBars, type Prices } from "../../test/made-bars.js";
import { noOracles, readOracle, readReferenceBars } from "../../test/oracle-files.js";
import { sampleHours } from "../../test/sample-bars.js";
import { barrierTrades } from "./barrier-trades.js";
import { dailyVolatility } from "./ewma-volatility.js";
import { META_CLASSES, tripleBarrierLabels } from "./triple-barrier-labels.js";
import { TripleBarrierSettings } from "./triple-barrier-settings.js";

const quiet: Prices = [100, 100, 100, 100];
const bars = madeBars([quiet, quiet, [100, 103, 100, 102], [102, 102, 97, 97], [97, 99, 97, 98], quiet, quiet]);
const target = new Float64Array(7).fill(0.02);
const options = { profit: 1, stop: 1, horizon: 1, target };

describe("triple-barrier labels", () => {
  it("are LONG at a profit, SHORT at a stop and FLAT at neither", () => {
    const { classes, row, value } = tripleBarrierLabels(bars, options);
    const words = Array.from(value, (number) => classes[number]);
    expect([...row]).toEqual([0, 1, 2, 3, 4, 5]);
    expect(words).toEqual(["FLAT", "LONG", "SHORT", "LONG", "FLAT", "FLAT"]);
  });

  it("have no FLAT where the sign of the return stands in for it; no move is SHORT", () => {
    const { classes, value } = tripleBarrierLabels(bars, { ...options, profit: 5, stop: 5, timeout: "sign" });
    expect(Array.from(value, (number) => classes[number])).toEqual([
      "SHORT",
      "LONG",
      "SHORT",
      "LONG",
      "SHORT",
      "SHORT",
    ]);
  });

  it("of a side are WIN where trading it makes money, however the trade ends", () => {
    const side = Int8Array.of(1, -1, -1, 1, 0, 1, 1);
    const { classes, row, value } = tripleBarrierLabels(bars, { ...options, side });
    expect(classes).toBe(META_CLASSES);
    expect([...row]).toEqual([0, 1, 2, 3, 5]);
    expect(Array.from(value, (number) => classes[number])).toEqual(["LOSS", "LOSS", "WIN", "WIN", "LOSS"]);
  });

  it("refuse options out of range in one line", () => {
    expect(() => tripleBarrierLabels(bars, { horizon: 0, profit: -1 })).toThrow(
      /^triple-barrier labels: profit: .*; horizon: /,
    );
    expect(() => tripleBarrierLabels(bars, { atr: 14, volatilitySpan: 100 })).toThrow(
      "take volatilitySpan or atr, not both",
    );
  });
});

/** One unit with stop and target at the distance that the signal names, whatever the account says. */
const bracketing: RiskEngine = {
  reentry: "on-new-signal",
  warmup: 0,
  inspect: () => null,
  describe: () => ({}),
  applyRiskToSignal({ signal }: RiskInput) {
    const level = { distance: signal.metadata.slDistance! };
    const order = { side: "buy", quantity: 1, bracket: { stopLoss: level, takeProfit: level } } as const;
    return { status: "approved", order, sizing: [] } as const;
  },
};

it("a long traded by the backtester between the same barriers ends in the same bar, at the same price, with the label's sign", async () => {
  const columns = firstBars(await sampleHours(), 2_500);
  const settings = TripleBarrierSettings.parse({ type: "triple-barrier", profit: 2, stop: 2, horizon: 200, atr: 14 });
  const trades = barrierTrades(columns, settings);
  const units = atr(frameOf(columns), 14).values();
  // one after the other, each entered after the one before has ended
  const chosen: number[] = [];
  for (let i = 0, free = 0; i < trades.row.length; i++) {
    if (trades.row[i]! < free || trades.touch[i] === 0) continue;
    chosen.push(i);
    free = trades.end[i]! + 1;
  }
  const wanted = new Set(chosen.map((i) => trades.row[i]));
  const strategy = defineStrategy({
    id: "label-trader",
    params: z.strictObject({}),
    create: () => ({
      warmup: 0,
      generateSignal(df) {
        if (!wanted.has(df.length - 1)) return null;
        const metadata = { entryPrice: df.close.last, confidence: 1, strategyType: "label-trader" };
        return { signal: "LONG", metadata: { ...metadata, slDistance: 2 * units[df.length - 1]! } };
      },
    }),
  });
  const report = await backtest({
    data: { symbol: "EUR/USD", timeframe: "1h", columns },
    strategy,
    risk: bracketing,
    instruments: { "EUR/USD": { tick: 1e-12, taker: 0, maker: 0 } },
    prefixChecks: 0,
    statistics: false,
    band: false,
    finalize: false,
  });
  expect(chosen.length).toBeGreaterThan(80);
  expect(report.trades.map(({ exitTime }) => exitTime)).toEqual(chosen.map((i) => columns.openTime[trades.end[i]!]));
  report.trades.forEach(({ entryPrice, exitPrice, pnl }, k) => {
    const i = chosen[k]!;
    expect(entryPrice).toBeCloseTo(trades.entry[i]!, 9);
    expect(exitPrice).toBeCloseTo(trades.exit[i]!, 9);
    expect(Math.sign(pnl)).toBe(trades.touch[i]);
  });
});

interface Oracle {
  readonly inputFile: string;
  readonly params: { readonly rows: [number, number] };
  readonly tolerance: number;
  readonly expected: {
    readonly "cusum_0.02": { readonly eventRows: number[] };
    readonly tripleBarrier: readonly {
      readonly name: string;
      readonly ptSl: [number, number];
      readonly vertical: boolean;
      readonly minRet: number;
      readonly side: string | null;
      readonly eventRow: number[];
      readonly touchRow: number[];
      readonly target: number[];
      readonly ret: number[];
      readonly label: number[];
    }[];
  };
}

describe("triple barriers on closes, against another implementation", async () => {
  const oracle = readOracle<Oracle>("labels-btcusdt-1h.json");
  if (oracle === undefined) {
    it("are compared where its reference file is", (context) => context.skip(noOracles));
    return;
  }
  const { expected, inputFile, params, tolerance } = oracle;
  const slice = sliceOf(await readReferenceBars(inputFile, "1h"), params.rows);
  const { close } = slice;
  const volatility = dailyVolatility(slice.openTime, close, 100);

  for (const { name, ptSl, vertical, minRet, side, eventRow, touchRow, target, ret, label } of expected.tripleBarrier)
    it(`touch the same bars: ${name}`, () => {
      const sides = side === null ? undefined : Int8Array.from(close, (_, row) => sideAt(close, row, side));
      const [profit, stop] = [ptSl[0], side === null ? ptSl[0] : ptSl[1]];
      const given = TripleBarrierSettings.parse({
        type: "triple-barrier",
        profit,
        stop,
        horizon: vertical ? 24 : 2_000,
        minTarget: minRet,
        path: "closes",
      });
      const trades = barrierTrades(slice, given, {
        rows: expected["cusum_0.02"].eventRows,
        target: volatility,
        ...(sides === undefined ? {} : { side: sides }),
      });
      expect([...trades.row]).toEqual(eventRow);
      expect([...trades.end]).toEqual(touchRow);
      trades.row.forEach((row, i) => {
        expect(Math.abs(volatility[row]! - target[i]!)).toBeLessThan(tolerance);
        // there a short's return is entry over exit less 1
        const ratio = trades.exit[i]! / trades.entry[i]!;
        const gained = trades.side[i]! > 0 ? ratio : 1 / ratio;
        expect(Math.abs(gained - 1 - ret[i]!)).toBeLessThan(tolerance);
        // there a touch is of simple returns, but the label of log returns: close calls are labelled 0
        const enough = Math.log(1 + target[i]!);
        const move = Math.log(gained);
        const loss = side === null && move < -enough * stop ? -1 : 0;
        expect(move > enough * profit ? 1 : loss).toBe(label[i]);
      });
    });
});

function sideAt(close: Float64Array, row: number, side: string): number {
  if (side === "all 1") return 1;
  const mean = (period: number) => close.slice(Math.max(0, row - period + 1), row + 1).reduce((a, b) => a + b) / period;
  return mean(10) - mean(30) >= 0 ? 1 : -1;
}

function sliceOf(columns: BarColumns, [from, to]: readonly [number, number]): BarColumns {
  const { openTime, open, high, low, close, volume } = columns;
  return {
    openTime: openTime.slice(from, to),
    open: open.slice(from, to),
    high: high.slice(from, to),
    low: low.slice(from, to),
    close: close.slice(from, to),
    volume: volume.slice(from, to),
  };
}
