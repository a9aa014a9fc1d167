import { existsSync } from "node:fs";
import { resolve } from "node:path";
import type { ResolvedConfig } from "@bellwether/core/config";
import { refuse } from "./refuse.js";
import type { Run } from "./run.js";

/** A run file and the folder that its paths count from. */
export interface RunFolder {
  readonly config: Run;
  readonly resolved: ResolvedConfig<Run>;
  readonly folder: string;
}

/**
 * The files of bars that a run file names for a symbol: under `data.files`, or in `data.directory` by its name.
 * @param index - of the symbol in `exchange.symbols`.
 * @throws {ConfigError} if it names none.
 */
export function filesOf(run: RunFolder, symbol: string, index: number): string[] {
  const { data, exchange } = run.config;
  const named = data?.files?.[symbol];
  if (named !== undefined) return paths(run, named);
  if (data?.directory === undefined)
    refuse(
      run.resolved,
      ["exchange", "symbols", index],
      `the file names no bars of ${symbol}; write data: { files: { ${symbol}: path } }, or give backtest --data path`,
    );
  const name = `${symbol.replace(/[/:]/g, "-")}-${exchange.timeframe}`;
  const names = [`${name}.csv`, `${name}.csv.gz`, `${name}.parquet`];
  const folder = resolve(run.folder, data.directory);
  const found = names.map((file) => resolve(folder, file)).find((file) => existsSync(file));
  if (found !== undefined) return [found];
  refuse(
    run.resolved,
    ["data", "directory"],
    existsSync(folder)
      ? `${folder} holds neither ${names.join(" nor ")}; put one there, name the bars of ${symbol} under data.files, or give backtest --data path`
      : `there is no folder ${folder}; name the bars of ${symbol} under data.files, or give backtest --data path`,
  );
}

/** One path or several of a run file, from its folder. */
export function paths({ folder }: Pick<RunFolder, "folder">, named: string | readonly string[]): string[] {
  return [named].flat().map((file) => resolve(folder, file));
}
