import { type Cell, decimal, type Line, percent, signedPercent } from "@bellwether/backtest";
import type { TradingRow } from "../../training/training-report.js";
import { figureText, wholeText } from "../words/figure-text.js";
import { gridLines } from "./grid.js";

/** What trading the model came of, beside what else was replayed. */
export function tradingLines(trading: readonly TradingRow[] | null, width: number): Line[] {
  if (trading === null || trading.length === 0) return [];
  const rows = trading.map((row) => ({
    name: row.name,
    cells: [
      toned(row.totalReturn),
      figureText(row.maxDrawdown, percent),
      figureText(row.sharpe, decimal),
      wholeText(row.trades),
      figureText(row.probabilisticSharpe, (value) => percent(value, 1)),
    ],
  }));
  return [[], ...gridLines({ head: ["Traded", "Return", "Drawdown", "Sharpe", "Trades", "Sharpe > 0"], rows }, width)];
}

function toned(totalReturn: number): Cell {
  const text = figureText(totalReturn, signedPercent);
  return { text, style: /[1-9]/.test(text) ? (totalReturn > 0 ? "green" : "red") : undefined };
}
