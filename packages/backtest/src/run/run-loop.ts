import { type InstrumentHistory, instrumentHistory, Loop, type LoopOptions } from "@bellwether/core";
import type { IntrabarRule } from "../broker/intrabar.js";
import { SimulatedBroker } from "../broker/simulated-broker.js";
import { type History, HistoryFeed } from "../feed/history-feed.js";
import type { Assignment } from "./assign.js";
import type { BacktestOptions } from "./options.js";

/** What a run plays in: bars, rules, money. */
export interface Stage {
  readonly options: BacktestOptions;
  readonly histories: readonly History[];
  readonly rules: readonly InstrumentHistory[];
  readonly quote: string;
}

/** The trading rules of each symbol of a run. */
export function rulesOf({ instruments }: BacktestOptions, histories: readonly History[]): InstrumentHistory[] {
  return histories.map(({ symbol }) => {
    const { history = [], ...rules } = instruments?.[symbol] ?? {};
    return instrumentHistory(symbol, rules, history);
  });
}

/** A loop over a stage, with a broker of its own, not yet run. */
export function makeLoop(
  { options, histories, rules, quote }: Stage,
  assignments: readonly Assignment[],
  intrabar: IntrabarRule,
  rest: Pick<LoopOptions, "witness" | "bus" | "onBatch"> = {},
): { readonly loop: Loop; readonly broker: SimulatedBroker } {
  const { slippage, latency, volumeShare, detail, funding, feeAsset, startingBalance = 10_000 } = options;
  const broker = new SimulatedBroker({
    intrabar,
    detail: histories.map(({ symbol }) => detail?.[symbol]),
    funding: histories.map(({ symbol }) => funding?.[symbol]),
    ...(slippage === undefined ? {} : { slippage }),
    ...(latency === undefined ? {} : { latency }),
    ...(volumeShare === undefined ? {} : { volumeShare }),
    ...(feeAsset === undefined ? {} : { feeAsset: { asset: feeAsset.asset, discount: feeAsset.discount ?? 0 } }),
  });
  const loop = new Loop({
    feed: new HistoryFeed(histories, { from: options.from }),
    broker,
    risk: options.risk,
    lanes: assignments.map(({ lane }) => lane),
    // rules that never change cost nothing a bar
    instruments: rules.map((history) => (history.versions.length === 1 ? history.versions[0]! : history)),
    quote,
    startingBalance,
    ...(feeAsset === undefined
      ? {}
      : {
          holdings: [{ ...feeAsset, stream: histories.findIndex(({ symbol }) => symbol === feeAsset.symbol) }],
        }),
    ...rest,
  });
  return { loop, broker };
}
