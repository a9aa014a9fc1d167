import type { Frame } from "./frame/frame.js";

/** The stance wanted from now on. `FLAT` leaves the market. */
export type Stance = "LONG" | "SHORT" | "FLAT";

/** What a strategy adds to its stance. Distances are in quote currency, measured from the entry. */
export interface SignalMetadata {
  /** Price the strategy had in mind: the last close unless it says otherwise. */
  entryPrice: number;
  /** From 0 to 1; risk sizes by it. */
  confidence: number;
  slDistance?: number;
  tpDistance?: number;
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
    metadata: { entryPrice: df.close.last, confidence: 1, strategyType: "rule_based", ...details },
  };
}

/** Wants to be long from the close of the last bar on; earliest fill at the next open. Confidence is 1 unless given. */
export function long(df: Frame, details?: SignalDetails): Signal {
  return make("LONG", df, details);
}

/** Wants to be short from the close of the last bar on; earliest fill at the next open. Confidence is 1 unless given. */
export function short(df: Frame, details?: SignalDetails): Signal {
  return make("SHORT", df, details);
}

/** Wants no position from the close of the last bar on; earliest fill at the next open. */
export function flat(df: Frame, details?: SignalDetails): Signal {
  return make("FLAT", df, details);
}
