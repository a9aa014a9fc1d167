import type { BarColumns } from "../frame/bar.js";
import { type Timeframe, timeframeMs } from "../market/timeframe.js";
import { createRng } from "../rng.js";

export interface SampleBarsOptions {
  readonly rows: number;
  readonly seed?: number;
  readonly timeframe?: Timeframe;
  readonly startTime?: number;
  readonly startPrice?: number;
  /** Standard deviation of one bar's log return. */
  readonly volatility?: number;
  /** Price step that all prices are rounded to. */
  readonly tick?: number;
}

/** Seeded bars for tests and benchmarks: a geometric random walk with gaps between bars, flat bars and quiet volume. */
export function sampleBars({
  rows,
  seed = 1,
  timeframe = "1m",
  startTime = Date.UTC(2024, 0, 1),
  startPrice = 100,
  volatility = 0.002,
  tick = 0.01,
}: SampleBarsOptions): BarColumns {
  const rng = createRng(seed);
  const step = timeframeMs(timeframe);
  const columns = {
    openTime: new Float64Array(rows),
    open: new Float64Array(rows),
    high: new Float64Array(rows),
    low: new Float64Array(rows),
    close: new Float64Array(rows),
    volume: new Float64Array(rows),
  };
  const perUnit = Math.round(1 / tick);
  const onTick = (price: number) => Math.max(1, Math.round(price * perUnit)) / perUnit;
  const gauss = () => Math.sqrt(-2 * Math.log(1 - rng.next())) * Math.cos(2 * Math.PI * rng.next());
  let price = startPrice;
  for (let i = 0; i < rows; i++) {
    const quiet = rng.next() < 0.02;
    const open = onTick(price * (quiet ? 1 : Math.exp(0.2 * volatility * gauss())));
    const close = quiet ? open : onTick(open * Math.exp(volatility * gauss()));
    const reach = quiet ? 0 : volatility * open;
    columns.openTime[i] = startTime + i * step;
    columns.open[i] = open;
    columns.close[i] = close;
    columns.high[i] = Math.max(open, close, onTick(Math.max(open, close) + reach * rng.next()));
    columns.low[i] = Math.min(open, close, onTick(Math.max(tick, Math.min(open, close) - reach * rng.next())));
    columns.volume[i] = quiet ? 0 : Math.round(1e4 * Math.exp(gauss())) / 100;
    price = close;
  }
  return columns;
}
