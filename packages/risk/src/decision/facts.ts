import type { Bracket, EntryTerms, MarginTier, PositionSide, RiskRule } from "@bellwether/core";

/** Keeps entries out for a while after something has happened. */
export interface Lock {
  readonly rule: RiskRule;
  /** First moment at which entries are let in again, epoch ms UTC. */
  readonly until: number;
}

/** Numbers that one sizer or limit has measured, by name. */
export type Measures = Readonly<Record<string, number>>;

/**
 * All that a decision looks at, as plain data: what {@link decide} reads and nothing else. Money in quote currency,
 * shares as fractions, times in epoch ms UTC. Null where a thing is not stated or not watched; NaN where it should be
 * known and is not, so that every check on it fails.
 */
export interface RiskFacts {
  readonly stance: string;
  readonly symbol: string;
  readonly strategy: string;

  readonly equity: number;
  /** Equity times the lane's share of it; what sizers size from. */
  readonly capital: number;
  /** Last close. */
  readonly lastPrice: number;
  /** Price at which the entry is expected to fill: the last close, or that of a resting order. */
  readonly entryPrice: number;
  /** Value of one unit of quantity at that price. */
  readonly unit: number;
  /** Price that the signal had in mind. */
  readonly signalPrice: number | null;
  /** How to enter; null for a market order. */
  readonly entry: EntryTerms | null;

  readonly confidence: number | null;
  readonly winProbability: number | null;
  readonly regime: string | null;

  /** False where a wanted exit cannot be placed. */
  readonly exitsPlaced: boolean;
  readonly bracket: Bracket | null;
  /** From the entry price to the stop, and to the target, in quote currency. */
  readonly stopDistance: number | null;
  readonly targetDistance: number | null;

  readonly contractSize: number;
  /** 0 where there is no instrument to round for. */
  readonly step: number;
  readonly minQuantity: number;
  readonly minNotional: number;
  readonly kind: string;
  readonly leverage: number;
  readonly marginTiers: readonly MarginTier[];

  readonly positionSide: PositionSide | null;
  readonly positionQuantity: number;
  /** Unsigned value of what the lane holds and awaits, which the entry takes the place of. */
  readonly ownNotional: number;
  /** The same with its sign. */
  readonly ownNet: number;
  readonly grossNotional: number;
  readonly netNotional: number;
  readonly free: number;

  readonly drawdown: number;
  /** Equity over that of the start of the UTC day, less 1. */
  readonly dayResult: number | null;
  readonly halted: boolean;
  readonly time: number | null;
  readonly dataAgeMs: number | null;
  readonly locks: readonly Lock[];
  /** What sizers and limits have measured, by their keys. */
  readonly measures: Readonly<Record<string, Measures>>;
}

/** A number that may be missing, in a form that fails every check: null would pass `null <= 5`. */
export function known(value: number | null): number {
  return value ?? Number.NaN;
}
