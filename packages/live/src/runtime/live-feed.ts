import type { BarStore, Batch, MarketFeed, Stream } from "@bellwether/core";
import type { BarRow } from "../exchange/market-data.js";
import type { BatchBar, Entry, Output } from "../journal/entry.js";
import type { BrokerReport } from "../orders/broker-report.js";
import type { LiveBroker } from "../orders/live-broker.js";
import type { BarSource, Delivery } from "./bar-source.js";
import type { EntryReader } from "./entry-reader.js";
import { ReplayDivergedError, RunEndedError } from "./errors.js";
import type { GuardedRisk } from "./guarded-risk.js";
import type { Mail, Mailbox } from "./mailbox.js";
import type { Recorder } from "./recorder.js";
import { barOf } from "./rows.js";
import { sameData } from "./same-data.js";
import type { Control, Swap } from "./steering.js";
import type { StepWriter } from "./step-writer.js";
import type { Voice } from "./voice.js";

/** What the feed moves besides bars. */
export interface FeedParts {
  readonly streams: readonly Stream[];
  readonly source: BarSource;
  readonly reader: EntryReader;
  readonly writer: StepWriter;
  readonly recorder: Recorder;
  readonly mailbox: Mailbox;
  readonly risk: GuardedRisk;
  readonly voices: readonly Voice[];
  /** Of an exchange; null on paper. */
  readonly broker: LiveBroker | null;
  /** A control or a swap, live or replayed. */
  readonly apply: (entry: Control | (Swap & { readonly type: "swap" }), mail?: Mail) => void;
  /** At a close, and at a fill that may have opened something: what must not be held leaves. */
  readonly leaveAll: () => void;
  /** Before the first live step: the run goes on, or begins. */
  readonly begin: () => Promise<void>;
  /** Bars of before the run, where the journal has none. */
  readonly history: () => Promise<readonly (readonly BarRow[])[]>;
  /** A step with bars is on the disk. @param ms - since their close. */
  readonly onBars?: (ms: number) => void;
  /** Everything that has happened is on the disk. */
  readonly onSafe?: () => void;
  readonly monotonic: () => number;
}

/**
 * The heartbeat of a live run, as the loop sees it: a feed whose every call for the next bars first makes the last step
 * safe, then lets everything in that has come meanwhile. At the start it plays the journal, so that a restart is the same
 * program on the same inputs.
 */
export class LiveFeed implements MarketFeed {
  readonly streams: readonly Stream[];
  /** Open time of the last bar of each stream; NaN before the first. */
  readonly last: Float64Array;
  replaying = true;
  /** Steps with bars that were played again. */
  replayed = 0;
  #stores: readonly BarStore[] = [];
  /** The bars that the loop is at, whose entry waits for what follows from them. */
  #open: Delivery | null = null;
  #expected: (Entry & { readonly out: readonly Output[] }) | null = null;
  #pending: Promise<void> | null = null;
  #delivered: Delivery | null | undefined;
  /** When the last bars were handed over, monotonic, and how old they were; NaN once that is told. */
  #deliveredAt = Number.NaN;
  #age = 0;
  /** Triggers that the replay led to and that the journal has not told of yet. */
  readonly #triggers = new Map<number, BrokerReport>();
  #ended = false;

  constructor(private readonly parts: FeedParts) {
    this.streams = parts.streams;
    this.last = new Float64Array(parts.streams.length).fill(Number.NaN);
  }

  async open(stores: readonly BarStore[]): Promise<void> {
    this.#stores = stores;
    if (await this.#readHistory()) return;
    const rows = await this.parts.history();
    for (const [stream, bars] of rows.entries()) {
      this.parts.writer.write({ type: "history", stream, rows: bars });
      this.#reveal(stream, bars);
    }
    await this.parts.writer.commit();
  }

  /** @returns whether the journal holds the run's history already. */
  async #readHistory(): Promise<boolean> {
    const { reader } = this.parts;
    const found = new Set<number>();
    for (;;) {
      const entry = reader.next();
      if (entry === undefined) {
        if (!(await reader.more())) break;
      } else if (entry.type === "history") {
        this.parts.writer.seq = entry.seq + 1;
        this.#reveal(entry.stream, entry.rows);
        found.add(entry.stream);
      } else if (entry.type === "start" || entry.type === "note" || entry.type === "stop") {
        // a start that was cut off before all of the history was there
        this.parts.writer.seq = entry.seq + 1;
      } else {
        reader.unread();
        break;
      }
    }
    return found.size >= this.streams.length;
  }

  #reveal(stream: number, rows: readonly BarRow[]): void {
    const store = this.#stores[stream]!;
    for (const row of rows) {
      if (!(row[0] > this.last[stream]!) && !Number.isNaN(this.last[stream]!)) continue;
      store.append(barOf(row));
      this.last[stream] = row[0];
    }
    if (store.rows > 0) store.revealAll();
  }

  next(batch: Batch): boolean | Promise<boolean> {
    if (!this.replaying) return this.#live(batch);
    const played = this.#replay(batch);
    return played === undefined ? this.#replayMore(batch) : played;
  }

  async #replayMore(batch: Batch): Promise<boolean> {
    while (await this.parts.reader.more()) {
      const played = this.#replay(batch);
      if (played !== undefined) return played;
    }
    this.replaying = false;
    for (const voice of this.parts.voices) {
      voice.recorded = undefined;
      voice.enable();
    }
    await this.parts.begin();
    for (const report of this.#triggers.values()) this.parts.mailbox.put({ kind: "reports", reports: [report] });
    this.#triggers.clear();
    return this.#live(batch);
  }

  /** Takes in journalled steps up to the next bars. @returns undefined at the end of the piece. */
  #replay(batch: Batch): true | undefined {
    const { reader, writer } = this.parts;
    this.#verify();
    for (let entry = reader.next(); entry !== undefined; entry = reader.next()) {
      writer.seq = entry.seq + 1;
      switch (entry.type) {
        case "bars":
          this.#expect(entry);
          this.#deliver(entry, batch);
          this.replayed++;
          return true;
        case "reports":
          this.#expect(entry);
          this.#applyReports(entry.reports);
          this.#verify();
          break;
        case "control":
        case "swap":
          this.#expect(entry);
          this.parts.apply(entry);
          this.#verify();
          break;
        default: // starts, stops and notes change nothing
      }
    }
    return undefined;
  }

  #expect(entry: Entry & { readonly out: readonly Output[] }): void {
    this.parts.recorder.take();
    this.#expected = entry;
    for (const voice of this.parts.voices) voice.recorded = null;
    for (const output of entry.out) {
      if (output.kind === "signal") this.parts.voices[output.lane]!.recorded = output.signal;
      else if (output.kind === "failure") this.parts.voices[output.lane]?.failed();
    }
  }

  /** @throws {ReplayDivergedError} unless the step has led to what the journal says. */
  #verify(): void {
    const expected = this.#expected;
    if (expected === null) return;
    this.#expected = null;
    if (expected.type === "bars") this.parts.leaveAll();
    const out = this.parts.recorder.take();
    const recorded = expected.out.filter(({ kind }) => kind !== "failure");
    for (let i = 0; i < Math.max(out.length, recorded.length); i++) {
      if (sameData(recorded[i], out[i])) continue;
      const [a, b] = [JSON.stringify(recorded[i]), JSON.stringify(out[i])];
      throw new ReplayDivergedError(expected.seq, `it says ${clipped(a)}, and played again it is ${clipped(b)}`);
    }
    if (expected.type === "bars" && expected.equity !== this.parts.recorder.equity)
      throw new ReplayDivergedError(
        expected.seq,
        `it says that equity was ${expected.equity}, and played again it is ${this.parts.recorder.equity}`,
      );
  }

  #deliver({ time, ageMs, quiet, bars, held }: Delivery, batch: Batch): void {
    const { risk } = this.parts;
    risk.held.clear();
    for (const { stream } of held) risk.held.add(stream);
    batch.time = time;
    batch.ageMs = ageMs;
    batch.quiet = quiet;
    batch.count = 0;
    for (const { stream, row } of bars) this.#append(stream, row, batch);
  }

  #append(stream: number, row: BarRow, batch: Batch): void {
    this.#stores[stream]!.append(barOf(row));
    this.last[stream] = row[0];
    batch.streams[batch.count++] = stream;
  }

  /** A report that a live broker has put out: while a journal is played, only what it has not told of is kept. */
  put(reports: readonly BrokerReport[]): void {
    if (!this.replaying) this.parts.mailbox.put({ kind: "reports", reports });
    else for (const report of reports) if (report.kind === "trigger") this.#triggers.set(report.lane, report);
  }

  #applyReports(reports: readonly BrokerReport[]): void {
    for (const report of reports) {
      if (report.kind === "trigger") this.#triggers.delete(report.lane);
      this.parts.broker?.apply(report);
    }
    // not at an exit's end: one that is rejected at once would be asked for again at once
    if (reports.some((report) => report.kind === "fill" && report.fill.side === "buy")) this.parts.leaveAll();
  }

  async #live(batch: Batch): Promise<boolean> {
    const { writer, mailbox, source, broker } = this.parts;
    this.#closeStep();
    for (;;) {
      await writer.commit();
      broker?.release();
      this.parts.onSafe?.();
      if (!Number.isNaN(this.#deliveredAt)) this.#told();
      const mail = mailbox.take();
      if (mail !== undefined) {
        if (await this.#attend(mail)) return false;
        continue;
      }
      if (this.#delivered !== undefined) return this.#handOver(this.#delivered, batch);
      this.#pending ??= source.next().then((delivery) => {
        this.#delivered = delivery;
      });
      await Promise.race([this.#pending, mailbox.arrival()]);
    }
  }

  #told(): void {
    this.parts.onBars?.(this.#age + this.parts.monotonic() - this.#deliveredAt);
    this.#deliveredAt = Number.NaN;
  }

  #handOver(delivery: Delivery | null, batch: Batch): boolean {
    this.#delivered = undefined;
    this.#pending = null;
    if (delivery === null) return false; // the source has been stopped
    this.#open = delivery;
    this.#deliveredAt = this.parts.monotonic();
    this.#age = delivery.ageMs;
    this.parts.recorder.take();
    this.#deliver(delivery, batch);
    return true;
  }

  /** The loop is through with the bars: what it has made of them is one entry. */
  #closeStep(): void {
    const open = this.#open;
    if (open === null) return;
    this.#open = null;
    const { recorder, writer } = this.parts;
    this.parts.leaveAll();
    const { time, ageMs, quiet, bars, held } = open;
    const out = recorder.take();
    writer.write({ type: "bars", time, ageMs, quiet, bars: bars.map(copied), held, equity: recorder.equity, out });
  }

  /** Acts upon what has arrived. @returns whether the run ends. */
  async #attend(mail: Mail): Promise<boolean> {
    const { writer, recorder, broker } = this.parts;
    recorder.take();
    try {
      if (mail.kind === "reports") {
        this.#applyReports(mail.reports);
        writer.write({ type: "reports", reports: mail.reports, out: recorder.take() });
        return false;
      }
      if (mail.kind === "note") {
        writer.write({ type: "note", note: mail.note });
        return false;
      }
      if (mail.kind === "control") {
        const { command, by } = mail;
        this.parts.apply({ type: "control", command, by }, mail);
        writer.write({ type: "control", command, by, out: recorder.take() });
      } else if (mail.kind === "swap") {
        const { handOff, lanes, risk, settings } = mail.plan;
        const entry = {
          type: "swap",
          handOff,
          lanes: lanes.map(({ lane, to }) => ({ lane, to })),
          risk,
          settings,
        } as const;
        this.parts.apply(entry, mail);
        writer.write({ ...entry, out: recorder.take() });
      } else {
        this.#ended = true;
        const orders = (await broker?.settle()) ?? [];
        for (let late = this.parts.mailbox.take(); late !== undefined; late = this.parts.mailbox.take())
          if (late.kind === "reports" || late.kind === "note") await this.#attend(late);
          else late.failed(new RunEndedError("the run has been stopped"));
        writer.write({ type: "stop", reason: mail.reason, orders });
      }
      await writer.commit();
      mail.done();
      return this.#ended;
    } catch (error) {
      if ("failed" in mail) mail.failed(error);
      throw error;
    }
  }

  async close(): Promise<void> {
    this.parts.mailbox.refuse(new RunEndedError("the run has ended"));
    await this.parts.source.stop();
  }
}

/** In the order of the format, so that equal steps are equal bytes. */
function copied({ stream, row, flat }: BatchBar): BatchBar {
  return flat === true ? { stream, row, flat } : { stream, row };
}

function clipped(text: string | undefined): string {
  return text === undefined ? "nothing" : text.length > 200 ? `${text.slice(0, 200)}…` : text;
}
