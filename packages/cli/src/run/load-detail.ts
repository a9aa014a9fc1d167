import { sliceBars } from "@bellwether/backtest";
import type { BarColumns } from "@bellwether/core";
import { readRunBars } from "./bar-files.js";
import { paths, type RunFolder } from "./data-files.js";

/**
 * Bars of the shorter timeframe by symbol, where the run asks them what came first inside a bar.
 * @throws {DataError} for bars that cannot be read.
 */
export async function loadDetail(run: RunFolder): Promise<Record<string, BarColumns>> {
  const { data, backtest } = run.config;
  const detail: Record<string, BarColumns> = {};
  if (data?.detail === undefined || backtest.intrabar !== "drilldown") return detail;
  for (const [symbol, named] of Object.entries(data.detail.files)) {
    const files = { source: `data.detail.files.${symbol}`, files: paths(run, named) };
    detail[symbol] = sliceBars(await readRunBars(symbol, files, data.detail.timeframe, run.config), backtest.from);
  }
  return detail;
}
