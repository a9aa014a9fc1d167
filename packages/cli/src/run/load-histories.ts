import { resolve } from "node:path";
import type { History, NamedFiles } from "@bellwether/backtest";
import { didYouMean } from "@bellwether/core";
import { UsageError } from "../output.js";
import { readRunBars } from "./bar-files.js";
import { filesOf, type RunFolder } from "./data-files.js";

/**
 * The bars of every symbol of a run up to its last date, those before its first included.
 * @param data - of `--data`; stands in for the run file's.
 * @throws {ConfigError} for a symbol that neither names bars of; {DataError} for bars that cannot be read.
 */
export async function loadHistories(run: RunFolder, data: readonly string[] = []): Promise<History[]> {
  const { symbols, timeframe } = run.config.exchange;
  const given = givenFiles(data, symbols);
  // all of them first: reading one may take long
  const files = symbols.map((symbol, i): NamedFiles => {
    const typed = given.get(symbol);
    if (typed !== undefined) return { source: "--data", files: typed };
    const listed = run.config.data?.files?.[symbol] !== undefined;
    return { source: listed ? `data.files.${symbol}` : "data.directory", files: filesOf(run, symbol, i) };
  });
  const extra = run.config.data?.columns;
  const histories: History[] = [];
  for (const [i, symbol] of symbols.entries())
    histories.push({ symbol, timeframe, columns: await readRunBars(symbol, files[i]!, timeframe, run.config, extra) });
  return histories;
}

/** `BTC/USDT=` or `BTC/USDT:USDT=` at the start. */
const SYMBOL_FIRST = /^([A-Z0-9]+\/[A-Z0-9]+(?::[A-Z0-9]+)?)=/;

/** `--data file` for a run of one symbol, `--data SYMBOL=file` for several; paths count from the current folder. */
function givenFiles(data: readonly string[], symbols: readonly string[]): Map<string, string[]> {
  const given = new Map<string, string[]>();
  for (const entry of data) {
    const stranger = SYMBOL_FIRST.exec(entry)?.[1];
    if (stranger !== undefined && !symbols.includes(stranger))
      throw new UsageError(
        `--data ${entry}: the run does not trade ${stranger}; it has ${symbols.join(", ")}.${didYouMean(stranger, symbols)}`,
      );
    const symbol =
      symbols.find((known) => entry.startsWith(`${known}=`)) ?? (symbols.length === 1 ? symbols[0] : undefined);
    if (symbol === undefined)
      throw new UsageError(
        `--data ${entry}: the run has several symbols; write --data SYMBOL=file with one of ${symbols.join(", ")}`,
      );
    const file = entry.startsWith(`${symbol}=`) ? entry.slice(symbol.length + 1) : entry;
    given.set(symbol, [...(given.get(symbol) ?? []), resolve(file)]);
  }
  return given;
}
