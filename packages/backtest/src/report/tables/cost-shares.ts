import type { BacktestReport } from "../report.js";

/** One line of the cost table: quote currency and a fraction of equity at the start, positive is paid. */
export interface CostShare {
  readonly name: "fees" | "slippage" | "funding" | "dust" | "total" | "insured";
  readonly amount: number;
  readonly ofStart: number;
}

/**
 * What a run paid besides prices. `total` sums the lines above it; `insured` stands after it, since the venue bore
 * it: the run would have lost that much more.
 */
export function costShares({ costs, metrics }: Pick<BacktestReport, "costs" | "metrics">): CostShare[] {
  const { fees, slippage, funding, dust, insured } = costs;
  const line = (name: CostShare["name"], amount: number): CostShare => ({
    name,
    amount,
    ofStart: amount / metrics.startEquity,
  });
  return [
    line("fees", fees),
    line("slippage", slippage),
    line("funding", funding),
    line("dust", dust),
    line("total", fees + slippage + funding + dust),
    line("insured", insured),
  ];
}
