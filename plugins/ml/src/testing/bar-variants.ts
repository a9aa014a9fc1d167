import { BAR_FIELDS, type BarColumns, createRng } from "@bellwether/core";

const PRICES = ["open", "high", "low", "close"] as const;

/** Rows `from` (inclusive) to `to` (exclusive) of every column, as copies. */
export function sliceBars(bars: BarColumns, from: number, to = bars.openTime.length): BarColumns {
  return mapBars(bars, (values) => values.slice(from, to));
}

/** Bars with every column changed. @param of - gets each column and its name, and gives the one that takes its place. */
export function mapBars(bars: BarColumns, of: (values: Float64Array, name: string) => Float64Array): BarColumns {
  const own = Object.fromEntries(BAR_FIELDS.map((name) => [name, of(bars[name], name)]));
  const extra = Object.entries(bars.extra ?? {}).map(([name, values]) => [name, of(values, name)] as const);
  return { ...own, ...(extra.length === 0 ? {} : { extra: Object.fromEntries(extra) }) } as unknown as BarColumns;
}

/** Bars with the rows after `row` made unlike what they were, their open times apart: three ways. */
export function futures(bars: BarColumns, row: number, seed: number): { what: string; bars: BarColumns }[] {
  const rng = createRng(seed);
  const order = bars.openTime.map((_, i) => i);
  for (let i = order.length - 1; i > row + 1; i--) {
    const j = row + 1 + rng.int(i - row);
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
  const later = (of: (value: number, i: number, values: Float64Array) => number): BarColumns =>
    mapBars(bars, (values, name) =>
      name === "openTime" ? values.slice() : values.map((value, i) => (i > row ? of(value, i, values) : value)),
    );
  return [
    { what: "multiplied", bars: later((value) => 3 * value) },
    { what: "shuffled", bars: later((_, i, values) => values[order[i]!]!) },
    { what: "made NaN", bars: later(() => Number.NaN) },
  ];
}

/** Bars with one row of NaN. */
export function withNaN(bars: BarColumns, row: number): BarColumns {
  return mapBars(bars, (values, name) =>
    name === "openTime" ? values.slice() : values.map((value, i) => (i === row ? Number.NaN : value)),
  );
}

/** Valid bars that make ratios, deviations and logarithms degenerate: no move, no volume, one huge move. */
export function hardBars(bars: BarColumns): { what: string; bars: BarColumns }[] {
  type Change = (value: number, i: number) => number;
  const rows = bars.openTime.length;
  const middle = Math.floor(rows / 2);
  const level = bars.close[middle]!;
  const same: Change = (value) => value;
  const none: Change = () => 0;
  const flat: Change = () => level;
  const whileStill =
    (then: Change): Change =>
    (value, i) =>
      i >= rows / 3 && i < (2 * rows) / 3 ? then(value, i) : value;
  const altered = (price: Change, volume: Change): BarColumns =>
    mapBars(bars, (values, name) =>
      isPrice(name) ? values.map(price) : name === "volume" ? values.map(volume) : values.slice(),
    );
  const spike = mapBars(bars, (values, name) =>
    values.map((value, i) => (i === middle && (name === "high" || name === "close") ? 1000 * value : value)),
  );
  return [
    { what: "bars that never move nor trade", bars: altered(flat, none) },
    { what: "bars that never move", bars: altered(flat, same) },
    { what: "bars that stand still for a third of the time", bars: altered(whileStill(flat), same) },
    {
      what: "bars that stand still without volume for a third of the time",
      bars: altered(whileStill(flat), whileStill(none)),
    },
    { what: "bars of a single price each", bars: altered((_, i) => bars.close[i]!, same) },
    { what: "bars without volume", bars: altered(same, none) },
    { what: "bars without volume for a third of the time", bars: altered(same, whileStill(none)) },
    { what: "bars of which one has volume", bars: altered(same, (value, i) => (i === middle ? value : 0)) },
    { what: "bars with the same volume each", bars: altered(same, () => 5) },
    { what: "one bar that closes a thousand times as high", bars: spike },
    { what: "a gap to twenty times the price", bars: altered((value, i) => (i >= middle ? 20 * value : value), same) },
  ];
}

/** Bars in another unit of price, of volume. @param units - what extra columns are measured in. */
export function inUnits(
  bars: BarColumns,
  factor: { price: number; volume: number },
  units: Readonly<Record<string, "price" | "volume">>,
): BarColumns {
  return mapBars(bars, (values, name) => {
    const unit = isPrice(name) ? "price" : name === "volume" ? "volume" : units[name];
    return unit === undefined ? values.slice() : values.map((value) => factor[unit] * value);
  });
}

function isPrice(name: string): boolean {
  return (PRICES as readonly string[]).includes(name);
}
