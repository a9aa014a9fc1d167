import { mkdir, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type BacktestReport, equityCsv, toHtml, toJson, tradesCsv } from "@bellwether/backtest";
import { reportAssets } from "@bellwether/backtest/node";

/** Writes report.html, report.json, trades.csv and equity.csv; each appears whole or not at all. */
export async function writeReport(report: BacktestReport, folder: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  const write = async (name: string, text: string) => {
    const file = join(folder, name);
    await writeFile(`${file}.${process.pid}.tmp`, text);
    await rename(`${file}.${process.pid}.tmp`, file);
    return file;
  };
  await write("report.json", toJson(report));
  await write("trades.csv", tradesCsv(report));
  await write("equity.csv", equityCsv(report));
  return write("report.html", toHtml(report, reportAssets()));
}
