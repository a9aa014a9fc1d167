import type { Loop } from "@bellwether/core";
import type { IntrabarRule } from "../broker/intrabar.js";
import { maxDrawdown } from "../metrics/max-drawdown.js";
import { withStart } from "../metrics/with-start.js";
import { decimal } from "../report/format.js";
import type { BandEdge, ResultBand } from "../report/report.js";
import { assign } from "./assign.js";
import { makeLoop, type Stage } from "./run-loop.js";

function edgeOf({ portfolio, equity }: Loop): BandEdge {
  const { startEquity } = portfolio;
  const endEquity = equity.equity.at(-1) ?? startEquity;
  return {
    endEquity,
    totalReturn: endEquity / startEquity - 1,
    maxDrawdown: maxDrawdown(withStart(startEquity, equity.equity))?.depth ?? null,
    trades: portfolio.trades.length,
  };
}

async function edgeUnder(stage: Stage, rule: IntrabarRule): Promise<BandEdge> {
  const { loop } = makeLoop(stage, assign(stage.options, stage.histories), rule);
  try {
    await loop.run();
    if (stage.options.finalize !== false) loop.finalize();
  } finally {
    await loop.close();
  }
  return edgeOf(loop);
}

/**
 * The run under the pessimistic and the optimistic rule. Where no fill depended on the rule all rules agree, and nothing
 * runs again.
 * @param depends - whether any did.
 */
export async function bandOf(stage: Stage, loop: Loop, rule: IntrabarRule, depends: boolean): Promise<ResultBand> {
  const own = edgeOf(loop);
  const edge = (other: "pessimistic" | "optimistic") => (!depends || other === rule ? own : edgeUnder(stage, other));
  return { rule, pessimistic: await edge("pessimistic"), optimistic: await edge("optimistic") };
}

/** Says where the band is upside down, so that nobody takes it for the worst and the best that could have come; else empty. */
export function bandWarnings(band: ResultBand | null): string[] {
  if (band === null) return [];
  const [low, high] = [band.pessimistic.endEquity, band.optimistic.endEquity];
  const noise = 1e-12 * Math.abs(low);
  if (!(high < low - noise)) return [];
  return [
    `the optimistic rule ended at ${decimal(high)}, below the pessimistic ${decimal(low)}: the band is no bound here, as trailing ` +
      "stops, break-even moves and partial targets can leave too early in the better bar, and each exit changes what is traded next",
  ];
}
