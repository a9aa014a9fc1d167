import { rename, rm, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { type BacktestReport, equityCsv, toHtml, toJson, tradesCsv } from "@bellwether/backtest";
import { reportAssets } from "@bellwether/backtest/node";
import { OutputError, UsageError } from "../output.js";
import { makeFolder } from "./make-folder.js";

const REASONS: Readonly<Record<string, string>> = {
  EACCES: "permission denied",
  EPERM: "permission denied",
  EROFS: "the disk is read-only",
  ENOSPC: "the disk is full",
  EDQUOT: "the disk quota is used up",
  ENAMETOOLONG: "the path is too long",
  EISDIR: "a folder of this name is in the way",
  ENOTEMPTY: "a folder of this name is in the way",
};

/** A failed write as an error without a stack. */
export function cannotWrite(path: string, cause: unknown): OutputError {
  const { code = "unknown error" } = cause as NodeJS.ErrnoException;
  return new OutputError(`${path}: cannot be written: ${REASONS[code] ?? code}`, { cause });
}

/**
 * Makes the folder of a report.
 * @throws {UsageError} if a file is in the way; {OutputError} if the machine refuses.
 */
export async function reportFolder(folder: string): Promise<void> {
  try {
    await makeFolder(resolve(folder));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "EEXIST") throw new UsageError(`--report ${folder}: this is a file; name a folder`);
    if (code === "ENOTDIR") throw new UsageError(`--report ${folder}: ${dirname(resolve(folder))} is no folder`);
    if (code === "ENOENT")
      throw new OutputError(`${folder}: cannot be written: no folder can be made there`, { cause: error });
    throw cannotWrite(folder, error);
  }
}

/** Writes report.html, report.json, trades.csv and equity.csv; each appears whole or not at all. @throws {OutputError} */
export async function writeReport(report: BacktestReport, folder: string): Promise<string> {
  const write = async (name: string, text: string) => {
    const file = join(folder, name);
    const draft = `${file}.${process.pid}.tmp`;
    try {
      await writeFile(draft, text);
      await rename(draft, file);
    } catch (error) {
      await rm(draft, { force: true }).catch(() => {});
      throw cannotWrite(file, error);
    }
    return file;
  };
  await write("report.json", toJson(report));
  await write("trades.csv", tradesCsv(report));
  await write("equity.csv", equityCsv(report));
  return write("report.html", toHtml(report, reportAssets()));
}
