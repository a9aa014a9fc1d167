import { EventBus, type Fill, type OrderRequest, type RiskEngine, type Trade } from "@bellwether/core";
import type { Slippage } from "../../src/broker/costs.js";
import type { History } from "../../src/feed/history-feed.js";
import type { BacktestReport } from "../../src/report/report.js";
import { backtest } from "../../src/run/backtest.js";
import { smaCross } from "./crossing.js";

export interface ReplayOptions {
  readonly history: History;
  readonly params: object;
  readonly risk: RiskEngine;
  readonly cash: number;
  /** Fraction of notional, at each fill. */
  readonly fee: number;
  readonly slippage?: Slippage;
  readonly finalize: boolean;
  readonly shortSelling?: boolean;
}

/** A run, and what the books of a reference hold besides. */
export interface Replay {
  readonly report: BacktestReport;
  readonly trades: readonly BarTrade[];
  readonly fills: readonly Fill[];
  /** Closes after which orders were sent. */
  readonly decidedCloses: Readonly<Record<"buy" | "sell", readonly number[]>>;
  /** Quote currency in the wallet at the end. */
  readonly cash: number;
  /** Row of the bar that opens at a time. */
  readonly rowOf: (openTime: number) => number;
}

/** A trade, its times as rows of the data. */
export type BarTrade = Trade & { readonly entryBar: number; readonly exitBar: number };

/** Runs an average crossing in whole units, on a tick too fine to matter. */
export async function replay({ history, params, risk, cash, fee, ...options }: ReplayOptions): Promise<Replay> {
  const { openTime, close } = history.columns;
  const rows = new Map(Array.from(openTime, (time, row) => [time, row]));
  const rowOf = (time: number) => rows.get(time)!;
  const bus = new EventBus();
  const fills: Fill[] = [];
  const decidedCloses = { buy: [] as number[], sell: [] as number[] };
  bus.on("fill", (fill) => fills.push({ ...fill }));
  bus.on("order", (order) => {
    if (isRequest(order)) decidedCloses[order.side].push(close[rowOf(order.decidedAt)]!);
  });
  const report = await backtest({
    data: history,
    strategy: smaCross,
    params,
    risk,
    startingBalance: cash,
    instruments: { [history.symbol]: { tick: 1e-10, step: 1, maker: fee, taker: fee } },
    bus,
    ...options,
  });
  return {
    report,
    fills,
    decidedCloses,
    rowOf,
    trades: report.trades.map((trade) => ({
      ...trade,
      entryBar: rowOf(trade.entryTime),
      exitBar: rowOf(trade.exitTime),
    })),
    cash: fills.reduce(
      (sum, { side, quantity, price, fee: paid }) => sum + (side === "sell" ? 1 : -1) * quantity * price - paid,
      cash,
    ),
  };
}

function isRequest(order: object): order is OrderRequest {
  return "decidedAt" in order;
}
