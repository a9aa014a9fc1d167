import { BAR_FIELDS, type Bar, type BarColumns, BarStore, createRng, type Timeframe } from "@bellwether/core";
import type { Feature } from "../features/feature.js";
import { futures, hardBars, inUnits, sliceBars, withNaN } from "./bar-variants.js";

/** The promises of a feature, by the names that failures bear. */
export type FeatureCheckName =
  /** There are too few bars to check it on. */
  | "rows"
  /** Row by row it gives what it gives in one batch, bit for bit. */
  | "streaming"
  /** So it does where the frame lets old rows go. */
  | "bounded-history"
  /** Rows yet to come do not change a bit: with them absent, */
  | "prefix"
  /** and with them other than they are. */
  | "future"
  /** From the row `warmup` on each value is a number, */
  | "warm-up"
  /** and does not depend on where the history began. */
  | "history-start"
  /** It is a number on valid bars of any kind. */
  | "finite"
  /** It does not depend on the unit of price or of volume. */
  | "units"
  /** A NaN bar gives NaN, and is forgotten after a warm-up. */
  | "nan";

export interface FeatureFailure {
  readonly name: FeatureCheckName;
  /** One line: what was found, and where. */
  readonly message: string;
}

export interface FeatureCheckOptions {
  readonly feature: Feature;
  readonly params: readonly number[];
  /** Clean bars, with the extra columns that the feature needs; rows: twice the warm-up and 200 more. */
  readonly bars: BarColumns;
  readonly timeframe: Timeframe;
  /** Units of extra columns; those not named have none. */
  readonly units?: Readonly<Record<string, "price" | "volume">>;
}

/** Rows past the warm-up by which the values have returned after a NaN bar. */
const GRACE = 4;

/** A power of two: rounding does not move with it, so that equal prices stay equal, and ties are not broken. */
const SCALE = 1024;

/** Which promises of {@link Feature} are broken; empty for a good feature. At most one failure a promise. */
export function featureChecks(options: FeatureCheckOptions): readonly FeatureFailure[] {
  const { feature, params, bars, timeframe, units = {} } = options;
  const rows = bars.openTime.length;
  const warmup = feature.warmup(...params);
  if (rows < 2 * warmup + 200)
    return [{ name: "rows", message: `${rows} bars are too few for a warm-up of ${warmup}; give ${2 * warmup + 200}` }];
  const failures: FeatureFailure[] = [];
  const check = (name: FeatureCheckName, run: () => string | null) => {
    let message: string | null;
    try {
      message = run();
    } catch (error) {
      message = `threw ${String(error)}`;
    }
    if (message !== null) failures.push({ name, message });
  };
  /** All values over some bars. @param shown - rows that have closed; the store holds the others too. */
  const over = (some: BarColumns, shown = some.openTime.length): Float64Array => {
    const store = new BarStore({ symbol: "TEST/USDT", timeframe });
    store.load(some);
    for (let i = 0; i < shown; i++) store.reveal();
    return feature.series(store.frame, ...params).values();
  };
  const full = over(bars);

  check("streaming", () => differs(full, streamed(options)));
  check("bounded-history", () => differs(full, streamed(options, 64)));
  check("prefix", () => {
    const rng = createRng(17);
    for (let k = 0; k < 40; k++) {
      const length = 1 + rng.int(k < 10 ? warmup + 20 : rows - 1); // some end within the warm-up
      const message = differs(over(sliceBars(bars, 0, length)), full, `with ${length} of ${rows} rows`);
      if (message !== null) return message;
    }
    return null;
  });
  check("future", () => {
    const rng = createRng(19);
    for (let k = 0; k < 4; k++) {
      const row = warmup + rng.int(rows - warmup - 2);
      for (const { what, bars: other } of futures(bars, row, k)) {
        const message = differs(over(other, row + 1), full, `with the rows after ${row} ${what}`);
        if (message !== null) return message;
      }
    }
    return null;
  });
  check("warm-up", () => notFinite(full, warmup, `though the warm-up is ${warmup} rows`));
  check("history-start", () => {
    const rng = createRng(23);
    const most = rows - warmup - 50;
    for (const cut of [1, 2, 17, Math.floor(most / 3), rng.int(most), rng.int(most), most]) {
      const later = over(sliceBars(bars, cut));
      for (let i = warmup; i < later.length; i++) {
        if (!near(later[i]!, full[i + cut]!, 1e-9, 1e-12))
          return `row ${i + cut} is ${full[i + cut]}, and ${later[i]} if the history begins at row ${cut}: more than a warm-up of ${warmup} rows earlier`;
      }
    }
    return null;
  });
  check("finite", () => {
    for (const { what, bars: hard } of hardBars(bars)) {
      const message = notFinite(over(hard), warmup, `on ${what}`);
      if (message !== null) return message;
    }
    return null;
  });
  check("units", () => {
    const size = full.subarray(warmup).reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    for (const unit of ["price", "volume"] as const) {
      const scaled = over(inUnits(bars, { price: 1, volume: 1, [unit]: SCALE }, units));
      for (let i = warmup; i < rows; i++) {
        if (!near(scaled[i]!, full[i]!, 1e-6, 1e-9 * size))
          return `row ${i} is ${full[i]}, and ${scaled[i]} with every ${unit} times ${SCALE}`;
      }
    }
    return null;
  });
  check("nan", () => {
    const row = warmup + 40;
    const values = over(withNaN(bars, row));
    for (let i = 0; i <= row; i++) {
      // a value that does not read the bar, such as the hour, stands
      if (!Object.is(values[i], full[i]) && !(i === row && Number.isNaN(values[i]!)))
        return `row ${i} is ${values[i]} where row ${row} is NaN, and ${full[i]} where it is not`;
    }
    return notFinite(values, row + warmup + GRACE, `after a NaN bar at row ${row}`);
  });
  return failures;
}

/** The newest value of a store that grows bar by bar. */
function streamed({ feature, params, bars, timeframe }: FeatureCheckOptions, history?: number): Float64Array {
  const store = new BarStore({ symbol: "TEST/USDT", timeframe, ...(history === undefined ? {} : { history }) });
  const extras = Object.entries(bars.extra ?? {});
  for (const [name] of extras) store.declareColumn(name);
  const bar: Bar = { openTime: 0, open: 0, high: 0, low: 0, close: 0, volume: 0 };
  const extra: Record<string, number> = {};
  return bars.openTime.map((_, i) => {
    for (const name of BAR_FIELDS) bar[name] = bars[name][i]!;
    for (const [name, values] of extras) extra[name] = values[i]!;
    store.append(bar, extra);
    store.reveal();
    return feature.series(store.frame, ...params).last;
  });
}

/** The first row of `values` that is not bit by bit that of `others`, in words. */
function differs(values: Float64Array, others: Float64Array, when = "in one batch"): string | null {
  for (let i = 0; i < values.length; i++) {
    if (!Object.is(values[i], others[i])) return `row ${i} is ${values[i]} ${when}, and ${others[i]} otherwise`;
  }
  return null;
}

function notFinite(values: Float64Array, from: number, when: string): string | null {
  for (let i = from; i < values.length; i++)
    if (!Number.isFinite(values[i]!)) return `row ${i} is ${values[i]} ${when}`;
  return null;
}

function near(a: number, b: number, relative: number, absolute: number): boolean {
  return Math.abs(a - b) <= Math.max(absolute, relative * Math.max(Math.abs(a), Math.abs(b)));
}
