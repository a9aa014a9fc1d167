import { closeTimeOf, isTimeframe } from "@bellwether/core";
import { type Cell, csvLine } from "./csv-line.js";
import type { Entry, Output } from "./entry.js";
import { entryJson } from "./entry-json.js";
import { isoTime, JournalNames } from "./names.js";

/** Tables that a journal can be turned into, and their columns. Columns are never moved; new ones come last. */
export const EXPORT_COLUMNS = {
  bars: [
    "seq",
    "openTime",
    "closeTime",
    "symbol",
    "timeframe",
    "open",
    "high",
    "low",
    "close",
    "volume",
    "flat",
    "quiet",
  ],
  signals: [
    "seq",
    "time",
    "lane",
    "symbol",
    "stance",
    "entryPrice",
    "confidence",
    "slDistance",
    "tpDistance",
    "reason",
  ],
  verdicts: [
    "seq",
    "time",
    "lane",
    "symbol",
    "status",
    "side",
    "quantity",
    "rule",
    "limit",
    "observed",
    "name",
    "sizing",
  ],
  orders: [
    ...[
      "seq",
      "time",
      "lane",
      "symbol",
      "id",
      "status",
      "type",
      "side",
      "quantity",
      "filled",
      "limitPrice",
      "stopPrice",
    ],
    ...["reason", "exitReason"],
  ],
  fills: [
    ...["seq", "time", "lane", "symbol", "orderId", "side", "quantity", "remaining", "price", "referencePrice", "fee"],
    ...["feeAsset", "feeAmount", "liquidity", "stopLoss", "takeProfit", "ambiguous", "reason", "exitReason"],
  ],
  trades: [
    ...[
      "seq",
      "id",
      "lane",
      "symbol",
      "side",
      "quantity",
      "entryTime",
      "exitTime",
      "entryPrice",
      "exitPrice",
      "barsHeld",
    ],
    ...[
      "pnl",
      "returnFraction",
      "fees",
      "slippage",
      "funding",
      "dust",
      "stopLoss",
      "takeProfit",
      "worstPrice",
      "bestPrice",
    ],
    ...["ambiguous", "entryReason", "exitReason"],
  ],
  equity: ["seq", "time", "equity"],
  notes: ["seq", "time", "kind", "symbol", "message", "details"],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type ExportKind = keyof typeof EXPORT_COLUMNS;
export const EXPORT_KINDS = Object.keys(EXPORT_COLUMNS) as readonly ExportKind[];

type Row = Readonly<Record<string, Cell>>;
type RowsOf = (entry: Entry, names: JournalNames) => readonly Row[];

/**
 * One table of a journal as CSV, in pieces of text under a header. Times are ISO 8601 UTC, money is in quote currency,
 * numbers read back as they are. `seq` is the entry that a row comes from; of a signal and a verdict, `time` is the close
 * after which they came.
 */
export async function* exportCsv(
  pieces: AsyncIterable<readonly Entry[]> | Iterable<readonly Entry[]>,
  kind: ExportKind,
): AsyncGenerator<string> {
  const columns: readonly string[] = EXPORT_COLUMNS[kind];
  const names = new JournalNames();
  yield csvLine(columns);
  for await (const piece of pieces) {
    const lines: string[] = [];
    for (const entry of piece) {
      names.see(entry);
      for (const row of ROWS[kind](entry, names)) lines.push(csvLine(columns.map((name) => row[name])));
    }
    if (lines.length > 0) yield lines.join("");
  }
}

/** The entries of a journal as JSON lines, in pieces of text. */
export async function* exportJsonLines(
  pieces: AsyncIterable<readonly Entry[]> | Iterable<readonly Entry[]>,
): AsyncGenerator<string> {
  for await (const piece of pieces) if (piece.length > 0) yield `${piece.map(entryJson).join("\n")}\n`;
}

const ROWS: Readonly<Record<ExportKind, RowsOf>> = {
  bars: (entry, names) =>
    entry.type !== "bars"
      ? []
      : entry.bars.map(({ stream, row: [openTime, open, high, low, close, volume], flat = false }) => {
          const { symbol, timeframe } = names.stream(stream);
          const closeTime = isTimeframe(timeframe) ? isoTime(closeTimeOf(timeframe, openTime)) : "";
          const prices = { open, high, low, close, volume };
          return {
            seq: entry.seq,
            openTime: isoTime(openTime),
            closeTime,
            symbol,
            timeframe,
            ...prices,
            flat,
            quiet: entry.quiet,
          };
        }),
  signals: of("signal", ({ lane, signal }, names) => {
    if (signal === null) return null;
    const { entryPrice, confidence, slDistance, tpDistance, reason } = signal.metadata; // it may hold anything else, too
    const what = { stance: signal.signal, entryPrice, confidence, slDistance, tpDistance, reason };
    return { lane: names.lane(lane), symbol: names.symbolOf(lane), ...what };
  }),
  verdicts: of("verdict", ({ lane, verdict }, names) => {
    const who = { lane: names.lane(lane), symbol: names.symbolOf(lane), status: verdict.status };
    if (verdict.status === "refused") return { ...verdict, ...who };
    const { side, quantity } = verdict.order;
    const sizing = verdict.sizing.map((step) => `${step.rule} ${step.quantity}`).join(" → ");
    return { ...who, side, quantity, sizing };
  }),
  orders: of("order", ({ update }, names) => ({
    ...update,
    lane: names.lane(update.lane),
    time: isoTime(update.time),
  })),
  fills: of("fill", ({ fill }, names) => ({
    ...fill,
    lane: names.lane(fill.lane),
    time: isoTime(fill.time),
    feeAsset: fill.feePaid?.asset,
    feeAmount: fill.feePaid?.amount,
  })),
  trades: of("trade", ({ lane, trade }, names) => ({
    ...trade,
    lane: names.lane(lane),
    entryTime: isoTime(trade.entryTime),
    exitTime: isoTime(trade.exitTime),
  })),
  equity: (entry) =>
    entry.type === "bars" ? [{ seq: entry.seq, time: isoTime(entry.time), equity: entry.equity }] : [],
  notes: (entry, names) => {
    if (entry.type !== "note") return [];
    const { kind, message, stream = -1, details } = entry.note;
    return [{ seq: entry.seq, time: isoTime(entry.at), kind, symbol: names.stream(stream).symbol, message, details }];
  },
};

/** Rows of one kind of output; a row that says no time of its own has that of its step. */
function of<K extends Output["kind"]>(
  kind: K,
  row: (output: Extract<Output, { kind: K }>, names: JournalNames) => Row | null,
): RowsOf {
  return (entry, names) => {
    if (!("out" in entry)) return [];
    const time = isoTime(entry.type === "bars" ? entry.time : entry.at);
    return entry.out.flatMap((output) => {
      const cells = output.kind === kind ? row(output as Extract<Output, { kind: K }>, names) : null;
      return cells === null ? [] : [{ time, ...cells, seq: entry.seq }];
    });
  };
}
