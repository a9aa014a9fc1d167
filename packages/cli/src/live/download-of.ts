import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { type BarFileFormat, barFileName } from "@bellwether/backtest/node";
import type { Timeframe } from "@bellwether/core";
import { parseConfig } from "@bellwether/core/config";
import { UsageError } from "../output.js";
import { compose } from "../run/host.js";
import { RunFile } from "../run/run.js";
import { type OpenFile, openFile } from "../run/run-file.js";
import { typedSymbols, typedTime, typedTimeframes } from "../run/typed.js";

export interface DownloadFlags {
  readonly exchange?: string;
  readonly since?: string;
  readonly until?: string;
  readonly symbols?: string;
  readonly timeframes?: string;
  readonly format?: string;
  readonly out?: string;
}

/** Bars that are wanted, and the file for them. */
export interface WantedBars {
  readonly symbol: string;
  readonly timeframe: Timeframe;
  readonly path: string;
}

/** A download as it was asked for. */
export interface DownloadPlan {
  readonly run: OpenFile;
  readonly folder: string;
  readonly wanted: readonly WantedBars[];
  /** Open time of the first bar; undefined for going on where the file ends. */
  readonly since: number | undefined;
  readonly until: number | undefined;
}

/** Where bars go without a run file. */
const FOLDER = "data/bars";
/** In the order in which a run file's `data.directory` is searched. */
const ENDINGS = ["csv", "csv.gz", "parquet"] as const;

/**
 * Reads a command line, and the run file that it names if any.
 * @throws {UsageError} {ConfigError} {PluginError}
 */
export async function planDownload(file: string | undefined, flags: DownloadFlags): Promise<DownloadPlan> {
  const since = flags.since === undefined ? undefined : typedTime("--since", flags.since);
  const until = flags.until === undefined ? undefined : typedTime("--until", flags.until);
  if (since !== undefined && until !== undefined && !(since < until))
    throw new UsageError(`--until ${flags.until}: comes after --since ${flags.since}`);
  const format = formatOf(flags.format);
  const symbols = flags.symbols === undefined ? undefined : typedSymbols("--symbols", flags.symbols);
  const timeframes = flags.timeframes === undefined ? undefined : typedTimeframes("--timeframes", flags.timeframes);
  if (file !== undefined && flags.exchange !== undefined)
    throw new UsageError(`--exchange ${flags.exchange}: the run file ${file} names an exchange; give one of the two`);
  if (file === undefined && flags.exchange === undefined)
    throw new UsageError("download: name a run file, or --exchange with --symbols and --timeframes");
  const run = file === undefined ? await withoutFile(flags.exchange!, symbols, timeframes) : await openFile(file);
  try {
    const { config } = run;
    const directory = config.data?.directory;
    const folder =
      flags.out !== undefined
        ? resolve(flags.out)
        : directory === undefined
          ? resolve(run.folder, FOLDER)
          : resolve(run.folder, directory);
    const wanted = (symbols ?? config.exchange.symbols).flatMap((symbol) =>
      (timeframes ?? [config.exchange.timeframe]).map(
        (timeframe): WantedBars => ({ symbol, timeframe, path: placeOf(folder, symbol, timeframe, format) }),
      ),
    );
    const from = since ?? config.backtest.from;
    const fresh = wanted.find(({ path }) => !existsSync(path) && !existsSync(`${path}.work`));
    if (from === undefined && fresh !== undefined)
      throw new UsageError(`${fresh.path} is not there yet; say from when on: --since 2024-01-01`);
    return { run, folder, wanted, since: from, until };
  } catch (error) {
    await run.close();
    throw error;
  }
}

function formatOf(text: string | undefined): BarFileFormat | undefined {
  if (text === undefined || text === "csv.gz" || text === "parquet") return text;
  throw new UsageError(`--format ${text}: write csv.gz or parquet`);
}

/** The file that a run file would read, or the one to make. */
function placeOf(folder: string, symbol: string, timeframe: Timeframe, format: BarFileFormat | undefined): string {
  const place = (ending: (typeof ENDINGS)[number]) =>
    join(folder, barFileName(symbol, timeframe).replace(/csv\.gz$/, ending));
  const there = ENDINGS.find((ending) => existsSync(place(ending)));
  if (there !== undefined && format !== undefined && there !== format)
    throw new UsageError(`--format ${format}: ${place(there)} is there already; go on with it, or move it away`);
  const begun = ENDINGS.find((ending) => existsSync(`${place(ending)}.work`));
  return place(there ?? format ?? begun ?? "csv.gz");
}

/** What a run file would say that names an exchange and nothing else. */
async function withoutFile(
  id: string,
  symbols: readonly string[] | undefined,
  timeframes: readonly string[] | undefined,
): Promise<OpenFile> {
  if (symbols === undefined || timeframes === undefined)
    throw new UsageError(
      `--exchange ${id}: say of what, such as --symbols BTC/USDT --timeframes 1h, or name a run file in its place`,
    );
  const text = JSON.stringify({
    exchange: { id, symbols, timeframe: timeframes[0] },
    strategy: { type: "buy-and-hold" }, // every run file has one; nobody asks it
  });
  const resolved = parseConfig(text, RunFile, { file: "--exchange" });
  const folder = process.cwd();
  const composition = await compose([], folder);
  return {
    ...composition,
    config: resolved.value,
    resolved,
    options: [],
    folder,
    close: () => composition.host.close(),
  };
}
