import type { Fill, Trade } from "@bellwether/core";
import type { BarRow, Entry } from "@bellwether/live";
import { OrderChecks } from "./order-checks.js";
import { MINUTE } from "./scenario.js";
import type { Report } from "./violations.js";

type Output = Extract<Entry, { type: "bars" }>["out"][number];

export interface JournalTruth {
  /** The bar of a stream that opens then, as the venue has it in the end; undefined where nobody traded. */
  readonly bar: (stream: number, openTime: number) => BarRow | undefined;
  /** Whether the exchange changes bars after their close. */
  readonly revises: boolean;
}

/** Reads a journal entry by entry, and holds every one against what a journal may say. */
export class JournalChecks {
  readonly orders: OrderChecks;
  readonly lastOpen: number[] = [];
  /** Cash moved, and base units held by lane, by the fills alone. */
  cash = 0;
  readonly base: number[] = [];
  readonly dust = new Map<string, number>();
  readonly trades = new Set<string>();
  readonly counts = { orders: 0, fills: 0, failures: 0, swaps: 0, controls: 0, quiet: 0, held: 0 };
  #entries = 0;
  /** Streams without a bar since the last start. */
  #streamOf: readonly number[] = [];
  #symbols: readonly string[] = [];
  #last = new Map<number, BarRow>();

  constructor(
    private readonly report: Report,
    private readonly truth: JournalTruth,
  ) {
    this.orders = new OrderChecks(report);
  }

  take(entry: Entry): void {
    if (entry.seq !== this.#entries) this.report("gapless", `entry ${entry.seq} follows ${this.#entries - 1}`);
    this.#entries++;
    if (entry.type === "swap") this.counts.swaps++;
    if (entry.type === "control") this.counts.controls++;
    if (entry.type === "start") {
      this.#streamOf = entry.lanes.map(({ stream }) => stream);
      this.#symbols = entry.streams.map(({ symbol }) => symbol);
    } else if (entry.type === "history") this.#history(entry);
    else if (entry.type === "bars") this.#bars(entry);
    else if (entry.type === "reports") {
      for (const report of entry.reports) {
        if (report.kind !== "fill") continue;
        const trade = `${report.fill.symbol} ${report.tradeId}`;
        if (this.trades.has(trade)) this.report("fill-once", `trade ${trade} is told of twice`);
        this.trades.add(trade);
      }
    }
    if ("out" in entry) for (const output of entry.out) this.#output(output, entry.seq);
  }

  /** A history that was cut off by a crash is read once more; what is there already counts. */
  #history({ stream, rows }: Extract<Entry, { type: "history" }>): void {
    for (const row of rows) if (!(row[0] <= (this.lastOpen[stream] ?? Number.NaN))) this.#see(stream, row);
  }

  #bars(entry: Extract<Entry, { type: "bars" }>): void {
    const { bars, quiet, held, out, seq } = entry;
    if (quiet) this.counts.quiet++;
    if (held.length > 0) this.counts.held++;
    for (const { stream, row, flat } of bars)
      this.#see(
        stream,
        row,
        flat,
        held.some((it) => it.stream === stream),
      );
    for (const output of out) {
      if (quiet && (output.kind === "signal" || output.kind === "verdict"))
        this.report("quiet", `a strategy was asked at the quiet step ${seq}`);
      if (output.kind !== "verdict" || output.verdict.status !== "approved") continue;
      if (held.some(({ stream }) => stream === this.#streamOf[output.lane]))
        this.report("held", `an entry of lane ${output.lane} was approved at step ${seq}, which holds its stream`);
    }
  }

  #see(stream: number, row: BarRow, flat = false, isHeld = false): void {
    const [openTime, ...prices] = row;
    const last = this.lastOpen[stream];
    let next = last === undefined ? openTime : last + MINUTE;
    // nobody traded, and nobody could ask: that is a gap, after which nothing is opened at once
    const mayLack = isHeld;
    while (mayLack && next < openTime && this.truth.bar(stream, next) === undefined) next += MINUTE;
    if (openTime !== next) this.report("bars-once", `stream ${stream}: the bar of ${openTime} follows that of ${last}`);
    this.lastOpen[stream] = openTime;
    const real = this.truth.bar(stream, openTime);
    const before = this.#last.get(stream);
    this.#last.set(stream, row);
    if (real === undefined) {
      const close = before?.[4] ?? row[4];
      const isFlat = prices.slice(0, 4).every((price) => price === close) && row[5] === 0;
      if (!isFlat) this.report("bars-final", `stream ${stream}: nobody traded at ${openTime}, and it has ${row}`);
    } else if (!this.#isTrue(row, real) || flat)
      this.report("bars-final", `stream ${stream}: the venue has ${real}, the journal ${row}${flat ? " (flat)" : ""}`);
  }

  #isTrue(row: BarRow, real: BarRow): boolean {
    if (row.every((value, i) => value === real[i])) return true;
    const [, open, high, low, , volume] = real;
    const revised = row[1] === open && row[2] === high && row[3] === low && row[5] === volume + 1;
    return this.truth.revises && revised && (row[4] === high || row[4] === low);
  }

  #output(output: Output, seq: number): void {
    if (output.kind === "request") {
      this.counts.orders++;
      this.orders.requested(output.request, seq);
    } else if (output.kind === "order") this.orders.updated(output.update, seq);
    else if (output.kind === "fill") this.#fill(output.fill, seq);
    else if (output.kind === "trade") this.#trade(output.lane, output.trade);
    else if (output.kind === "failure") this.counts.failures++;
  }

  #fill(fill: Fill, seq: number): void {
    this.counts.fills++;
    this.orders.filled(fill, seq);
    const { side, price, quantity, fee, feePaid, lane, symbol } = fill;
    const sign = side === "buy" ? 1 : -1;
    const inBase = feePaid?.asset === symbol.split("/")[0] ? feePaid!.amount : 0;
    this.base[lane] = (this.base[lane] ?? 0) + sign * quantity - inBase;
    this.cash -= sign * price * quantity + (feePaid === undefined ? fee : 0);
  }

  /** A round trip is over: what is left of it is too small to sell. */
  #trade(lane: number, trade: Trade): void {
    const left = this.base[lane] ?? 0;
    const asset = this.#symbols[this.#streamOf[lane]!]!.split("/")[0]!;
    this.dust.set(asset, (this.dust.get(asset) ?? 0) + left);
    if (Math.abs(left) * trade.exitPrice > 100) this.report("books", `lane ${lane} gives up ${left} as dust`);
    this.base[lane] = 0;
  }
}
