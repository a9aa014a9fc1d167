import { closeTimeOf, openTimeOf, type Stream, timeframeMs } from "@bellwether/core";
import { ExchangeUnclearError } from "../../src/exchange/errors.js";
import type { BarRow, MarketData, WatchListener } from "../../src/exchange/market-data.js";
import type { VirtualTime } from "../../src/testing/virtual-time.js";
import type { Timers } from "../../src/time/timers.js";

/** One request for bars, as the script of a test sees it. */
export interface BarsCall {
  readonly stream: Stream;
  readonly since: number;
  readonly limit: number;
  /** When it was sent, and when the exchange looks at it, by the exchange's clock. */
  readonly sentAt: number;
  readonly at: number;
}

/** The bar as it stays: prices that no other bar has, so that a wrong one shows. */
export function finalRow({ symbol, timeframe }: Stream, openTime: number): BarRow {
  const at = (time: number) => 100 + 10 * Math.sin(time / timeframeMs(timeframe) + symbol.length);
  const [open, close] = [at(openTime), at(closeTimeOf(timeframe, openTime))];
  return [openTime, open, 1.01 * Math.max(open, close), 0.99 * Math.min(open, close), close, 10 + (openTime % 7)];
}

/** The same bar while it runs. */
export function partialRow(row: BarRow, share: number): BarRow {
  const [openTime, open, , , close, volume] = row;
  const now = open + (close - open) * share * 0.9;
  return [openTime, open, 1.001 * Math.max(open, now), 0.999 * Math.min(open, now), now, volume * share * 0.9];
}

/** An exchange of a few lines that answers honestly, until a test says otherwise. */
export class ScriptedMarket implements MarketData {
  readonly id = "scripted";
  barsPerRequest = 1_000;
  /** The exchange's clock ahead of virtual time, ms: it goes up when the machine was suspended. */
  ahead = 0;
  /** There and back, each, ms. */
  latency: () => number = () => 20;
  /** The bar as the exchange has it at a time; null if nobody traded. */
  row: (stream: Stream, openTime: number, at: number) => BarRow | null = finalRow;
  /** After its close, until the exchange shows a bar and what is newer, ms. */
  late: (stream: Stream, openTime: number) => number = () => 0;
  /** What becomes of an answer. */
  answer: (rows: BarRow[], call: BarsCall) => unknown = (rows) => rows;
  tell: (time: number) => unknown = (time) => time;
  calls: BarsCall[] = [];
  timeCalls = 0;
  underWay = 0;
  mostUnderWay = 0;
  /** Websockets open, and most at a time. */
  openNow = 0;
  mostOpen = 0;
  opened = 0;
  listener: WatchListener | null = null;
  closing: () => Promise<void> = () => Promise.resolve();
  readonly clock: VirtualTime;

  constructor(time: VirtualTime) {
    this.clock = time;
  }

  /** The exchange's time. */
  get now(): number {
    return this.clock.true + this.ahead;
  }

  async open(): Promise<void> {}
  async close(): Promise<void> {}
  async markets(): Promise<[]> {
    return [];
  }
  timeframes(): string[] {
    return ["1m"];
  }

  async time(): Promise<number> {
    this.timeCalls++;
    await this.clock.sleep(this.latency());
    const told = await this.tell(this.now);
    await this.clock.sleep(this.latency());
    return told as number;
  }

  async bars(stream: Stream, since: number, limit: number): Promise<BarRow[]> {
    const sentAt = this.now;
    this.underWay++;
    this.mostUnderWay = Math.max(this.mostUnderWay, this.underWay);
    try {
      await this.clock.sleep(this.latency());
      const call = { stream, since, limit, sentAt, at: this.now };
      this.calls.push(call);
      const answer = await this.answer(this.shown(call), call);
      await this.clock.sleep(this.latency());
      return answer as BarRow[];
    } finally {
      this.underWay--;
    }
  }

  /** What an honest exchange answers: the running bar last. */
  shown({ stream, since, limit, at }: BarsCall): BarRow[] {
    const { timeframe } = stream;
    const rows: BarRow[] = [];
    const first = openTimeOf(timeframe, since);
    for (let open = first < since ? closeTimeOf(timeframe, first) : first; open <= at && rows.length < limit; ) {
      const close = closeTimeOf(timeframe, open);
      if (at >= close && at < close + this.late(stream, open)) break;
      const row = this.row(stream, open, at);
      const share = (at - open) / (close - open);
      if (row !== null) rows.push(share < 1 ? partialRow(row, share) : row);
      open = close;
    }
    return rows;
  }

  watch: NonNullable<MarketData["watch"]> = (_streams, listener) => {
    this.openNow++;
    this.opened++;
    this.mostOpen = Math.max(this.mostOpen, this.openNow);
    this.listener = listener;
    return {
      close: async () => {
        await this.closing();
        this.openNow--;
      },
    };
  };
}

/** Hangs as long as a request may. */
export async function deadline(time: VirtualTime): Promise<never> {
  await time.sleep(10_000);
  throw new ExchangeUnclearError("no answer within 10 s");
}

/** Counts the timers that nobody has called off. */
export function countingTimers(time: VirtualTime): Timers & { pending: number } {
  const timers = {
    pending: 0,
    now: () => time.now(),
    monotonic: () => time.monotonic(),
    after(ms: number, run: () => void) {
      timers.pending++;
      let over = false;
      const end = () => {
        if (!over) timers.pending--;
        over = true;
      };
      const cancel = time.after(ms, () => {
        end();
        run();
      });
      return () => {
        end();
        cancel();
      };
    },
    async sleep(ms: number, signal?: AbortSignal) {
      if (signal?.aborted === true) return;
      timers.pending++;
      await time.sleep(ms, signal);
      timers.pending--;
    },
  };
  return timers;
}
