import { type BacktestReport, backtest, toJson, toTerminal } from "@bellwether/backtest";
import type { Override } from "@bellwether/core/config";
import { type Output, UsageError } from "../output.js";
import { progressBar } from "../run/progress.js";
import { backtestOf, openRun } from "../run/run-file.js";
import { writeReport } from "../run/write-report.js";

export interface BacktestFlags {
  readonly strategy?: string;
  readonly set?: readonly string[];
  readonly from?: string;
  readonly to?: string;
  readonly data?: readonly string[];
  readonly json?: boolean;
  readonly report?: string;
}

/** `path=value` of `--set`. @throws {UsageError} without an equals sign. */
export function parseSet(text: string): Override {
  const at = text.indexOf("=");
  if (at <= 0) throw new UsageError(`--set ${text}: write path=value, such as --set strategy.params.fast=5`);
  return { path: text.slice(0, at), value: text.slice(at + 1) };
}

/** The flags as overrides of the run file: `--strategy` first, so that `--set strategy.params...` is of the new one. */
export function overridesOf({ strategy, set = [], from, to }: BacktestFlags): Override[] {
  return [
    ...(strategy === undefined ? [] : [{ path: "strategy", value: JSON.stringify({ type: strategy }) }]),
    ...(from === undefined ? [] : [{ path: "backtest.from", value: JSON.stringify(from) }]),
    ...(to === undefined ? [] : [{ path: "backtest.to", value: JSON.stringify(to) }]),
    ...set.map(parseSet),
  ];
}

/** Runs the backtest of a run file, from config to report. */
export async function runBacktest(file: string, flags: BacktestFlags): Promise<BacktestReport> {
  const run = await openRun(file, overridesOf(flags));
  const bar = progressBar("backtest");
  try {
    const options = await backtestOf(run, flags.data);
    return await backtest({ ...options, onProgress: bar.update });
  } finally {
    bar.stop();
    await run.close();
  }
}

/** `bellwether backtest <config>` */
export async function backtestCommand(file: string, flags: BacktestFlags, output: Output): Promise<void> {
  const report = await runBacktest(file, flags);
  const page = flags.report === undefined ? undefined : await writeReport(report, flags.report);
  if (flags.json === true) {
    output.stdout(`${toJson(report)}\n`);
    return;
  }
  output.stdout(`${toTerminal(report, { width: output.width, colour: output.colour })}\n`);
  if (page !== undefined) output.stdout(`\nreport: ${page}\n`);
}
