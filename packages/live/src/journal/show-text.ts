import { sizingText } from "@bellwether/core";
import type { BrokerReport } from "../orders/broker-report.js";
import type { Entry, Output } from "./entry.js";
import { isoTime, type JournalNames } from "./names.js";

/** One thing that happened, in words. */
export interface ShownMatter {
  readonly kind: ShowKind;
  /** Undefined for what concerns the whole run. */
  readonly lane?: number | undefined;
  readonly text: string;
}

export const SHOW_KINDS = [
  ...(["start", "history", "bars", "reports", "control", "swap", "note", "stop"] as const),
  ...(["signal", "verdict", "request", "order", "fill", "funding", "trade", "halt", "resume", "failure"] as const),
] as const satisfies readonly (Entry["type"] | Output["kind"])[];

export type ShowKind = (typeof SHOW_KINDS)[number];

/** An entry and its outputs, in order. */
export function mattersOf(entry: Entry, names: JournalNames): readonly ShownMatter[] {
  const outputs = "out" in entry ? entry.out.map(outputMatter) : [];
  return [{ kind: entry.type, text: entryText(entry, names) }, ...outputs];
}

function entryText(entry: Entry, names: JournalNames): string {
  switch (entry.type) {
    case "start":
      return `${entry.mode} on ${entry.exchange}, ${entry.startingBalance} ${entry.quote}, version ${entry.version}: ${names.lanes.join(", ")}`;
    case "history":
      return `${entry.rows.length} bars of ${streamText(entry.stream, names)} from before the run`;
    case "bars":
      return barsText(entry, names);
    case "reports":
      return entry.reports.map((report) => reportText(report, names)).join("; ");
    case "control":
      return `${entry.command}, said ${entry.by}`;
    case "swap":
      return [
        ...entry.lanes.map(({ lane, to }) => `lane ${lane} becomes ${to.name} (${to.type})`),
        ...(entry.risk ? ["limits and sizing are others"] : []),
        `positions: ${entry.handOff}`,
      ].join("; ");
    case "note":
      return `${entry.note.kind}: ${entry.note.stream === undefined ? "" : `${streamText(entry.note.stream, names)}: `}${entry.note.message}`;
    case "stop":
      return `${entry.reason}${entry.orders.map(({ id, status }) => `; ${id} is ${status}`).join("")}`;
  }
}

function barsText({ time, bars, held, equity, quiet }: Extract<Entry, { type: "bars" }>, names: JournalNames): string {
  const closes = bars.map(
    ({ stream, row, flat }) => `${streamText(stream, names)} ${row[4]}${flat === true ? " (no trades)" : ""}`,
  );
  const holds = held.map(({ stream, reason }) => `; ${streamText(stream, names)} held: ${reason}`);
  return `close of ${isoTime(time)}: ${closes.join(", ")}; equity ${equity}${quiet ? "; caught up on" : ""}${holds.join("")}`;
}

function reportText(report: BrokerReport, names: JournalNames): string {
  switch (report.kind) {
    case "accepted":
      return `${report.orderId} accepted as ${report.exchangeId}`;
    case "order":
      return `${report.update.id} is ${report.update.status}`;
    case "fill":
      return `trade ${report.tradeId} of ${report.fill.orderId}`;
    case "trigger":
      return `${names.lane(report.lane)} triggered at ${report.price}`;
    case "cursor":
      return `trades of ${report.symbol} up to ${report.cursor}`;
  }
}

function outputMatter(output: Output): ShownMatter {
  const { kind } = output;
  switch (output.kind) {
    case "signal":
      return { kind, lane: output.lane, text: signalText(output.signal) };
    case "verdict":
      return { kind, lane: output.lane, text: verdictText(output.verdict) };
    case "request": {
      const { id, lane, type, side, quantity } = output.request;
      return { kind, lane, text: `${type} ${side} ${quantity} as ${id}` };
    }
    case "order": {
      const { id, lane, status, filled, quantity, reason } = output.update;
      return { kind, lane, text: `${id} ${status}, ${filled} of ${quantity} filled${because(reason)}` };
    }
    case "fill": {
      const { orderId, lane, side, quantity, price, fee, exitReason } = output.fill;
      return { kind, lane, text: `${side} ${quantity} at ${price}, fee ${fee}, of ${orderId}${because(exitReason)}` };
    }
    case "funding":
      return { kind, lane: output.funding.lane, text: `paid ${output.funding.payment} at rate ${output.funding.rate}` };
    case "trade": {
      const { side, quantity, entryPrice, exitPrice, pnl, exitReason } = output.trade;
      return {
        kind,
        lane: output.lane,
        text: `${side} ${quantity} from ${entryPrice} to ${exitPrice}: ${pnl}${because(exitReason)}`,
      };
    }
    case "halt":
      return { kind, text: `${output.halt.rule}: ${output.halt.observed} against ${output.halt.limit}` };
    case "resume":
      return { kind, text: "trading goes on" };
    case "failure":
      return { kind, lane: output.lane, text: output.message };
  }
}

function signalText(signal: Extract<Output, { kind: "signal" }>["signal"]): string {
  if (signal === null) return "no opinion";
  const { reason } = signal.metadata;
  return `${signal.signal}${because(typeof reason === "string" ? reason : undefined)}`;
}

function verdictText(verdict: Extract<Output, { kind: "verdict" }>["verdict"]): string {
  if (verdict.status === "approved")
    return `approved ${verdict.order.side} ${verdict.order.quantity} (${sizingText(verdict.sizing)})`;
  return `refused by ${verdict.name ?? verdict.rule}: ${verdict.observed} against ${verdict.limit}`;
}

const because = (reason: string | undefined) => (reason === undefined ? "" : `: ${reason}`);

function streamText(stream: number, names: JournalNames): string {
  const { symbol, timeframe } = names.stream(stream);
  return symbol === "" ? `stream ${stream}` : `${symbol} ${timeframe}`;
}
