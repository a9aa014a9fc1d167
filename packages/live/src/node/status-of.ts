import { closeTimeOf, isFinal, type OrderUpdate, timeframeMs, VERSION } from "@bellwether/core";
import type { BarCollector } from "../bars/collector.js";
import { healthOf } from "../ops/health.js";
import { createLagHistogram } from "../ops/lag-histogram.js";
import type { Notice } from "../ops/notice.js";
import type { OpenOrderStatus, Status } from "../ops/status.js";
import type { LiveRun } from "../runtime/live-run.js";
import type { ExchangeClock } from "../time/exchange-clock.js";
import type { Timers } from "../time/timers.js";
import type { Gauges } from "./gauges.js";

/** Remembers of a run what its status tells and nobody else keeps. */
export class StatusWatch {
  readonly since: number;
  readonly lags = createLagHistogram();
  readonly orders = new Map<string, OpenOrderStatus>();
  journalFailed: string | null = null;
  steps = 0;
  gauges: Gauges | null = null;
  readonly failures = new Map<string, { since: number; reason: string }>();
  readonly #started: number;

  constructor(private readonly timers: Timers) {
    this.since = timers.now();
    this.#started = timers.monotonic();
  }

  get uptimeMs(): number {
    return this.timers.monotonic() - this.#started;
  }

  follow(run: LiveRun): void {
    run.bus.on("order", (order) => {
      if ("status" in order) this.#update(order);
      else {
        const { id, symbol, side, type, quantity, sentAt } = order;
        this.orders.set(id, { id, symbol, side, type, quantity, status: "sent", filled: 0, since: sentAt });
      }
    });
    run.bus.on("fill", ({ orderId, remaining }) => {
      if (remaining === 0) this.orders.delete(orderId);
    });
    run.bus.on("equity", () => {
      this.steps++;
    });
  }

  tell({ kind, message, at, details }: Notice): void {
    if (kind === "journal") this.journalFailed = message;
    if (kind === "strategy-failed") {
      const { strategy, symbol } = details as { strategy: string; symbol: string };
      this.failures.set(`${strategy} ${symbol}`, { since: at, reason: message });
    }
  }

  #update({ id, status, filled }: OrderUpdate): void {
    const known = this.orders.get(id);
    if (isFinal(status)) this.orders.delete(id);
    else if (known !== undefined) this.orders.set(id, { ...known, status, filled });
  }
}

/** What {@link statusOf} asks. */
export interface StatusParts {
  readonly collector: BarCollector;
  readonly clock: ExchangeClock;
  readonly journalFolder: string;
  readonly journalBytes: () => number;
  readonly watch: StatusWatch;
  readonly mode: Status["mode"];
  readonly exchange: string;
  readonly account: string | undefined;
  readonly quote: string;
}

/** How a run stands. */
export function statusOf(run: LiveRun, parts: StatusParts): Status {
  const { collector, clock, watch, quote, account } = parts;
  const { loop } = run;
  const { portfolio, desk } = loop;
  const health = collector.health;
  const now = Math.round(clock.now());
  const halted = desk.halt;
  const status: Omit<Status, "health"> = {
    mode: parts.mode,
    exchange: parts.exchange,
    account: { quote, ...(account === undefined ? {} : { name: account }) },
    at: now,
    since: watch.since,
    uptimeMs: watch.uptimeMs,
    version: VERSION,
    pid: process.pid,
    journal: {
      folder: parts.journalFolder,
      entries: run.entries,
      bytes: parts.journalBytes(),
      failed: watch.journalFailed,
    },
    streams: loop.stores.map(({ symbol, timeframe, newest, visible }, stream) => {
      const lastBar = visible === 0 ? null : newest.openTime;
      return {
        symbol,
        timeframe,
        lastBar,
        ageMs: lastBar === null ? null : now - closeTimeOf(timeframe, lastBar),
        barMs: timeframeMs(timeframe),
        missing: health.streams[stream]?.missing ?? 0,
      };
    }),
    clockOffsetMs: 0 - clock.health.offsetMs, // it measures the other way round
    lag: { p50Ms: run.lags.quantile(0.5), p99Ms: run.lags.quantile(0.99), bars: run.lags.count },
    reconnects: health.reconnects,
    outage: health.outage,
    halted: halted === null ? null : haltOf(halted, desk.halts.at(-1)?.time ?? now),
    paused: run.paused,
    equity: portfolio.equity,
    drawdown: portfolio.drawdown,
    positions: portfolio.positions.flatMap(({ symbol, strategy, quantity, averagePrice, unrealised }) =>
      quantity === 0 ? [] : [{ symbol, strategy, quantity, entryPrice: averagePrice, unrealised }],
    ),
    orders: [...watch.orders.values()],
    refusals: { ...desk.refusals },
    strategies: loop.lanes.map(({ lane, strategy, symbol, store }) => {
      const failure = watch.failures.get(`${strategy} ${symbol}`);
      const state = run.disabled(lane) ? "disabled" : "ok";
      return {
        name: strategy,
        symbol,
        timeframe: store.timeframe,
        state,
        ...(state === "ok" || failure === undefined ? {} : failure),
      };
    }),
    memory: memoryOf(watch.gauges),
    loopLagMs: watch.gauges?.read().loopLagMs ?? null,
    notifiers: [],
  };
  return { ...status, health: healthOf(status) };
}

function haltOf({ rule, until }: { rule: string; until?: number | undefined }, since: number) {
  return { rule, since, ...(until === undefined ? {} : { until }) };
}

function memoryOf(gauges: Gauges | null) {
  if (gauges !== null) return gauges.read();
  const { rss, heapUsed } = process.memoryUsage();
  return { rssBytes: rss, heapBytes: heapUsed };
}
