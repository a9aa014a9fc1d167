// @ts-check
// What runs made of the end of their history: for two that are to be compared from a day on.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { maxDrawdown, returnsOf, sampleReturns, sharpe } from "@bellwether/backtest";

/** @typedef {{ name: string, totalReturn: number, maxDrawdown: number, sharpe: number | null, trades: number }} Row */

/**
 * A run's figures from a moment on, as if it had started then with what it had.
 * @param {string} name - of the row
 * @param {string} folder - that `bellwether backtest --report` wrote
 * @param {number} from - epoch ms
 * @returns {Row}
 */
export function rowFrom(name, folder, from) {
  const points = readFileSync(join(folder, "equity.csv"), "utf8")
    .trim()
    .split("\n")
    .slice(1)
    .map((line) => line.split(","))
    .filter(([time]) => Date.parse(time ?? "") >= from);
  const time = Float64Array.from(points, ([at]) => Date.parse(at ?? ""));
  const equity = Float64Array.from(points, ([, value]) => Number(value));
  const start = equity[0] ?? Number.NaN;
  const { points: days, periodsPerYear } = sampleReturns(time, from);
  const returns = returnsOf(Float64Array.of(start, ...Array.from(days, (i) => equity[i] ?? Number.NaN)));
  /** @type {{ trades: { entryTime: number }[] }} */
  const { trades } = JSON.parse(readFileSync(join(folder, "report.json"), "utf8"));
  return {
    name,
    totalReturn: (equity.at(-1) ?? Number.NaN) / start - 1,
    maxDrawdown: maxDrawdown(equity)?.depth ?? 0,
    sharpe: returns === null || periodsPerYear === null ? null : sharpe(returns, periodsPerYear),
    trades: trades.filter(({ entryTime }) => entryTime >= from).length,
  };
}

/** @param {readonly Row[]} rows @returns {string} */
export function tableOf(rows) {
  const cells = rows.map((row) => [
    row.name,
    `${row.totalReturn < 0 ? "" : "+"}${(100 * row.totalReturn).toFixed(2)}%`,
    `${(100 * row.maxDrawdown).toFixed(2)}%`,
    row.sharpe === null ? "–" : row.sharpe.toFixed(2),
    String(row.trades),
  ]);
  const width = Math.max(...rows.map(({ name }) => name.length));
  return [["", "Return", "Drawdown", "Sharpe", "Trades"], ...cells]
    .map(([name = "", ...figures]) => `  ${name.padEnd(width)}${figures.map((text) => text.padStart(11)).join("")}`)
    .join("\n");
}
