import type { PositionSide, RiskLane, Trade } from "@bellwether/core";
import type { Lock } from "../decision/facts.js";
import { createProtection, type ProtectionConfig } from "./protection-config.js";

const NONE: readonly Lock[] = Object.freeze([]);

/** All protections of an engine. */
export class Protections {
  readonly #all;
  #startEquity = Number.NaN;
  #realised = 0;

  constructor(configs: readonly ProtectionConfig[]) {
    this.#all = configs.map(createProtection);
  }

  reset(): void {
    this.#startEquity = Number.NaN;
    this.#realised = 0;
    for (const protection of this.#all) protection.reset();
  }

  /** What the account began with, in quote currency; realised results count from it. */
  start(equity: number): void {
    this.#startEquity = equity;
  }

  closed(trade: Trade, lane: RiskLane | undefined, time: number): void {
    const before = this.#startEquity + this.#realised;
    this.#realised += trade.pnl;
    const after = this.#startEquity + this.#realised;
    for (const protection of this.#all) protection.closed({ trade, timeframe: lane?.timeframe, time, before, after });
  }

  /** Locks that an entry would meet at `time`, in the order of the settings. */
  locks(symbol: string, side: PositionSide, time: number): readonly Lock[] {
    let found: Lock[] | null = null;
    for (const protection of this.#all) {
      const until = protection.until(symbol, side);
      if (until === Number.NEGATIVE_INFINITY || time >= until) continue;
      found ??= [];
      found.push({ rule: protection.rule, until });
    }
    return found ?? NONE;
  }
}
