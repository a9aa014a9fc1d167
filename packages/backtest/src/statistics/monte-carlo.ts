import { createRng, type Rng } from "@bellwether/core";
import { assertCount, assertReturns, assertShare, BadStatisticsError } from "./bad-statistics-error.js";
import { type Quantiles, quantilesOf } from "./quantiles.js";

export interface MonteCarloOptions {
  /** Equity before the first trade, in quote currency. Default 1. */
  readonly startEquity?: number | undefined;
  /** Drawdown, a fraction, whose probability is asked for. Default 0.2. */
  readonly drawdownLevel?: number | undefined;
  /** Loss of starting equity, a fraction, that counts as ruin. Default 0.5. */
  readonly ruinLevel?: number | undefined;
  /** Orders shuffled, and as many samples drawn. Default 2,000. */
  readonly runs?: number | undefined;
  /** Default 1. */
  readonly seed?: number | undefined;
}

/** What the same trades would have done in another order, and what trades like them might do. */
export interface MonteCarlo {
  readonly trades: number;
  readonly runs: number;
  /** The trades shuffled: where they end is the same in every order, the way there is not. */
  readonly shuffled: {
    /** Of the order that happened, from trade to trade: the fall inside a trade is not seen. */
    readonly observedDrawdown: number;
    readonly maxDrawdown: Quantiles;
    readonly drawdownLevel: number;
    /** Share of orders whose drawdown was deeper than the level. */
    readonly drawdownProbability: number;
  };
  /** As many trades drawn with replacement. */
  readonly redrawn: {
    /** In quote currency, or multiples of the start where none was given. */
    readonly endEquity: Quantiles;
    readonly maxDrawdown: Quantiles;
    readonly ruinLevel: number;
    /** Share of samples whose equity fell by the level or more, measured from the start, at the end of any trade. */
    readonly ruinProbability: number;
  };
}

/** How a sequence of trades went, from an equity of 1. */
interface Path {
  end: number;
  lowest: number;
  drawdown: number;
}

/**
 * Monte Carlo over a run's trades, which it takes for independent of each other: streaks that have a cause are lost.
 * O(runs × trades), no allocation inside.
 * @param returns - result of each trade over the equity before it, fractions, in the order of exits; at least one.
 * A return of -1 or less ends the account: equity stays at zero.
 * @throws {BadStatisticsError} if there are no returns, one is not finite, or a setting is out of range.
 */
export function monteCarlo(returns: Float64Array, options: MonteCarloOptions = {}): MonteCarlo {
  const { startEquity = 1, drawdownLevel = 0.2, ruinLevel = 0.5, runs = 2_000, seed = 1 } = options;
  assertCount("number of trades", returns.length);
  assertReturns(returns);
  assertCount("runs", runs);
  assertShare("drawdownLevel", drawdownLevel);
  assertShare("ruinLevel", ruinLevel);
  if (!(startEquity > 0 && startEquity < Infinity))
    throw new BadStatisticsError(`startEquity is ${startEquity}; give a finite number above zero`);
  const rng = createRng(seed);
  const path: Path = { end: 1, lowest: 1, drawdown: 0 };
  follow(returns, path);
  const observedDrawdown = path.drawdown;

  const shuffledFalls = new Float64Array(runs);
  const order = returns.slice();
  const shuffling = rng.fork("shuffle");
  let deeper = 0;
  for (let run = 0; run < runs; run++) {
    shuffle(order, shuffling);
    follow(order, path);
    shuffledFalls[run] = path.drawdown;
    if (path.drawdown > drawdownLevel) deeper++;
  }

  const ends = new Float64Array(runs);
  const redrawnFalls = new Float64Array(runs);
  const sample = new Float64Array(returns.length);
  const drawing = rng.fork("redraw");
  let ruined = 0;
  for (let run = 0; run < runs; run++) {
    for (let i = 0; i < sample.length; i++) sample[i] = returns[drawing.int(returns.length)]!;
    follow(sample, path);
    ends[run] = path.end * startEquity;
    redrawnFalls[run] = path.drawdown;
    if (path.lowest <= 1 - ruinLevel) ruined++;
  }
  return {
    trades: returns.length,
    runs,
    shuffled: {
      observedDrawdown,
      maxDrawdown: quantilesOf(shuffledFalls),
      drawdownLevel,
      drawdownProbability: deeper / runs,
    },
    redrawn: {
      endEquity: quantilesOf(ends),
      maxDrawdown: quantilesOf(redrawnFalls),
      ruinLevel,
      ruinProbability: ruined / runs,
    },
  };
}

/** Fisher-Yates, in place: every order is equally likely, whatever the order before. */
function shuffle(values: Float64Array, rng: Rng): void {
  for (let i = values.length - 1; i > 0; i--) {
    const other = rng.int(i + 1);
    const value = values[i]!;
    values[i] = values[other]!;
    values[other] = value;
  }
}

function follow(returns: Float64Array, path: Path): void {
  let equity = 1;
  let peak = 1;
  let lowest = 1;
  let drawdown = 0;
  for (let i = 0; i < returns.length; i++) {
    equity *= Math.max(0, 1 + returns[i]!);
    if (equity > peak) peak = equity;
    else if (1 - equity / peak > drawdown) drawdown = 1 - equity / peak;
    if (equity < lowest) lowest = equity;
  }
  path.end = equity;
  path.lowest = lowest;
  path.drawdown = drawdown;
}
