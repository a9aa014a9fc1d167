import { resolve } from "node:path";
import { DataError, type History, sliceBars } from "@bellwether/backtest";
import { readBars } from "@bellwether/backtest/node";
import { BAR_FIELDS, type BarColumns, didYouMean } from "@bellwether/core";
import { UsageError } from "../output.js";
import type { Run } from "./run.js";

/**
 * The bars of every symbol of a run, cut to its dates.
 * @param data - of `--data`; stands in for the run file's.
 * @param missing - told of a symbol that neither names bars of; throws.
 */
export async function loadHistories(
  { config, folder }: { readonly config: Run; readonly folder: string },
  data: readonly string[] = [],
  missing: (symbol: string, index: number) => void,
): Promise<History[]> {
  const { exchange, backtest } = config;
  const given = givenFiles(data, exchange.symbols);
  const histories: History[] = [];
  const filesOf = (symbol: string) => given.get(symbol) ?? named(config, symbol).map((file) => resolve(folder, file));
  // all of them first: reading one may take long
  for (const [i, symbol] of exchange.symbols.entries()) if (filesOf(symbol).length === 0) missing(symbol, i);
  for (const symbol of exchange.symbols) {
    const files = filesOf(symbol);
    const parts = [];
    for (const file of files) parts.push(await read(file, config));
    const columns = sliceBars(
      join(symbol, parts, files),
      backtest.from ?? Number.NEGATIVE_INFINITY,
      backtest.to ?? Number.POSITIVE_INFINITY,
    );
    if (columns.openTime.length === 0)
      throw new DataError({
        file: files[0]!,
        message: `holds no bar of ${symbol} inside the dates of the run`,
        hint: "see its range with: bellwether data inspect",
      });
    histories.push({ symbol, timeframe: exchange.timeframe, columns });
  }
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

function named({ data }: Run, symbol: string): readonly string[] {
  const files = data?.files?.[symbol] ?? [];
  return typeof files === "string" ? [files] : files;
}

async function read(file: string, { exchange, data }: Run): Promise<BarColumns> {
  const { gaps = "keep", duplicates = "refuse", badRows = "refuse" } = data ?? {};
  return (await readBars(file, { timeframe: exchange.timeframe, gaps, duplicates, badRows })).columns;
}

/** Several files of one symbol in one: each must start after the one before. */
function join(symbol: string, parts: readonly BarColumns[], files: readonly string[]): BarColumns {
  if (parts.length === 1) return parts[0]!;
  for (let i = 1; i < parts.length; i++) {
    const end = parts[i - 1]!.openTime.at(-1);
    const start = parts[i]!.openTime[0];
    if (end !== undefined && start !== undefined && !(start > end))
      throw new DataError({
        file: files[i]!,
        message: `starts at ${new Date(start).toISOString()}, inside the bars of ${files[i - 1]}`,
        hint: `list the files of ${symbol} oldest first, without overlap`,
      });
  }
  return Object.fromEntries(
    BAR_FIELDS.map((name) => {
      const joined = new Float64Array(parts.reduce((sum, part) => sum + part[name].length, 0));
      let at = 0;
      for (const part of parts) {
        joined.set(part[name], at);
        at += part[name].length;
      }
      return [name, joined];
    }),
  ) as unknown as BarColumns;
}
