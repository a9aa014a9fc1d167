import { fileURLToPath } from "node:url";
import { type BarColumns, defineStrategy, flat, long, short, timeframeMs } from "@bellwether/core";
import { beforeAll, describe, expect, it } from "vitest";
import * as z from "zod";
import { DetailBars } from "../src/broker/detail-bars.js";
import { readBars } from "../src/node/index.js";
import type { BacktestReport } from "../src/report/report.js";
import { backtest } from "../src/run/backtest.js";
import { sizedBy } from "./oracles/sizing.js";

const oracles = process.env.BELLWETHER_ORACLES;
const HOUR = timeframeMs("1h");
const WINDOW = 6;

/** Hourly bars of minute bars, whole hours only. */
function hourly(minutes: BarColumns): BarColumns {
  const starts: number[] = [];
  for (let i = 0; i + 60 <= minutes.openTime.length; i++)
    if (minutes.openTime[i]! % HOUR === 0 && minutes.openTime[i + 59] === minutes.openTime[i]! + 59 * 60_000)
      starts.push(i);
  const column = (of: (from: number) => number) => Float64Array.from(starts, of);
  return {
    openTime: column((i) => minutes.openTime[i]!),
    open: column((i) => minutes.open[i]!),
    high: column((i) => Math.max(...minutes.high.subarray(i, i + 60))),
    low: column((i) => Math.min(...minutes.low.subarray(i, i + 60))),
    close: column((i) => minutes.close[i + 59]!),
    volume: column((i) => minutes.volume.subarray(i, i + 60).reduce((sum, volume) => sum + volume, 0)),
  };
}

/** One trade every six hours, long and short in turn, so that trades of different rules can be told apart one by one. */
const windows = defineStrategy({
  id: "six-hour-windows",
  params: z.strictObject({ stop: z.number(), target: z.number() }),
  create: ({ stop, target }) => ({
    warmup: 1,
    generateSignal(df) {
      const hour = df.openTime.last / HOUR;
      if (hour % WINDOW === WINDOW - 1) return flat(df);
      if (hour % WINDOW !== 0) return null;
      const details = { slDistance: stop, tpDistance: target };
      return Math.floor(hour / WINDOW) % 2 === 0 ? long(df, details) : short(df, details);
    },
  }),
});

describe.skipIf(oracles === undefined)("one month of hourly bars of a BTC perpetual, with its minutes inside", () => {
  const rules = ["pessimistic", "optimistic", "adaptive", "drilldown"] as const;
  const runs = new Map<string, BacktestReport>();
  let minutes: BarColumns;

  beforeAll(async () => {
    const file = fileURLToPath(new URL("../data/btcperp-1m-2022-01.csv.gz", `file://${oracles}/`));
    minutes = (await readBars(file)).columns;
    const hours = hourly(minutes);
    for (const intrabar of rules)
      runs.set(
        intrabar,
        await backtest({
          data: { symbol: "BTC/USDT:USDT", timeframe: "1h", columns: hours },
          detail: { "BTC/USDT:USDT": minutes },
          strategy: windows,
          params: { stop: 150, target: 150 },
          instruments: { "BTC/USDT:USDT": { tick: 1, step: 0.001, maker: 0, taker: 0, leverage: 5 } },
          risk: sizedBy(
            () => 0.1,
            ({ signal: { metadata } }) => ({
              stopLoss: { distance: metadata.slDistance! },
              takeProfit: { distance: metadata.tpDistance! },
            }),
          ),
          intrabar,
          statistics: false,
        }),
      );
  });

  const entries = (report: BacktestReport) => report.trades.map(({ entryTime, side }) => [entryTime, side]);

  it("has trades that the rule decides, and the same entries under every rule", () => {
    expect(runs.get("pessimistic")!.ambiguousBars).toBeGreaterThan(10);
    for (const rule of rules) expect(entries(runs.get(rule)!), rule).toEqual(entries(runs.get("pessimistic")!));
  });

  it.each(["adaptive", "drilldown"])("%s ends between pessimistic and optimistic, and so does each trade", (rule) => {
    const [low, middle, high] = ["pessimistic", rule, "optimistic"].map((name) => runs.get(name)!);
    expect(low!.metrics.endEquity).toBeLessThan(high!.metrics.endEquity);
    expect(middle!.metrics.endEquity).toBeGreaterThanOrEqual(low!.metrics.endEquity);
    expect(middle!.metrics.endEquity).toBeLessThanOrEqual(high!.metrics.endEquity);
    const outside = middle!.trades.filter(({ returnFraction }, i) => {
      const noise = 1e-12;
      return !(
        returnFraction >= low!.trades[i]!.returnFraction - noise &&
        returnFraction <= high!.trades[i]!.returnFraction + noise
      );
    });
    // an hour says nothing of gaps between its minutes: only there can a stop fill beyond its price
    for (const { exitPrice, exitReason } of outside) {
      expect(exitReason).toBe("stop-loss");
      expect(minutes.open).toContain(exitPrice);
    }
    expect(outside.length).toBeLessThanOrEqual(rule === "drilldown" ? 3 : 0);
  });

  it("drilldown says of each such bar what the minutes show", () => {
    const { trades } = runs.get("drilldown")!;
    let decided = 0;
    for (const [i, trade] of trades.entries()) {
      if (runs.get("pessimistic")!.trades[i]!.exitReason === runs.get("optimistic")!.trades[i]!.exitReason) continue;
      const direction = trade.side === "long" ? 1 : -1;
      const from = minutes.openTime.indexOf(trade.entryTime);
      for (let m = from; m < minutes.openTime.length; m++) {
        const worst = direction === 1 ? minutes.low[m]! : minutes.high[m]!;
        const best = direction === 1 ? minutes.high[m]! : minutes.low[m]!;
        const stopped = (worst - trade.stopLoss!) * direction <= 0;
        const reached = (best - trade.takeProfit!) * direction >= 0;
        if (!stopped && !reached) continue;
        // a minute that holds both is judged by the stop
        expect(trade.exitReason).toBe(stopped ? "stop-loss" : "take-profit");
        decided++;
        break;
      }
    }
    expect(decided).toBeGreaterThan(10);
  });

  it("has minutes that agree with every hour, and with hardly one two hours off", () => {
    const hours = hourly(minutes);
    const covered = (columns: BarColumns) => {
      const detail = new DetailBars(columns);
      for (const [i, openTime] of hours.openTime.entries()) {
        const [open, high, low, close] = [hours.open[i]!, hours.high[i]!, hours.low[i]!, hours.close[i]!];
        detail.cover({ openTime, open, high, low, close, volume: 0 }, openTime + HOUR);
      }
      return detail.drilled;
    };
    expect(covered(minutes)).toBe(hours.openTime.length);
    for (const shift of [-2 * HOUR, 2 * HOUR])
      expect(covered({ ...minutes, openTime: minutes.openTime.map((time) => time + shift) })).toBeLessThanOrEqual(1);
  });

  it("reports that the minutes decided every bar that needed them", () => {
    const { detail, warnings } = runs.get("drilldown")!;
    expect(detail!.decided).toBeGreaterThan(100);
    expect(detail!.missing).toBe(0);
    expect(warnings).toEqual([]);
    expect(runs.get("adaptive")!.detail).toBeNull();
  });

  it("prints the band of every run, whatever its rule", () => {
    const { pessimistic, optimistic } = runs.get("drilldown")!.band!;
    expect([pessimistic.endEquity, optimistic.endEquity]).toEqual([
      runs.get("pessimistic")!.metrics.endEquity,
      runs.get("optimistic")!.metrics.endEquity,
    ]);
  });
});

it.skipIf(oracles !== undefined)("needs the shared minute bars: set BELLWETHER_ORACLES", () => {});
