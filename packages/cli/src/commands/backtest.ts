import { type BacktestReport, backtest, toJson, toTerminal } from "@bellwether/backtest";
import type { Output } from "../output.js";
import { backtestOf } from "../run/backtest-of.js";
import { flagOverrides, type RunFlags } from "../run/flags.js";
import { progressBar } from "../run/progress.js";
import { type OpenRun, openRun } from "../run/run-file.js";
import { reportFolder, writeReport } from "../run/write-report.js";

export interface BacktestFlags extends RunFlags {
  readonly data?: readonly string[];
  readonly json?: boolean;
  readonly report?: string;
}

/** `bellwether backtest <config>`: from config to report. */
export async function backtestCommand(file: string, flags: BacktestFlags, output: Output): Promise<void> {
  const flagged = await flagOverrides(file, flags);
  let run: OpenRun | undefined;
  try {
    run = await openRun(file, flagged.overrides);
    if (flags.report !== undefined) await reportFolder(flags.report); // before the work, not after it
    const report = await replay(run, flags.data);
    const page = flags.report === undefined ? undefined : await writeReport(report, flags.report);
    if (flags.json === true) output.stdout(`${toJson(report)}\n`);
    else {
      output.stdout(`${toTerminal(report, { width: output.width, colour: output.colour })}\n`);
      if (page !== undefined) output.stdout(`\nreport: ${page}\n`);
    }
  } catch (error) {
    await run?.close().catch(() => {}); // the first error is the one to tell
    throw flagged.error(error);
  }
  await run.close();
}

async function replay(run: OpenRun, data: readonly string[] | undefined): Promise<BacktestReport> {
  const bar = progressBar("backtest");
  try {
    const report = await backtest({ ...(await backtestOf(run, data)), onProgress: bar.update });
    const shown = (name: string) => run.maskedParams.get(name);
    return { ...report, strategies: report.strategies.map((entry) => ({ ...entry, params: shown(entry.name) })) };
  } finally {
    bar.stop();
  }
}
