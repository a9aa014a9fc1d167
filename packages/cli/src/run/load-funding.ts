import { assertInOrder, type FundingRates, type History, joinColumns } from "@bellwether/backtest";
import { readFunding, throwNamed } from "@bellwether/backtest/node";
import { isPerpetual } from "@bellwether/core/config";
import { paths, type RunFolder } from "./data-files.js";

/**
 * Funding by symbol, from files that follow each other.
 * @throws {DataError} for rates that cannot be read.
 */
export async function loadFunding(run: RunFolder): Promise<Record<string, FundingRates>> {
  const funding: Record<string, FundingRates> = {};
  for (const [symbol, named] of Object.entries(run.config.data?.funding ?? {})) {
    const files = paths(run, named);
    const source = `data.funding.${symbol}`;
    const parts: FundingRates[] = [];
    for (const file of files) parts.push(await readFunding(file).catch((error) => throwNamed(source, error)));
    const times = parts.map(({ time }) => time);
    assertInOrder(symbol, times, { source, files });
    funding[symbol] = { time: joinColumns(times), rate: joinColumns(parts.map(({ rate }) => rate)) };
  }
  return funding;
}

/** What the result leaves out: perpetuals without funding, and bars before or after all of it. */
export function fundingWarnings(
  { config }: Pick<RunFolder, "config">,
  histories: readonly History[],
  funding: Readonly<Record<string, FundingRates>>,
): string[] {
  return histories.flatMap(({ symbol, columns: { openTime } }) => {
    if (!isPerpetual(config, symbol)) return [];
    const rates = funding[symbol];
    if (rates === undefined) return [`${symbol} pays no funding here: data.funding names no file of it`];
    const [first, last] = [rates.time[0]!, rates.time.at(-1)!];
    const start = Math.max(openTime[0]!, config.backtest.from ?? Number.NEGATIVE_INFINITY);
    if (first - start <= LONGEST_PERIOD_MS && openTime.at(-1)! - last <= LONGEST_PERIOD_MS) return [];
    return [`${symbol} pays funding only from ${day(first)} to ${day(last)}: its file holds no more`];
  });
}

/** Venues charge funding every eight hours at most, a few once a day. */
const LONGEST_PERIOD_MS = 86_400_000;

const day = (time: number) => new Date(time).toISOString().slice(0, 10);
