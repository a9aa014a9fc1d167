import { assertTrials, BadTrialsError } from "./bad-trials-error.js";
import { binomial, firstCombination, nextCombination } from "./combinations.js";
import { pearson } from "./metrics/correlation.js";

/** What choosing the best of several strategies on one half of history is worth on the other. */
export interface BacktestOverfitting {
  /** Share of choices whose strategy was not above the middle on the other half. */
  readonly pbo: number;
  readonly strategies: number;
  readonly blocks: number;
  /** Ways to choose one half of the blocks, each half serving once as either. */
  readonly combinations: number;
  /** Oldest returns left out so that blocks are equally long. */
  readonly droppedReturns: number;
  /** For each choice ln(ω / (1 − ω)), ω being the rank of the chosen strategy on the other half / (strategies + 1). */
  readonly logits: Float64Array;
  /** Choices by logit, upper edge inclusive, from −ln(strategies) to ln(strategies): those of the lower half make the PBO. */
  readonly histogram: readonly { readonly from: number; readonly to: number; readonly count: number }[];
  /** How often each strategy was chosen. */
  readonly chosen: readonly number[];
  /** Share of choices with a Sharpe ratio below 0 on the other half. */
  readonly probabilityOfLoss: number;
  /** The chosen Sharpe ratio on the other half (y) against that on its own (x), by least squares; null where x does not vary. */
  readonly degradation: {
    readonly slope: number;
    readonly intercept: number;
    readonly correlation: number | null;
  } | null;
}

const MOST_BLOCKS = 20;
const BINS = 20;

/**
 * Probability of backtest overfitting, by combinatorially symmetric cross-validation. The score is the Sharpe ratio a
 * return, not annualised; 0 where a half does not vary. One PBO is weak evidence: of pure noise it scatters widely.
 * @param returns - one column a strategy, over the same periods.
 * @param blocks - even, from 2 to 20: equal stretches of time that halves are made of.
 * @throws {BadTrialsError} for fewer than two strategies, an odd number of blocks, or fewer than two returns a block.
 * @see Bailey, Borwein, López de Prado & Zhu (2017), "The Probability of Backtest Overfitting"
 */
export function pbo(returns: readonly Float64Array[], { blocks }: { readonly blocks: number }): BacktestOverfitting {
  assertTrials(returns, 2);
  if (!(Number.isSafeInteger(blocks) && blocks >= 2 && blocks % 2 === 0 && blocks <= MOST_BLOCKS))
    throw new BadTrialsError(`blocks is ${blocks}; give an even number from 2 to ${MOST_BLOCKS}`);
  const strategies = returns.length;
  const length = Math.floor(returns[0]!.length / blocks);
  if (length < 2)
    throw new BadTrialsError(`${returns[0]!.length} returns for ${blocks} blocks; give at least ${2 * blocks}`);
  const sums = blockSums(returns, blocks, length);
  const { own, other, best, ranks } = choices(sums, strategies, blocks, length);

  const logits = ranks.map((rank) => Math.log(rank / (strategies + 1 - rank)));
  const combinations = logits.length;
  const chosen = new Array<number>(strategies).fill(0);
  for (const k of best) chosen[k]!++;
  return {
    pbo: shareOf(logits, (logit) => logit <= 0),
    strategies,
    blocks,
    combinations,
    droppedReturns: returns[0]!.length - blocks * length,
    logits,
    histogram: histogramOf(logits, Math.log(strategies)),
    chosen,
    probabilityOfLoss: shareOf(other, (ratio) => ratio < 0),
    degradation: lineOf(own, other),
  };
}

/** Sums and sums of squares of each strategy in each block: all that the Sharpe ratio of any half needs. */
interface BlockSums {
  /** Blocks × strategies. */
  readonly sum: Float64Array;
  readonly square: Float64Array;
}

function blockSums(returns: readonly Float64Array[], blocks: number, length: number): BlockSums {
  const strategies = returns.length;
  const dropped = returns[0]!.length - blocks * length;
  const sum = new Float64Array(blocks * strategies);
  const square = new Float64Array(blocks * strategies);
  for (let k = 0; k < strategies; k++) {
    const column = returns[k]!;
    for (let block = 0; block < blocks; block++) {
      const at = block * strategies + k;
      const from = dropped + block * length;
      for (let i = from; i < from + length; i++) {
        sum[at]! += column[i]!;
        square[at]! += column[i]! * column[i]!;
      }
    }
  }
  return { sum, square };
}

interface Choices {
  /** Sharpe ratio of the chosen strategy on the half that chose it, and on the other. */
  readonly own: Float64Array;
  readonly other: Float64Array;
  /** Which was chosen. */
  readonly best: Int32Array;
  /** Its rank on the other half, from 1 for the worst; ties share the mean. */
  readonly ranks: Float64Array;
}

function choices({ sum, square }: BlockSums, strategies: number, blocks: number, length: number): Choices {
  const combinations = binomial(blocks, blocks / 2);
  const result: Choices = {
    own: new Float64Array(combinations),
    other: new Float64Array(combinations),
    best: new Int32Array(combinations),
    ranks: new Float64Array(combinations),
  };
  const inside = new Float64Array(strategies);
  const outside = new Float64Array(strategies);
  const scratch = { sum: new Float64Array(strategies), square: new Float64Array(strategies) };
  const half = firstCombination(blocks / 2);
  const rest = new Int32Array(blocks / 2);
  const count = (blocks / 2) * length;
  for (let c = 0; c < combinations; c++) {
    complement(half, blocks, rest);
    ratios(inside, sum, square, half, count, scratch);
    ratios(outside, sum, square, rest, count, scratch);
    let best = 0;
    for (let k = 1; k < strategies; k++) if (inside[k]! > inside[best]!) best = k;
    let rank = 1;
    for (let k = 0; k < strategies; k++) {
      if (outside[k]! < outside[best]!) rank++;
      else if (k !== best && outside[k] === outside[best]) rank += 0.5;
    }
    result.own[c] = inside[best]!;
    result.other[c] = outside[best]!;
    result.best[c] = best;
    result.ranks[c] = rank;
    nextCombination(half, blocks);
  }
  return result;
}

function complement(half: Int32Array, blocks: number, rest: Int32Array): void {
  for (let block = 0, at = 0, next = 0; block < blocks; block++) {
    if (half[next] === block) next++;
    else rest[at++] = block;
  }
}

/** Below this share of the mean square a variance is rounding. */
const NO_VARIANCE = 1e-13;

function ratios(
  out: Float64Array,
  sum: Float64Array,
  square: Float64Array,
  half: Int32Array,
  count: number,
  scratch: { readonly sum: Float64Array; readonly square: Float64Array },
): void {
  scratch.sum.fill(0);
  scratch.square.fill(0);
  for (let h = 0; h < half.length; h++) {
    const from = half[h]! * out.length;
    for (let k = 0; k < out.length; k++) {
      scratch.sum[k]! += sum[from + k]!;
      scratch.square[k]! += square[from + k]!;
    }
  }
  for (let k = 0; k < out.length; k++) {
    const mean = scratch.sum[k]! / count;
    const squares = scratch.square[k]! - mean * scratch.sum[k]!;
    out[k] = squares > NO_VARIANCE * scratch.square[k]! ? mean / Math.sqrt(squares / (count - 1)) : 0;
  }
}

function histogramOf(logits: Float64Array, bound: number): BacktestOverfitting["histogram"] {
  // the middle edge is exactly 0, so that bins below it are the PBO
  const edge = (k: number) => (2 * bound * (k - BINS / 2)) / BINS;
  const counts = new Array<number>(BINS).fill(0);
  for (const logit of logits) {
    let k = 0;
    while (k < BINS - 1 && logit > edge(k + 1)) k++;
    counts[k]!++;
  }
  return counts.map((count, k) => ({ from: edge(k), to: edge(k + 1), count }));
}

function shareOf(values: Float64Array, holds: (value: number) => boolean): number {
  let found = 0;
  for (const value of values) if (holds(value)) found++;
  return found / values.length;
}

function lineOf(x: Float64Array, y: Float64Array): BacktestOverfitting["degradation"] {
  let meanX = 0;
  let meanY = 0;
  for (let i = 0; i < x.length; i++) {
    meanX += x[i]! / x.length;
    meanY += y[i]! / x.length;
  }
  let xy = 0;
  let xx = 0;
  for (let i = 0; i < x.length; i++) {
    xy += (x[i]! - meanX) * (y[i]! - meanY);
    xx += (x[i]! - meanX) ** 2;
  }
  if (!(xx > 0)) return null;
  const slope = xy / xx;
  return { slope, intercept: meanY - slope * meanX, correlation: pearson(x, y) };
}
