import {
  EventBus,
  type Fill,
  type InstrumentRules,
  type OrderRequest,
  type OrderUpdate,
  type RiskEngine,
  type StrategyDefinition,
} from "@bellwether/core";
import type { SlippageConfig } from "../../src/broker/costs/slippage.js";
import type { History } from "../../src/feed/history-feed.js";
import type { BacktestReport } from "../../src/report/report.js";
import { backtest } from "../../src/run/backtest.js";
import { type BarTrade, barTrades, rowsOf } from "./bar-trade.js";
import { smaCross } from "./crossing.js";

export interface ReplayOptions {
  readonly history: History;
  /** An average crossing unless given. */
  readonly strategy?: StrategyDefinition;
  readonly params: object;
  readonly risk: RiskEngine;
  readonly cash: number;
  readonly rules: InstrumentRules;
  readonly slippage?: SlippageConfig;
  readonly finalize: boolean;
}

/** A run, and what the books of a reference hold besides. */
export interface Replay {
  readonly report: BacktestReport;
  readonly trades: readonly BarTrade[];
  readonly fills: readonly Fill[];
  /** Ends of orders without a fill. */
  readonly ends: readonly OrderUpdate[];
  readonly equity: readonly number[];
  /** Closes after which orders were sent. */
  readonly decidedCloses: Readonly<Record<"buy" | "sell", readonly number[]>>;
  readonly rowOf: (openTime: number) => number;
}

const UNFILLED: readonly string[] = ["cancelled", "expired", "rejected"];

/** Runs a strategy through a whole backtest. */
export async function replay({ history, params, risk, cash, rules, ...options }: ReplayOptions): Promise<Replay> {
  const { openTime, close } = history.columns;
  const rowOf = rowsOf(openTime);
  const bus = new EventBus();
  const fills: Fill[] = [];
  const ends: OrderUpdate[] = [];
  const decidedCloses = { buy: [] as number[], sell: [] as number[] };
  bus.on("fill", (fill) => fills.push({ ...fill }));
  bus.on("order", (order) => {
    if (isRequest(order)) decidedCloses[order.side].push(close[rowOf(order.decidedAt)]!);
    else if (UNFILLED.includes(order.status)) ends.push(order);
  });
  const report = await backtest({
    data: history,
    strategy: smaCross,
    params,
    risk,
    startingBalance: cash,
    instruments: { [history.symbol]: rules },
    statistics: false,
    bus,
    ...options,
  });
  return {
    report,
    fills,
    ends,
    decidedCloses,
    rowOf,
    equity: Array.from(report.equity.equity),
    trades: barTrades(report.trades, rowOf),
  };
}

function isRequest(order: OrderRequest | OrderUpdate): order is OrderRequest {
  return "decidedAt" in order;
}
