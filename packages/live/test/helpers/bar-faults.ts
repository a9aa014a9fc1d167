import { closeTimeOf, createRng, openTimeOf, type Rng, type Stream, timeframeMs } from "@bellwether/core";
import { ExchangeUnclearError } from "../../src/exchange/errors.js";
import type { BarRow } from "../../src/exchange/market-data.js";
import type { VirtualTime } from "../../src/testing/virtual-time.js";
import { deadline, finalRow, partialRow, ScriptedMarket } from "./scripted-market.js";

/** What a faulty exchange has done to its bars, for the audit afterwards. */
export interface Storm {
  readonly market: ScriptedMarket;
  /** Versions of a closed bar that the exchange has shown as the one that stays; empty if nobody traded. */
  versions(stream: Stream, openTime: number): readonly BarRow[];
  /** From now on everything works. */
  calm(): void;
}

/** A draw for one bar of one stream: the same whenever it is asked for. */
function drawer(rng: Rng) {
  return (label: string, stream: Stream, openTime: number) =>
    rng.fork(`${label} ${stream.symbol} ${stream.timeframe} ${openTime}`).next();
}

/** An exchange on which everything goes wrong that a seed brings, until {@link Storm.calm}. */
export function storm(time: VirtualTime, streams: readonly Stream[], seed: number): Storm {
  const rng = createRng(seed);
  const draw = drawer(rng);
  const market = new ScriptedMarket(time);
  const start = openTimeOf("1m", market.now);
  let active = true;
  const chance = (p: number) => active && rng.next() < p;
  market.barsPerRequest = [6, 12, 1_000][rng.int(3)]!;
  market.latency = () => (chance(0.1) ? 2_000 * rng.next() : 10 + 40 * rng.next());

  let end = Number.POSITIVE_INFINITY;
  const isEmpty = (stream: Stream, open: number) => {
    const before = openTimeOf(stream.timeframe, open - 1);
    const empty = (at: number) =>
      draw("empty", stream, at) < 0.08 && Math.round(at / timeframeMs(stream.timeframe)) % 2 === 0;
    return seed % 3 === 0 && open > start && open < end && empty(open) && !empty(before);
  };
  /** Some bars are revised a good while after their close. */
  const revisedAt = (stream: Stream, open: number) =>
    draw("revised", stream, open) < 0.1
      ? closeTimeOf(stream.timeframe, open) + 20_000 + 100_000 * draw("when", stream, open)
      : Infinity;
  const revision = (row: BarRow): BarRow => [row[0], row[1], row[2] * 1.001, row[3], row[4], row[5] + 1];
  market.row = (stream, open, at) => {
    if (isEmpty(stream, open)) return null;
    const row = finalRow(stream, open);
    return at >= revisedAt(stream, open) ? revision(row) : row;
  };
  market.late = (stream, open) => (active && draw("late", stream, open) < 0.15 ? 30_000 * draw("by", stream, open) : 0);

  const shuffled = (rows: BarRow[]) =>
    rows
      .map((row) => ({ row, at: rng.next() }))
      .sort((a, b) => a.at - b.at)
      .map(({ row }) => row);
  const spoiled = (rows: BarRow[]) => {
    const at = rng.int(rows.length);
    const field = rng.int(6);
    const values = [Number.NaN, Number.POSITIVE_INFINITY, -1, field === 5 ? null : 0, undefined, "1"]; // a volume of 0 may be
    return rows.map((row, i) =>
      i === at ? row.map((value, k) => (k === field ? values[rng.int(6)] : value)) : row,
    ) as unknown as BarRow[];
  };
  market.answer = async (rows) => {
    if (!active) return rows;
    if (chance(0.06)) throw new ExchangeUnclearError("connection reset");
    if (chance(0.02)) throw new ExchangeUnclearError("too many requests", 1_000 + rng.int(20_000));
    if (chance(0.02)) return deadline(time);
    if (chance(0.05)) return [];
    if (chance(0.02)) return [null, "<html>", {}][rng.int(3)];
    if (rows.length === 0) return rows;
    if (chance(0.06)) return shuffled(rows);
    if (chance(0.06)) return spoiled(rows);
    if (chance(0.06)) return rows.flatMap((row) => [row, row]);
    // an old copy of the bar that matters most, beside the true one
    if (chance(0.03)) return rows.flatMap((row, i) => (i === rows.length - 1 ? [partialRow(row, 0.5), row] : [row]));
    // a row from the future, which must not confirm the running one
    if (chance(0.03)) return [...rows, finalRow(streams[0]!, rows.at(-1)![0] + 3_600_000)];
    return rows;
  };
  market.tell = (now) => {
    if (chance(0.1)) throw new ExchangeUnclearError("no time");
    return chance(0.02) ? Number.NaN : now;
  };

  const mode = rng.int(4);
  const tick = () => {
    const { listener } = market;
    time.after(3_000 + 4_000 * rng.next(), tick);
    if (listener === null) return;
    const i = rng.int(streams.length);
    const running = openTimeOf(streams[i]!.timeframe, market.now);
    const ahead = 60_000 * (rng.int(5) - 2);
    if (!active || mode === 0) listener.bar(i, running, market.now);
    else if (mode === 1)
      listener.bar(rng.int(5) - 1, rng.next() < 0.1 ? Number.NaN : running + ahead, market.now + ahead);
    else if (mode === 2) listener.bar(i, start, start);
    if (chance(0.02)) listener.lost("reset");
    else if (rng.next() < 0.2) listener.connected();
  };
  time.after(1_000, tick);

  /** The machine's clock is wrong by up to ten seconds, and jumps; now and then the machine sleeps. */
  const shake = () => {
    if (!active) return;
    const suspended = chance(0.15) ? 30_000 + rng.int(300_000) : 0;
    market.ahead += suspended;
    time.skew(market.ahead + 20_000 * (rng.next() - 0.5));
    time.after(60_000 + 120_000 * rng.next(), shake);
  };
  time.skew(20_000 * (rng.next() - 0.5));
  time.after(30_000, shake);

  return {
    market,
    versions: (stream, open) => {
      if (isEmpty(stream, open)) return [];
      const row = finalRow(stream, open);
      return revisedAt(stream, open) < Number.POSITIVE_INFINITY ? [row, revision(row)] : [row];
    },
    calm: () => {
      active = false;
      end = market.now;
    },
  };
}
