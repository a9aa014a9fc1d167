import type { RiskInput } from "@bellwether/core";
import type { Measures, RiskFacts } from "../decision/facts.js";
import type { ClosedTrades } from "../memory/trade-history.js";

/** Says how much to enter with. The first of a list sizes, each further one cuts. */
export interface Sizer {
  /** In `sizing` and in refusals. */
  readonly name: string;
  /** Bars of the frame that it measures. */
  readonly warmup?: number | undefined;
  /** Closed trades of the strategy that it measures. */
  readonly trades?: number | undefined;
  /** Refused with `noStop` where the entry has no stop. */
  readonly needsStop?: boolean | undefined;
  /** Reads the market and the strategy's own closed trades. What it returns is journalled, and all that `quantity` gets. */
  measure?(input: RiskInput, history: ClosedTrades): Measures;
  /**
   * Pure. @returns base units: NaN where it cannot say, which refuses the entry (`unsized`), as nothing and less do;
   * Infinity where it has nothing to cut.
   */
  quantity(facts: RiskFacts, measures: Measures): number;
}

/** Makes a sizer of the options that its entry in `sizers` gives. @throws for options that it cannot use. */
export type SizerFactory = (options: unknown) => Sizer;
