import type { HealthLevel } from "./health.js";
import { bytes, decimal, minute, plain, plainNumber, span, table, wrap } from "./print.js";
import type { Status } from "./status.js";

export interface StatusTextOptions {
  /** Columns; 80 unless given, 40 at least. */
  readonly width?: number | undefined;
  readonly colour?: boolean | undefined;
}

const STYLE = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33 } as const;
type Style = keyof typeof STYLE;
const OF_LEVEL: Readonly<Record<HealthLevel, Style>> = { ok: "green", degraded: "yellow", stopped: "red" };

/** Most rows of one table; JSON has all. */
const MAX_ROWS = 20;
const LABEL = 10;

/** How a run stands, for a terminal. Times in UTC. Ends with a line break. */
export function statusText(status: Status, { width: asked = 80, colour = false }: StatusTextOptions = {}): string {
  const width = Math.max(40, Math.floor(asked));
  const out: string[] = [];
  const paint = (line: string, style: Style | undefined) =>
    colour && style !== undefined ? `\u001b[${STYLE[style]}m${line}\u001b[0m` : line;
  const say = (label: string, text: string, style?: Style) => {
    for (const [i, line] of wrap(plain(text), width - LABEL).entries())
      out.push(paint((i === 0 ? label : "").padEnd(LABEL) + line, style));
  };
  const list = (align: string, [head, ...rows]: readonly (readonly string[])[]) => {
    if (rows.length === 0) return;
    const shown = [head!, ...rows.slice(0, MAX_ROWS)].map((row) => row.map(plain));
    const [first, ...lines] = table(shown, align, width);
    out.push("", paint(first!, "dim"), ...lines);
    if (rows.length > MAX_ROWS) out.push(`  and ${rows.length - MAX_ROWS} more; --json has all`);
  };

  const { mode, exchange, account, health, journal, memory, lag } = status;
  const of = account.name === undefined ? account.quote : `${account.name}, ${account.quote}`;
  const running = `up ${span(status.uptimeMs)} since ${minute(status.since)} UTC`;
  for (const line of wrap(plain(`${mode} on ${exchange} (${of}), ${running}`), width)) out.push(paint(line, "bold"));
  say("health", health.level, OF_LEVEL[health.level]);
  for (const { level, text } of health.reasons) say("", `! ${text}`, level === "ok" ? "dim" : OF_LEVEL[level]);
  say("trading", tradingText(status), status.halted !== null ? "red" : status.paused !== null ? "yellow" : undefined);
  const fall = status.drawdown === null ? "" : `, ${decimal(100 * status.drawdown)}% below its peak`;
  say("equity", status.equity === null ? "not known yet" : `${decimal(status.equity)} ${account.quote}${fall}`);
  say("exchange", exchangeText(status));
  const share = (ms: number | null) => (ms === null ? "?" : span(ms));
  const lags = `half within ${share(lag.p50Ms)}, 99 of 100 within ${share(lag.p99Ms)}, of ${decimal(lag.bars, 0)}`;
  say("decisions", lag.bars === 0 ? "none yet" : lags);
  say("journal", `${decimal(journal.entries, 0)} entries, ${bytes(journal.bytes)}, in ${journal.folder}`);
  const loop = status.loopLagMs === null ? "" : `, event loop late by ${span(status.loopLagMs)} at most`;
  const used = `${bytes(memory.rssBytes)} of memory, heap ${bytes(memory.heapBytes)}`;
  say("process", `${status.pid}, version ${status.version}, ${used}${loop}`);
  const refusals = Object.entries(status.refusals).map(([rule, count]) => `${rule} ${decimal(count, 0)}`);
  if (refusals.length > 0) say("refused", refusals.join(", "));
  for (const [row, align] of tablesOf(status)) list(align, row);
  return `${out.join("\n")}\n`;
}

function tradingText({ halted, paused }: Status): string {
  const parts: string[] = [];
  // a person's halt is told as their pause
  if (halted !== null && !(halted.rule === "halted" && paused !== null)) {
    const end = halted.until === undefined ? "until somebody resumes" : `until ${minute(halted.until)}`;
    parts.push(`halted by ${halted.rule} since ${minute(halted.since)}, ${end}`);
  }
  if (paused !== null) parts.push(`paused by ${paused.by} since ${minute(paused.since)}`);
  return parts.length === 0 ? "on" : parts.join("; ");
}

function exchangeText({ outage, reconnects, clockOffsetMs }: Status): string {
  const state = outage === null ? "reached" : `not reached since ${minute(outage.since)}`;
  const again = reconnects === 0 ? "" : `, ${decimal(reconnects, 0)} ${reconnects === 1 ? "reconnect" : "reconnects"}`;
  if (clockOffsetMs === null) return `${state}${again}, clock not compared yet`;
  const side = clockOffsetMs < 0 ? "behind" : "ahead";
  const clock =
    Math.abs(clockOffsetMs) < 0.5 ? "our clock agrees" : `our clock ${span(Math.abs(clockOffsetMs))} ${side}`;
  return `${state}${again}, ${clock}`;
}

type Rows = readonly (readonly string[])[];

function tablesOf(status: Status): readonly (readonly [Rows, string])[] {
  const { streams, strategies, positions, orders, notifiers } = status;
  const unknownIfNull = <T>(value: T | null, text: (value: T) => string) => (value === null ? "-" : text(value));
  return [
    [
      [
        ["stream", "", "last bar", "closed ago", "missing"],
        ...streams.map(({ symbol, timeframe, lastBar, ageMs, missing }) => [
          symbol,
          timeframe,
          unknownIfNull(lastBar, minute),
          unknownIfNull(ageMs, span),
          decimal(missing, 0),
        ]),
      ],
      "lllrr",
    ],
    [
      [
        ["strategy", "on", "", "state"],
        ...strategies.map(({ name, symbol, timeframe, state, since, reason }) => [
          name,
          symbol,
          timeframe,
          [state, since === undefined ? "" : ` since ${minute(since)}`, reason === undefined ? "" : `: ${reason}`].join(
            "",
          ),
        ]),
      ],
      "llll",
    ],
    [
      [
        ["position", "by", "quantity", "entry", "unrealised"],
        ...positions.map(({ symbol, strategy, quantity, entryPrice, unrealised }) => [
          symbol,
          strategy,
          plainNumber(quantity),
          plainNumber(entryPrice),
          decimal(unrealised),
        ]),
      ],
      "llrrr",
    ],
    [
      [
        ["order", "", "", "quantity", "filled", "status", "id"],
        ...orders.map(({ symbol, side, type, quantity, filled, status: how, id }) => [
          symbol,
          side,
          type,
          plainNumber(quantity),
          plainNumber(filled),
          how,
          id,
        ]),
      ],
      "lllrrll",
    ],
    [
      [
        ["notifier", "sent", "waiting", "retried", "merged", "lost"],
        ...notifiers.map(({ name, sent, waiting, retried, merged, dropped }) => [
          name,
          ...[sent, waiting, retried, merged, dropped].map((count) => decimal(count, 0)),
        ]),
      ],
      "lrrrrr",
    ],
  ];
}
