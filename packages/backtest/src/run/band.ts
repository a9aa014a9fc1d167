import type { Loop } from "@bellwether/core";
import type { IntrabarRule } from "../broker/intrabar.js";
import { maxDrawdown } from "../metrics/max-drawdown.js";
import { withStart } from "../metrics/with-start.js";
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
