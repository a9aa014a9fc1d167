/** What must hold, by name. */
export type Invariant =
  | "gapless"
  | "durable"
  | "bars-once"
  | "bars-final"
  | "bars-closed"
  | "bars-as-collected"
  | "quiet"
  | "held"
  | "status-edges"
  | "overfill"
  | "fill-once"
  | "fill-true"
  | "finite"
  | "books"
  | "free"
  | "intent-first"
  | "one-order"
  | "strangers"
  | "replay"
  | "as-calm"
  | "goes-on"
  | "settled"
  | "positions"
  | "balances"
  | "bars-flow";

export interface Violation {
  readonly invariant: Invariant;
  readonly what: string;
  /** When, by the true time, epoch ms UTC. */
  readonly at: number;
}

export type Report = (invariant: Invariant, what: string) => void;
