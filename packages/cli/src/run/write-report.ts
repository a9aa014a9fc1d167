import { dirname, join, resolve } from "node:path";
import { type BacktestReport, equityCsv, toHtml, toJson, tradesCsv } from "@bellwether/backtest";
import { reportAssets } from "@bellwether/backtest/node";
import { cannotWrite, makeFolder, OutputError, writeWhole } from "@bellwether/core/node";
import { UsageError } from "../output.js";

/** Makes the folder of a report. @throws as {@link outFolder} */
export const reportFolder = (folder: string): Promise<void> => outFolder("--report", folder);

/**
 * Makes the folder that a flag names.
 * @throws {UsageError} if a file is in the way; {OutputError} if the machine refuses.
 */
export async function outFolder(flag: string, folder: string): Promise<void> {
  try {
    await makeFolder(resolve(folder));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "EEXIST") throw new UsageError(`${flag} ${folder}: this is a file; name a folder`);
    if (code === "ENOTDIR") throw new UsageError(`${flag} ${folder}: ${dirname(resolve(folder))} is no folder`);
    if (code === "ENOENT")
      throw new OutputError(`${folder}: cannot be written: no folder can be made there`, { cause: error });
    throw cannotWrite(folder, error);
  }
}

/** Writes report.html, report.json, trades.csv and equity.csv; each appears whole or not at all. @throws {OutputError} */
export async function writeReport(report: BacktestReport, folder: string): Promise<string> {
  const write = async (name: string, text: string) => {
    const file = join(folder, name);
    await writeWhole(file, text);
    return file;
  };
  await write("report.json", toJson(report));
  await write("trades.csv", tradesCsv(report));
  await write("equity.csv", equityCsv(report));
  return write("report.html", toHtml(report, reportAssets()));
}
