import { type BarColumns, createRng, type Rng, type Trade } from "@bellwether/core";
import { mean } from "../metrics/mean-and-deviation.js";
import { assertCount, BadStatisticsError } from "./bad-statistics-error.js";

/** The bars of one symbol, as the run saw them. */
export interface SymbolBars {
  readonly symbol: string;
  readonly columns: BarColumns;
}

export interface RandomEntriesOptions {
  /** Default 1,000. */
  readonly resamples?: number | undefined;
  /** Default 1. */
  readonly seed?: number | undefined;
}

/** A run's trades against trades entered at random. */
export interface RandomEntries {
  /**
   * How likely random entries do at least as well, in (0, 1]: (1 + those that did) / (1 + resamples). Small speaks for
   * the timing of entries; it says nothing of what the market gave to anyone who held.
   */
  readonly pValue: number;
  /** Mean return of the run's trades after costs, a fraction of entry notional. */
  readonly observedMean: number;
  /** The same, averaged over all random runs. */
  readonly randomMean: number;
  /** What every random trade paid: the run's average of fees, slippage and funding, a fraction of entry notional. */
  readonly costPerTrade: number;
  readonly trades: number;
  readonly resamples: number;
}

/** Means this close are equal: a random trade equal to the run's is computed another way. */
const ROUNDING = 1e-12;

/**
 * Could entries at random have done as well? Each resample enters as many trades per symbol and side, as long in bars,
 * at uniformly random bars: in at the open of one, out at an open later, less the run's average cost per trade. Random
 * trades may overlap; a trade that left in the bar of its entry counts as one bar. O(resamples × trades).
 * @throws {BadStatisticsError} if there are no trades, a trade's symbol has fewer than two bars, or an open is not above 0.
 */
export function randomEntries(
  trades: readonly Trade[],
  bars: readonly SymbolBars[],
  options: RandomEntriesOptions = {},
): RandomEntries {
  const { resamples = 1_000, seed = 1 } = options;
  assertCount("number of trades", trades.length);
  assertCount("resamples", resamples);
  const entries = trades.map((trade) => randomEntry(trade, opensOf(trade.symbol, bars)));
  for (const opens of new Set(entries.map(({ opens }) => opens))) assertOpens(opens);
  const costPerTrade = mean(Float64Array.from(trades, costFraction))!;
  const observedMean = mean(Float64Array.from(trades, ({ returnFraction }) => returnFraction))!;
  const rng = createRng(seed).fork("random-entries");
  let asGood = 0;
  let total = 0;
  for (let k = 0; k < resamples; k++) {
    let sum = 0;
    for (let i = 0; i < entries.length; i++) sum += draw(entries[i]!, rng);
    const drawn = sum / entries.length - costPerTrade;
    total += drawn;
    if (drawn >= observedMean - ROUNDING) asGood++;
  }
  return {
    pValue: (1 + asGood) / (1 + resamples),
    observedMean,
    randomMean: total / resamples,
    costPerTrade,
    trades: trades.length,
    resamples,
  };
}

/** What a trade keeps when its entry is drawn anew. */
interface Entry {
  readonly opens: Float64Array;
  readonly held: number;
  /** 1 long, -1 short. */
  readonly sign: number;
}

function randomEntry({ barsHeld, side }: Trade, opens: Float64Array): Entry {
  const held = Math.min(Math.max(1, barsHeld), opens.length - 1); // all of the data, where it was held to its last close
  return { opens, held, sign: side === "long" ? 1 : -1 };
}

function draw({ opens, held, sign }: Entry, rng: Rng): number {
  const from = rng.int(opens.length - held);
  return sign * (opens[from + held]! / opens[from]! - 1);
}

function costFraction({ fees, slippage, funding, pnl, returnFraction, quantity, entryPrice }: Trade): number {
  // pnl over its fraction knows the contract's size; without a result there is only the price
  const notional = returnFraction === 0 ? quantity * entryPrice : pnl / returnFraction;
  return (fees + slippage + funding) / notional;
}

function opensOf(symbol: string, bars: readonly SymbolBars[]): Float64Array {
  const found = bars.find((entry) => entry.symbol === symbol);
  const count = found?.columns.open.length ?? 0;
  if (found === undefined || count < 2)
    throw new BadStatisticsError(`${symbol} was traded but has ${count} bars; give the bars that the run saw`);
  return found.columns.open;
}

function assertOpens(opens: Float64Array): void {
  const at = opens.findIndex((open) => !(open > 0 && open < Infinity));
  if (at >= 0) throw new BadStatisticsError(`open of bar ${at} is ${opens[at]}; prices are above zero`);
}
