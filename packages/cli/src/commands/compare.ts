import { rename, rm, stat, writeFile } from "node:fs/promises";
import {
  type Comparison,
  compareReports,
  comparisonToHtml,
  comparisonToTerminal,
  MAX_COMPARED,
  type NamedReport,
} from "@bellwether/backtest";
import { cannotWrite } from "@bellwether/core/node";
import { namesOf } from "../compare/names.js";
import { findReports, type ReportFile, readReport } from "../compare/read-report.js";
import { EXIT } from "../exit-codes.js";
import { type Output, UsageError } from "../output.js";

export interface CompareFlags {
  readonly html?: string;
  readonly json?: boolean;
  readonly failOnDifference?: boolean;
}

/**
 * `bellwether compare <reports...>`: what came of runs, side by side, and what they were made of.
 * @returns the exit code: `EXIT.differs` if that was asked for and any run ended otherwise than the first.
 * @throws {BadReportError} for a file that is not there, is given twice, or holds no report.
 */
export async function compareCommand(paths: readonly string[], flags: CompareFlags, output: Output): Promise<number> {
  if (!(paths.length >= 2 && paths.length <= MAX_COMPARED))
    throw new UsageError(`compare takes 2 to ${MAX_COMPARED} reports; ${paths.length} given`);
  const files = await findReports(paths);
  const names = namesOf(files.map(({ path }) => path));
  const runs: NamedReport[] = [];
  for (const [i, file] of files.entries()) runs.push({ name: names[i]!, report: await readReport(file) });
  const comparison = compareReports(runs);
  if (flags.html !== undefined) await writePage(flags.html, comparison, runs, files);
  if (flags.json === true) output.stdout(`${JSON.stringify(comparison, null, 2)}\n`);
  else {
    output.stdout(comparisonToTerminal(comparison, { width: output.width, colour: output.colour }));
    if (flags.html !== undefined) output.stdout(`\npage: ${flags.html}\n`);
  }
  return flags.failOnDifference === true && comparison.resultsDiffer ? EXIT.differs : EXIT.ok;
}

/** Writes the page whole or not at all, and never over a report that it was made from. */
async function writePage(
  path: string,
  comparison: Comparison,
  runs: readonly NamedReport[],
  files: readonly ReportFile[],
): Promise<void> {
  const there = await stat(path, { bigint: true }).catch(() => null);
  if (there !== null && files.some(({ identity }) => identity === `${there.dev}:${there.ino}`))
    throw new UsageError(`--html ${path}: this is one of the reports; name another file`);
  const draft = `${path}.${process.pid}.tmp`;
  try {
    await writeFile(draft, comparisonToHtml(comparison, runs));
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true }).catch(() => {});
    throw cannotWrite(path, error);
  }
}
