import { type Bar, type BarColumns, type Frame, frameOf } from "@bellwether/core";

const HOUR = 3_600_000;

/** A frame of a few hourly bars written by hand; a bar that is a number is one of that price alone, with volume 1. */
export function tinyFrame(
  bars: readonly (number | Partial<Bar>)[],
  extra: Readonly<Record<string, readonly number[]>> = {},
): Frame {
  const full = bars.map((bar) => {
    const given = typeof bar === "number" ? { close: bar } : bar;
    const { close = 1, open = close, volume = 1 } = given;
    const { high = Math.max(open, close), low = Math.min(open, close) } = given;
    return { open, high, low, close, volume };
  });
  const column = (name: "open" | "high" | "low" | "close" | "volume") => Float64Array.from(full, (bar) => bar[name]);
  const columns: BarColumns = {
    openTime: Float64Array.from(full, (_, i) => i * HOUR),
    open: column("open"),
    high: column("high"),
    low: column("low"),
    close: column("close"),
    volume: column("volume"),
    extra: Object.fromEntries(Object.entries(extra).map(([name, values]) => [name, Float64Array.from(values)])),
  };
  return frameOf(columns, { timeframe: "1h" });
}
