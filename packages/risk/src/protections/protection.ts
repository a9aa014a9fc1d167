import type { PositionSide, RiskRule, Timeframe, Trade } from "@bellwether/core";

/** A trade that has closed, as protections see it. */
interface ClosedTrade {
  readonly trade: Trade;
  /** Of the lane that traded; unknown where nobody has said. */
  readonly timeframe: Timeframe | undefined;
  /** Close of the bar in which it closed, epoch ms UTC. */
  readonly time: number;
  /** Money that the account began with and has realised since, before and after this trade, in quote currency. */
  readonly before: number;
  readonly after: number;
}

/** Locks entries out after trades have gone a certain way. Costs nothing per bar. */
export interface Protection {
  readonly rule: RiskRule;
  closed(closed: ClosedTrade): void;
  /** First moment at which an entry is let in, epoch ms UTC; -Infinity where nothing is locked. */
  until(symbol: string, side: PositionSide): number;
  /** Forgets everything. */
  reset(): void;
}
