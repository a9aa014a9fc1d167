import type { Figure } from "../../metrics/metrics.js";
import { decimal, percent, signedDecimal, signedPercent } from "../format.js";
import type { BacktestReport } from "../report.js";
import type { TradeGroup } from "../tables/trade-groups.js";
import { tradeTables } from "../tables/trade-tables.js";

/** A table of trades by something they have in common. */
export interface GroupTable {
  readonly title: string;
  readonly groups: readonly TradeGroup[];
}

/** The tables worth printing: a split by symbol or strategy only where there are several. Empty without trades. */
export function groupTables(report: BacktestReport): GroupTable[] {
  if (report.trades.length === 0) return [];
  const { sides, exits, symbols, strategies } = tradeTables(report);
  const several = (title: string, groups: readonly TradeGroup[]) => (groups.length > 1 ? [{ title, groups }] : []);
  return [
    { title: "Side", groups: sides },
    { title: "Exit by", groups: exits },
    ...several("Symbol", symbols),
    ...several("Strategy", strategies),
  ];
}

/** A column of such a table. */
export interface GroupColumn {
  readonly label: string;
  readonly about: string;
  /** Whether its sign says good or bad. */
  readonly toned?: boolean;
  readonly value: (group: TradeGroup) => Figure;
  readonly print: (value: number) => string;
}

/** Columns, the most wanted first: a narrow terminal leaves out the last. */
export const GROUP_COLUMNS: readonly GroupColumn[] = [
  { label: "Trades", about: "Round trips.", value: (g) => g.trades, print: (n) => decimal(n, 0) },
  {
    label: "Result",
    about: "After fees and funding, in quote currency.",
    toned: true,
    value: (g) => (g.trades === 0 ? null : g.pnl),
    print: (n) => signedDecimal(n),
  },
  { label: "Win rate", about: "Share of trades that gained.", value: (g) => g.winRate, print: (r) => percent(r, 1) },
  {
    label: "Average",
    about: "Mean result as a share of the entry's value.",
    toned: true,
    value: (g) => g.averageTrade,
    print: (r) => signedPercent(r),
  },
  {
    label: "Profit factor",
    about: "Money gained over money lost.",
    value: (g) => g.profitFactor,
    print: (r) => decimal(r),
  },
  {
    label: "Of start",
    about: "Result as a share of equity at the start.",
    toned: true,
    value: (g) => (g.trades === 0 ? null : g.pnlOfStart),
    print: (r) => signedPercent(r),
  },
  { label: "Bars", about: "Mean bars held.", value: (g) => g.averageBarsHeld, print: (n) => decimal(n, 1) },
  {
    label: "MAE",
    about: "Mean of the furthest price against the position, a positive share of the entry price.",
    value: (g) => g.averageMae,
    print: (r) => percent(r),
  },
  {
    label: "MFE",
    about: "Mean of the furthest price in its favour, a positive share of the entry price.",
    value: (g) => g.averageMfe,
    print: (r) => percent(r),
  },
  { label: "Fees", about: "In quote currency.", value: (g) => g.fees, print: (n) => decimal(n) },
];
