import { BAR_FIELDS, type Bar, type BarColumns } from "../frame/bar.js";
import { BarStore } from "../frame/bar-store.js";
import type { Frame } from "../frame/frame.js";
import type { Series } from "../frame/series.js";
import type { AnyIndicator } from "../indicator/define-indicator.js";
import { createRng } from "../rng.js";
import { type Check, fail, sameNumber } from "./check.js";
import { sampleBars } from "./sample-bars.js";

export interface IndicatorCheckOptions {
  readonly indicator: AnyIndicator;
  /** Parameter sets to check, each without its series or frame. */
  readonly params: readonly (readonly unknown[])[];
  /** Bars to check on; seeded random bars unless given. */
  readonly bars?: BarColumns;
  /**
   * Rows may be NaN after warm-up on clean bars where the indicator is undefined (a ratio over zero).
   * Off unless the indicator's documentation says so.
   */
  readonly mayBeUndefined?: boolean;
}

type Values = Readonly<Record<string, Float64Array>>;

/** A second series for pair indicators is the volume; single-series indicators read the close. */
function call(indicator: AnyIndicator, df: Frame, params: readonly unknown[]): Readonly<Record<string, Series>> {
  const result =
    typeof indicator.inputs !== "string"
      ? indicator(df, ...params)
      : indicator.inputs === "pair"
        ? indicator(df.close, df.volume, ...params)
        : indicator(df.close, ...params);
  return indicator.outputs === null ? { value: result as Series } : (result as Readonly<Record<string, Series>>);
}

/** On a copy of the bars, as a kernel could write to them. */
function batch(indicator: AnyIndicator, bars: BarColumns, params: readonly unknown[]): Values {
  return batchOn(indicator, head(bars, bars.openTime.length), params);
}

function batchOn(indicator: AnyIndicator, bars: BarColumns, params: readonly unknown[]): Values {
  const store = new BarStore({ symbol: "TEST/USDT", timeframe: "1m" });
  store.load(bars);
  store.revealAll();
  return Object.fromEntries(
    Object.entries(call(indicator, store.frame, params)).map(([name, series]) => [name, series.values()]),
  );
}

/** Appends rows in the given chunk sizes and reads `last` after each chunk. */
function stream(
  indicator: AnyIndicator,
  bars: BarColumns,
  params: readonly unknown[],
  chunk: () => number,
  history?: number,
): Values {
  const store = new BarStore({ symbol: "TEST/USDT", timeframe: "1m", ...(history === undefined ? {} : { history }) });
  const rows = bars.openTime.length;
  const bar: Bar = { openTime: 0, open: 0, high: 0, low: 0, close: 0, volume: 0 };
  const values: Record<string, Float64Array> = {};
  for (let row = 0; row < rows; ) {
    for (let left = Math.min(chunk(), rows - row); left > 0; left--, row++) {
      for (const name of BAR_FIELDS) bar[name] = bars[name][row]!;
      store.append(bar);
      store.reveal();
    }
    for (const [name, series] of Object.entries(call(indicator, store.frame, params))) {
      values[name] ??= new Float64Array(rows).fill(Number.NEGATIVE_INFINITY);
      values[name][row - 1] = series.last;
    }
  }
  return values;
}

/** Rows that the stream did not read hold -Infinity. */
function assertStreamed(expected: Values, streamed: Values, what: string): void {
  for (const [name, values] of Object.entries(expected)) {
    const other = streamed[name]!;
    for (let i = 0; i < values.length; i++) {
      if (other[i] === Number.NEGATIVE_INFINITY && values[i] !== Number.NEGATIVE_INFINITY) continue;
      if (!sameNumber(values[i]!, other[i]!))
        fail(`${what}: ${name}[${i}] is ${values[i]} in one batch and ${other[i]} streamed`);
    }
  }
}

function head(bars: BarColumns, rows: number): BarColumns {
  return Object.fromEntries(BAR_FIELDS.map((name) => [name, bars[name].slice(0, rows)])) as unknown as BarColumns;
}

function spoilt(bars: BarColumns, row: number): BarColumns {
  const copy = head(bars, bars.openTime.length);
  for (const name of ["open", "high", "low", "close", "volume"] as const) copy[name][row] = Number.NaN;
  return copy;
}

/** The promises of an indicator: warm-up, batch = streaming bit for bit, no look-ahead, untouched inputs, NaN containment. */
export function indicatorChecks({
  indicator,
  params: sets,
  bars,
  mayBeUndefined = false,
}: IndicatorCheckOptions): Check[] {
  return sets.flatMap((params) => {
    const label = `${indicator.indicatorName}(${params.join(", ")})`;
    const warmup = indicator.warmup(...(params as never[]));
    const rows = Math.max(600, 4 * warmup + 200);
    const data = bars ?? sampleBars({ rows, seed: 7 });
    const expected = () => batch(indicator, data, params);
    return [
      {
        name: `${label} is NaN through its warm-up of ${warmup} rows and a number from row ${warmup} on`,
        run() {
          const all = Object.entries(expected());
          if (!all.some(([, values]) => !Number.isNaN(values[warmup]!)) && !mayBeUndefined)
            fail(`every output is still NaN at row ${warmup}`);
          for (const [name, values] of all) {
            for (let i = 0; i < Math.min(warmup, values.length); i++)
              if (all.length === 1 && !Number.isNaN(values[i]!))
                fail(`${name}[${i}] is ${values[i]} inside the warm-up`);
            if (mayBeUndefined) continue;
            const first = values.findIndex((value) => !Number.isNaN(value));
            for (let i = first; i < values.length; i++)
              if (!Number.isFinite(values[i]!)) fail(`${name}[${i}] is ${values[i]}`);
          }
        },
      },
      {
        name: `${label} streams what it batches, bit for bit, row by row and in random chunks`,
        run() {
          const wanted = expected();
          assertStreamed(
            wanted,
            stream(indicator, data, params, () => 1),
            "row by row",
          );
          const rng = createRng(11);
          assertStreamed(
            wanted,
            stream(indicator, data, params, () => 1 + rng.int(40)),
            "random chunks",
          );
        },
      },
      {
        name: `${label} does not change when a live frame lets old rows go`,
        run() {
          assertStreamed(
            expected(),
            stream(indicator, data, params, () => 1, Math.max(64, 2 * warmup + 8)),
            "bounded history",
          );
        },
      },
      {
        name: `${label} never looks ahead: each prefix gives the same values`,
        run() {
          const wanted = expected();
          const rng = createRng(13);
          for (let k = 0; k < 12; k++) {
            const length = Math.min(data.openTime.length, warmup + 1 + rng.int(data.openTime.length - warmup - 1));
            for (const [name, values] of Object.entries(batch(indicator, head(data, length), params))) {
              for (let i = 0; i < length; i++)
                if (!sameNumber(values[i]!, wanted[name]![i]!))
                  fail(
                    `${name}[${i}] is ${wanted[name]![i]} when ${data.openTime.length} rows are known and ${values[i]} when ${length} are`,
                  );
            }
          }
        },
      },
      {
        name: `${label} writes nothing into the columns that it reads`,
        run() {
          const own = head(data, data.openTime.length);
          batchOn(indicator, own, params);
          for (const name of BAR_FIELDS) {
            const row = own[name].findIndex((value, i) => !sameNumber(value, data[name][i]!));
            if (row >= 0) fail(`${name}[${row}] was ${data[name][row]} and is ${own[name][row]}`);
          }
        },
      },
      {
        name: `${label} forgets a NaN once it has left the window`,
        run() {
          const at = warmup + 20;
          const values = batch(indicator, spoilt(data, at), params);
          for (const [name, wanted] of Object.entries(expected())) {
            for (let i = 0; i < at; i++)
              if (!sameNumber(values[name]![i]!, wanted[i]!))
                fail(`${name}[${i}] changed, before the NaN at row ${at}`);
            const tail = values[name]!.slice(at + 2 * warmup + 2);
            if (!mayBeUndefined && tail.some((value) => Number.isNaN(value)))
              fail(`${name} is still NaN ${2 * warmup + 2} rows after a single NaN`);
          }
        },
      },
    ];
  });
}
