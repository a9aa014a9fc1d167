import { openTimeOf, type Stream } from "@bellwether/core";
import type { BarRow } from "../exchange/market-data.js";
import { barsBetween, openAfter, openBefore } from "./bar-grid.js";
import { type CheckedRows, checkRows } from "./check-rows.js";

/** Answers to one question before it is left at what they said. */
const MOST_ASKS = 8;
/** Equal answers that are believed where bars are missing, and where all are. */
const AGREED = 2;
const AGREED_EMPTY = 4;
/** How often the exchange is asked for bars from further back when there were too few. */
const MOST_WIDENINGS = 3;

export interface HistoryOptions {
  readonly stream: Stream;
  /** Bars wanted. */
  readonly rows: number;
  /** Everything before has closed, epoch ms UTC, by the exchange's clock. */
  readonly closedBy: number;
  readonly rowsPerAnswer: number;
  readonly emptyBars: "flat" | "skip";
  /** Sends one request. Rejects when the exchange cannot be reached. */
  ask(since: number, limit: number): Promise<unknown>;
  /** Waits before a question is asked again. */
  rest(): Promise<void>;
}

export interface History {
  /** Closed bars, oldest first. */
  readonly rows: readonly BarRow[];
  /** Bars among them, or left out, in which nobody traded. */
  readonly missing: number;
  readonly rejectedRows: number;
}

/** Reads closed bars page by page, by time. Short and empty pages are asked for again, never taken for the end. */
export async function readHistory(options: HistoryOptions): Promise<History> {
  const { stream, rows: wanted, closedBy } = options;
  const { timeframe } = stream;
  if (!(wanted > 0)) return { rows: [], missing: 0, rejectedRows: 0 };
  const found = new Map<number, BarRow>();
  const end = openTimeOf(timeframe, closedBy);
  /** The bar after the running one cannot be there. */
  const running = openAfter(timeframe, end, 1);
  let rejectedRows = 0;

  /** Asks until answers agree on what is missing. */
  const readPage = async (since: number, limit: number, to: number): Promise<CheckedRows> => {
    let agreed = 0;
    let last = "";
    for (let asks = 1; ; asks++) {
      const page = checkRows(timeframe, await options.ask(since, limit), since, running);
      rejectedRows += page.bad;
      const openTimes = page.rows.map(([openTime]) => openTime);
      for (const row of page.rows) if (row[0] < to) found.set(row[0], row);
      const whole = page.rows.length === limit && openTimes.at(-1)! < openAfter(timeframe, since, limit);
      if ((page.clean && whole) || asks >= MOST_ASKS) return page;
      const same = openTimes.join();
      agreed = page.clean && same === last ? agreed + 1 : page.clean ? 1 : 0;
      last = page.clean ? same : "";
      if (agreed >= (page.rows.length === 0 ? AGREED_EMPTY : AGREED)) return page;
      await options.rest();
    }
  };

  const readSpan = async (from: number, to: number) => {
    for (let cursor = from; cursor < to; ) {
      const limit = Math.min(options.rowsPerAnswer, barsBetween(timeframe, cursor, to));
      const { rows } = await readPage(cursor, limit, to);
      const newest = rows.at(-1)?.[0];
      cursor = openAfter(timeframe, newest ?? cursor, newest === undefined ? limit : 1);
    }
  };

  let from = goBack(stream, end, wanted);
  await readSpan(from, end);
  let rows = arrange(options, found);
  for (let widened = 0; rows.length < wanted && widened < MOST_WIDENINGS && from > 0; widened++) {
    const known = found.size;
    const older = goBack(stream, from, wanted * 2 ** widened);
    await readSpan(older, from);
    if (found.size === known) break;
    from = older;
    rows = arrange(options, found);
  }
  rows = rows.slice(-wanted);
  const first = rows[0]?.[0] ?? end;
  const missing = rows.length === 0 ? 0 : barsBetween(timeframe, first, openAfter(timeframe, rows.at(-1)![0], 1));
  const real = rows.filter(([openTime]) => found.has(openTime)).length;
  return { rows, missing: missing - real, rejectedRows };
}

function goBack({ timeframe }: Stream, from: number, count: number): number {
  const length = from - openBefore(timeframe, from);
  if (!timeframe.endsWith("M")) return Math.max(0, from - count * length);
  let open = from;
  for (let i = 0; i < count && open > 0; i++) open = openBefore(timeframe, open);
  return Math.max(0, open);
}

/** In order of time, with bars without trades filled in where they are wanted. */
function arrange({ stream, emptyBars }: HistoryOptions, found: ReadonlyMap<number, BarRow>): BarRow[] {
  const real = [...found.values()].sort((a, b) => a[0] - b[0]);
  if (emptyBars === "skip") return real;
  const rows: BarRow[] = [];
  for (const row of real) {
    const before = rows.at(-1);
    if (before !== undefined) {
      const close = before[4];
      for (
        let open = openAfter(stream.timeframe, before[0], 1);
        open < row[0];
        open = openAfter(stream.timeframe, open, 1)
      )
        rows.push(Object.freeze([open, close, close, close, close, 0] as const));
    }
    rows.push(row);
  }
  return rows;
}
