/** Fewest trades for statistics of trades: with fewer, one lucky trade decides. */
export const MIN_TRADES = 30;
/** Fewest returns for statistics of returns: about a quarter of trading days. */
export const MIN_RETURNS = 60;

/** Not a number, but what it would take to give one. */
export interface TooFew {
  readonly status: "too-few";
  readonly need: number;
  readonly have: number;
  /** What is counted: `trades`, `daily returns` or `bar returns`. */
  readonly what: string;
}

/** Enough was there, but it defines no such figure. */
export interface Undefined {
  readonly status: "undefined";
  readonly because: string;
}

/** A result that small or degenerate samples withhold. */
export type Sampled<Result> = ({ readonly status: "ok" } & Result) | TooFew | Undefined;
