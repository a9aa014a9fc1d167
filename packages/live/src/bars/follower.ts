import { closeTimeOf, type Stream } from "@bellwether/core";
import type { BarRow } from "../exchange/market-data.js";
import type { BatchBar, Note } from "../journal/entry.js";
import { barsBetween, openAfter, openBefore } from "./bar-grid.js";
import { type CheckedRows, checkRows, isSame } from "./check-rows.js";
import type { CollectorSettings } from "./collector-settings.js";
import { createSpikeGuard, type SpikeGuard } from "./spike-guard.js";

/** Answers in which a bar is unreadable, or a time long past is empty, before that is believed. */
const MOST_ASKS = 8;

/** A request and its times, epoch ms by the exchange's clock. */
export interface Asked {
  readonly since: number;
  readonly limit: number;
  readonly sentAt: number;
  readonly receivedAt: number;
  /** After a close, before a request can have seen the bar as it stays. */
  readonly graceMs: number;
}

export interface FollowerOptions {
  /** Number of the stream. */
  readonly index: number;
  readonly stream: Stream;
  readonly settings: CollectorSettings;
  /** Most rows of one answer. */
  readonly rowsPerAnswer: number;
  /** How long the exchange could not be reached within a stretch of its time, ms. */
  unreachableMs(from: number, to: number): number;
  note(note: Note): void;
}

/** A bar that is accepted, or a run of bars without trades. */
interface Stretch {
  readonly openTime: number;
  /** Open time of what follows. */
  readonly end: number;
  readonly row: BarRow | null;
  /** What bars without trades carry on. */
  readonly carried: number;
  /** Why nothing may be opened at it. */
  readonly held: string | null;
}

/** One stream's way through its answers: which bars have closed, which are missing, and which is handed on next. */
export class Follower {
  readonly index: number;
  readonly stream: Stream;
  /** Open time of the first bar that is not accepted yet. */
  next = Number.NaN;
  /** Open time of the bar handed on last. */
  lastOpenTime: number | null = null;
  /** Open time of the newest row that the exchange has shown. */
  newestSeen = Number.NEGATIVE_INFINITY;
  missing = 0;
  rejectedRows = 0;
  duplicates = 0;
  revisions = 0;
  readonly #options: FollowerOptions;
  readonly #spikes: SpikeGuard | null;
  #ready: Stretch[] = [];
  /** What was accepted last: undefined if that is not known, null if it was passed over. */
  #before: BarRow | null | undefined;
  /** Close of the last bar with trades. */
  #close = Number.NaN;
  /** Where to ask from, once the time before has been found empty. */
  #from: number | null = null;
  #emptyAnswers = 0;
  /** Answers since the hole at `next` was first seen. */
  #holeAnswers = 0;
  /** An earlier answer in which bars from `from` on were missing. */
  #seen: { readonly from: number; readonly to: number; readonly openTimes: ReadonlySet<number> } | null = null;
  #held: string | null = null;
  #notedAt = Number.NaN;

  constructor(options: FollowerOptions) {
    this.#options = options;
    this.index = options.index;
    this.stream = options.stream;
    const { spike } = options.settings;
    this.#spikes = spike === null ? null : createSpikeGuard(spike);
  }

  /** Takes bars from before the first: what spikes are measured against, and what empty bars carry on. */
  recall(rows: readonly BarRow[]): void {
    for (const row of rows) this.#spikes?.see(row[4]);
    const last = rows.at(-1);
    if (last === undefined) return;
    this.#before = last;
    this.#close = last[4];
  }

  begin(next: number): void {
    if (this.#before === undefined || this.#before === null || this.#before[0] !== this.#last(next))
      this.#before = undefined;
    this.next = next;
  }

  /** Close of the bar that comes next, accepted or not. */
  get nextClose(): number {
    return closeTimeOf(this.stream.timeframe, this.#ready[0]?.openTime ?? this.next);
  }

  get isReady(): boolean {
    return this.#ready.length > 0;
  }

  /** What to ask for: from the bar before, so that a revision of it shows. */
  question(now: number): { readonly since: number; readonly limit: number } {
    const since = this.#from ?? this.#last(this.next);
    const due = barsBetween(this.stream.timeframe, since, now);
    return { since, limit: Math.max(1, Math.min(this.#options.rowsPerAnswer, due + 2)) };
  }

  /** Takes an answer. @returns whether it brought bars. */
  take(answer: unknown, asked: Asked): boolean {
    const { timeframe } = this.stream;
    const { sentAt, receivedAt, graceMs } = asked;
    const checked = checkRows(timeframe, answer, asked.since, receivedAt + graceMs);
    this.duplicates += checked.duplicates;
    this.rejectedRows += checked.bad;
    if (checked.problem !== null) this.#noteBad(checked);
    // what opens now may be ahead of our clock by a little; it is no news either
    const rows = checked.rows.filter(([openTime]) => openTime <= receivedAt);
    this.#compare(rows);
    const before = this.next;
    const newest = rows.at(-1)?.[0] ?? Number.NEGATIVE_INFINITY;
    this.newestSeen = Math.max(this.newestSeen, newest);
    for (const row of rows) {
      const [openTime] = row;
      if (openTime < this.next) continue;
      if (openTime > this.next && !this.#settle(openTime, checked.clean)) break;
      const closed = openTime < newest || sentAt >= closeTimeOf(timeframe, openTime) + graceMs;
      if (!closed) break;
      this.#accept(row);
    }
    const advanced = this.next !== before;
    if (advanced) this.#holeAnswers = 0;
    this.#remember(rows, newest, checked.clean);
    this.#lookFurther(asked, newest, checked.clean, advanced);
    return advanced;
  }

  /** The next bar, taken off; only while {@link isReady}. */
  shift(): { readonly bar: BatchBar; readonly held: string | null } {
    const stretch = this.#ready[0]!;
    const { openTime, carried, end } = stretch;
    const { index: stream } = this;
    const following = closeTimeOf(this.stream.timeframe, openTime);
    if (stretch.row !== null || following >= end) this.#ready.shift();
    else this.#ready[0] = { ...stretch, openTime: following };
    this.lastOpenTime = openTime;
    const { row } = stretch;
    if (row === null) {
      this.#spikes?.see(carried);
      return { bar: { stream, row: flatRow(openTime, carried), flat: true }, held: stretch.held };
    }
    const reasons = [stretch.held, this.#spikeIn(row)].filter((reason) => reason !== null);
    return { bar: { stream, row }, held: reasons.length === 0 ? null : reasons.join(", ") };
  }

  #last(openTime: number): number {
    return openBefore(this.stream.timeframe, openTime);
  }

  #accept(row: BarRow): void {
    const end = closeTimeOf(this.stream.timeframe, row[0]);
    this.#ready.push({ openTime: row[0], end, row, carried: Number.NaN, held: this.#held });
    this.#held = null;
    this.#before = row;
    this.#close = row[4];
    this.next = end;
  }

  /** Bars from `next` on are missing before the one that opens at `to`. @returns whether that may be believed. */
  #settle(to: number, clean: boolean): boolean {
    const seen = this.#seen;
    const from = this.next;
    const again =
      clean &&
      seen !== null &&
      seen.from <= from &&
      seen.to >= to &&
      ![...seen.openTimes].some((openTime) => openTime >= from && openTime < to);
    const unreadable = !again && this.#holeAnswers + 1 >= MOST_ASKS;
    if (!again && !unreadable) return false;
    this.#passOver(to, unreadable);
    return true;
  }

  #passOver(to: number, unreadable: boolean): void {
    const { settings, unreachableMs } = this.#options;
    const { timeframe } = this.stream;
    const from = this.next;
    const count = barsBetween(timeframe, from, to);
    this.missing += count;
    this.#holeAnswers = 0;
    const barMs = closeTimeOf(timeframe, from) - from;
    const isGap = unreadable || (count > settings.gapBars && unreachableMs(from, to) >= barMs);
    if (isGap) {
      const why = unreadable ? "the exchange sends nothing readable" : "the exchange could not be reached meanwhile";
      this.#note("gap", `${count} bars from ${iso(from)} on are missing; ${why}`, {
        from,
        to,
        bars: count,
        unreadable,
      });
    }
    const policy = isGap ? settings.gaps : settings.emptyBars;
    const carry = (policy === "fill" || policy === "flat") && this.#close > 0;
    if (carry) this.#ready.push({ openTime: from, end: to, row: null, carried: this.#close, held: this.#held });
    this.#before = carry ? flatRow(this.#last(to), this.#close) : null;
    if (policy === "halt") this.#held = "gap";
    this.next = to;
  }

  /** Keeps what an answer says of bars that are missing, until another says the same. */
  #remember(rows: readonly BarRow[], newest: number, clean: boolean): void {
    if (!(newest > this.next)) {
      this.#seen = null;
      this.#holeAnswers = 0;
      return;
    }
    this.#holeAnswers++;
    if (clean) this.#seen = { from: this.next, to: newest, openTimes: new Set(rows.map(([openTime]) => openTime)) };
  }

  /** Some exchanges answer for a window of time only: one that stays empty is passed by. */
  #lookFurther({ since, limit, sentAt, graceMs }: Asked, newest: number, clean: boolean, advanced: boolean): void {
    if (advanced) this.#from = null;
    const end = openAfter(this.stream.timeframe, since, limit);
    if (!(clean && newest < this.next && limit === this.#options.rowsPerAnswer && end + graceMs <= sentAt)) {
      if (newest >= this.next) this.#emptyAnswers = 0;
      return;
    }
    if (++this.#emptyAnswers < MOST_ASKS) return;
    this.#emptyAnswers = 0;
    this.#from = end;
  }

  #compare(rows: readonly BarRow[]): void {
    const openTime = this.#last(this.next);
    const row = rows.find((each) => each[0] === openTime);
    if (row === undefined) return;
    const before = this.#before;
    this.#before = row;
    if (before === undefined) {
      if (!(this.#close > 0)) this.#close = row[4];
    } else if (before === null || !isSame(before, row)) {
      this.revisions++;
      const how = before === null ? "came after it had been given up" : "was changed after it had been accepted";
      this.#note("revision", `the bar of ${iso(openTime)} ${how}`, { was: before, is: row });
    }
  }

  #spikeIn(row: BarRow): string | null {
    const median = this.#spikes?.see(row[4]) ?? null;
    if (median === null) return null;
    this.#note("spike", `the bar of ${iso(row[0])} closed at ${row[4]}, far from the median of ${median}`, {
      row,
      median,
    });
    return "spike";
  }

  /** Once for each bar that is waited for: a row that stays bad is not noted again and again. */
  #noteBad({ problem, bad }: CheckedRows): void {
    if (this.#notedAt === this.next) return;
    this.#notedAt = this.next;
    this.#note("bad-row", `${problem}; rows dropped: ${bad}`, { bad });
  }

  #note(kind: Note["kind"], message: string, details: object): void {
    const { symbol, timeframe } = this.stream;
    this.#options.note({ kind, message: `${symbol} ${timeframe}: ${message}`, stream: this.index, details });
  }
}

function flatRow(openTime: number, close: number): BarRow {
  return Object.freeze([openTime, close, close, close, close, 0] as const);
}

function iso(time: number): string {
  return new Date(time).toISOString();
}
