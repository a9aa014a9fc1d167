import {
  type BarColumns,
  closeTimeOf,
  createRng,
  Grid,
  openTimeOf,
  type Timeframe,
  timeframeMs,
} from "@bellwether/core";

export interface RandomBarsOptions {
  /** Equal seeds and symbols give equal bars. */
  readonly seed: number;
  readonly rows: number;
  readonly timeframe?: Timeframe;
  /** The first bar opens then, or at the last aligned moment before; epoch ms UTC. */
  readonly start?: number;
  /** Markets of one seed and different symbols move apart. */
  readonly symbol?: string;
  readonly price?: number;
  readonly tick?: number;
  /** Standard deviation of the log return of an hour, in calm and rough times together. */
  readonly volatility?: number;
  /** Share of bars that are missing, as where nobody traded. */
  readonly missing?: number;
}

/** Smallest step of volume, in base units. */
const VOLUME_STEP = 0.001;

/**
 * Bars of a market that never was: a walk whose roughness comes in spells, with tails, gaps between bars, bars in which
 * nothing happens, and more volume where more moves. Prices on a grid of ticks, never below one tick.
 */
export function randomBars(options: RandomBarsOptions): BarColumns {
  const { seed, rows, timeframe = "1h", symbol = "BTC/USDT", price = 100, tick = 0.01 } = options;
  const { start = Date.UTC(2024, 0, 1), volatility = 0.008, missing = 0 } = options;
  const rng = createRng(seed).fork(symbol);
  const grid = new Grid(tick);
  const volumes = new Grid(VOLUME_STEP);
  const gauss = () => Math.sqrt(-2 * Math.log(1 - rng.next())) * Math.cos(2 * Math.PI * rng.next());
  const onGrid = (value: number) => Math.max(tick, grid.nearest(value));
  const usual = volatility * Math.sqrt(timeframeMs(timeframe) / timeframeMs("1h"));
  const column = () => new Float64Array(rows);
  const columns = {
    openTime: column(),
    open: column(),
    high: column(),
    low: column(),
    close: column(),
    volume: column(),
  };
  let last = price;
  let time = openTimeOf(timeframe, start);
  let roughness = 0; // log of how much rougher than usual it is
  for (let row = 0; row < rows; row++) {
    while (row > 0 && rng.next() < missing) time = closeTimeOf(timeframe, time);
    roughness = 0.95 * roughness + 0.2 * gauss();
    const isDead = rng.next() < 0.02;
    const sigma = isDead ? 0 : usual * Math.exp(roughness) * (rng.next() < 0.02 ? 4 : 1);
    const open = onGrid(last * Math.exp(0.1 * sigma * gauss()));
    const close = onGrid(open * Math.exp(sigma * gauss()));
    const high = onGrid(Math.max(open, close) * Math.exp(sigma * rng.next()));
    const low = onGrid(Math.min(open, close) * Math.exp(-sigma * rng.next()));
    columns.openTime[row] = time;
    columns.open[row] = open;
    columns.high[row] = Math.max(open, close, high);
    columns.low[row] = Math.min(open, close, low);
    columns.close[row] = close;
    columns.volume[row] = isDead
      ? 0
      : volumes.nearest(50 * Math.exp(gauss()) * (1 + (4 * (high - low)) / (usual * open)));
    last = close;
    time = closeTimeOf(timeframe, time);
  }
  return columns;
}
