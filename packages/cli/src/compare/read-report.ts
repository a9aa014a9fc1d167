import { createReadStream } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { BadReportError, type NamedReport, parseReport } from "@bellwether/backtest";
import { didYouMean } from "@bellwether/core";

/** Largest report that is read; a million trades need less. */
const MAX_BYTES = 448 * 2 ** 20;

/** A file that was found: where it is, and what it is, whatever path leads there. */
export interface ReportFile {
  readonly path: string;
  readonly identity: string;
}

/**
 * Finds the files of reports; a folder stands for the report.json in it.
 * @throws {BadReportError} for one that is not there, or is there twice.
 */
export async function findReports(given: readonly string[]): Promise<ReportFile[]> {
  const found: ReportFile[] = [];
  for (const path of given) {
    const file = await find(path);
    const twin = found.find(({ identity }) => identity === file.identity);
    if (twin !== undefined)
      throw new BadReportError({
        file: path,
        message: twin.path === file.path ? "is given twice" : `is the same file as ${twin.path}`,
        hint: "a run need not be compared with itself: name another report",
      });
    found.push(file);
  }
  return found;
}

async function find(path: string): Promise<ReportFile> {
  try {
    const seen = await stat(path, { bigint: true });
    if (seen.isDirectory() && basename(path) !== "report.json") return await find(join(path, "report.json"));
    if (!seen.isDirectory()) return { path, identity: `${seen.dev}:${seen.ino}` };
  } catch (cause) {
    if (cause instanceof BadReportError) throw cause;
    throw await unreadable(path, cause);
  }
  throw new BadReportError({ file: path, message: "is a folder", hint: "name a report.json" });
}

/** @throws {BadReportError} for a file that cannot be read, is too large, is no UTF-8, or holds no report. */
export async function readReport({ path }: ReportFile): Promise<NamedReport["report"]> {
  const chunks: Uint8Array[] = [];
  let total = 0;
  try {
    for await (const chunk of createReadStream(path)) {
      total += chunk.length;
      if (total > MAX_BYTES)
        throw new BadReportError({
          file: path,
          message: `is larger than ${MAX_BYTES / 2 ** 20} MiB`,
          hint: "no backtest writes such a report",
        });
      chunks.push(chunk);
    }
  } catch (cause) {
    if (cause instanceof BadReportError) throw cause;
    throw await unreadable(path, cause);
  }
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(Buffer.concat(chunks));
  } catch (cause) {
    throw new BadReportError({ file: path, message: "is no UTF-8 text", hint: "name a report.json" }, { cause });
  }
  return parseReport(text, path);
}

async function unreadable(path: string, cause: unknown): Promise<BadReportError> {
  const { code = String(cause) } = cause as NodeJS.ErrnoException;
  if (code === "ENOENT" || code === "ENOTDIR") {
    const siblings = await readdir(dirname(path)).catch(() => []);
    const hint = `bellwether backtest --report writes one.${didYouMean(basename(path), siblings)}`;
    return new BadReportError({ file: path, message: "does not exist", hint }, { cause });
  }
  const denied = code === "EACCES" || code === "EPERM";
  const message = denied ? "may not be read" : `cannot be read: ${code}`;
  return new BadReportError(
    { file: path, message, hint: denied ? "check its permissions" : "name another file" },
    { cause },
  );
}
