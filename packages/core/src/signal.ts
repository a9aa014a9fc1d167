import type { Frame } from "./frame/frame.js";
import type { Bracket, EntryTerms } from "./order/order.js";

/** The stance wanted from now on. `FLAT` leaves the market. */
export type Stance = "LONG" | "SHORT" | "FLAT";

/** What a strategy adds to its stance. Distances are in quote currency, measured from the entry. */
export interface SignalMetadata {
  /** Price the strategy had in mind: the last close unless it says otherwise. */
  entryPrice: number;
  /** From 0 to 1; risk sizes by it. Left out by rules that have no view on how sure they are: size unchanged. */
  confidence?: number;
  /** Probability that the target is reached before the stop, from 0 to 1; Kelly sizes by it. */
  winProbability?: number;
  /** The market the strategy believes to be in, such as `"bull"`; risk compares it with the stance. */
  regime?: string;
  slDistance?: number;
  tpDistance?: number;
  /** How to enter, where that is not a market order. */
  entry?: EntryTerms;
  /** Further exits: trailing stop, break-even move, time stop, partial targets. */
  exits?: Omit<Bracket, "stopLoss" | "takeProfit">;
  atr?: number;
  modelName?: string;
  strategyType: string;
  reason?: string;
  [extra: string]: unknown;
}

/** What a strategy wishes: a stance and its reasons, never a quantity. */
export interface Signal {
  signal: Stance;
  metadata: SignalMetadata;
}

export interface SignalDetails extends Partial<SignalMetadata> {}

function make(stance: Stance, df: Frame, details: SignalDetails | undefined): Signal {
  return {
    signal: stance,
    metadata: { entryPrice: df.close.last, strategyType: "rule_based", ...details },
  };
}

/** Wants to be long from the close of the last bar on; earliest fill at the next open. */
export function long(df: Frame, details?: SignalDetails): Signal {
  return make("LONG", df, details);
}

/** Wants to be short from the close of the last bar on; earliest fill at the next open. */
export function short(df: Frame, details?: SignalDetails): Signal {
  return make("SHORT", df, details);
}

/** Wants no position from the close of the last bar on; earliest fill at the next open. */
export function flat(df: Frame, details?: SignalDetails): Signal {
  return make("FLAT", df, details);
}
