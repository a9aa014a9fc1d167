import { type BarColumns, type Frame, frameOf } from "@bellwether/core";

type Columns = { readonly [K in "openTime" | "open" | "high" | "low" | "close" | "volume"]?: readonly number[] };

/** A frame of hand-written columns: hourly bars from the epoch on, volume 1; prices not given equal the close. */
export function barsOf(columns: Columns & { readonly close: readonly number[] }): Frame {
  const { close } = columns;
  const column = (values: readonly number[]) => Float64Array.from(values);
  const bars: BarColumns = {
    openTime: column(columns.openTime ?? close.map((_, row) => row * 3_600_000)),
    open: column(columns.open ?? close),
    high: column(columns.high ?? close),
    low: column(columns.low ?? close),
    close: column(close),
    volume: column(columns.volume ?? close.map(() => 1)),
  };
  return frameOf(bars);
}
