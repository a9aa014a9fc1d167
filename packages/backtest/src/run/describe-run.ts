import type { Assignment } from "./assign.js";
import type { Stage } from "./run-loop.js";

/** The settings of a run that was not started from a config file. */
export function describeRun({ options, rules, quote }: Stage, assignments: readonly Assignment[]): unknown {
  const { slippage = { bps: 0 }, intrabar = "pessimistic", latency, volumeShare } = options;
  const { prefixChecks = 8, finalize = true, seed = 1, startingBalance = 10_000, risk, feeAsset, from } = options;
  return {
    strategies: assignments.map(({ reported }) => reported),
    risk: risk.describe(),
    instruments: rules.map(({ symbol, versions: [first] }) => {
      const { prices: _prices, quantities: _quantities, ...spec } = first!;
      return { ...spec, history: options.instruments?.[symbol]?.history ?? [] };
    }),
    slippage: "describe" in slippage ? slippage.describe() : slippage,
    intrabar,
    ...(from === undefined ? {} : { from }),
    ...(latency === undefined ? {} : { latency }),
    ...(volumeShare === undefined ? {} : { volumeShare }),
    ...(feeAsset === undefined ? {} : { feeAsset }),
    startingBalance,
    quote,
    prefixChecks,
    finalize,
    seed,
  };
}
