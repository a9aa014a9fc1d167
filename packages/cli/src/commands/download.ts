import { type BarFile, openBarFile } from "@bellwether/backtest/node";
import { type Clock, silentLogger } from "@bellwether/core";
import { type DownloadResult, downloadBars, type MarketData, type Timers } from "@bellwether/live";
import { systemTimers } from "@bellwether/live/node";
import { EXIT } from "../exit-codes.js";
import { type DownloadFlags, type DownloadPlan, planDownload, type WantedBars } from "../live/download-of.js";
import { exchangeOf } from "../live/exchange-of.js";
import type { Output } from "../output.js";
import { progressBar } from "../run/progress.js";
import { outFolder } from "../run/write-report.js";

/**
 * `bellwether download [config]`: closed bars of an exchange, into files that backtests read. Goes on where files end.
 * @returns the exit code: `EXIT.interrupted` after Ctrl-C.
 * @throws {UsageError} {ConfigError} {DownloadError} {ExchangeUnsuitableError} {DataError}
 */
export async function downloadCommand(file: string | undefined, flags: DownloadFlags, output: Output): Promise<number> {
  const plan = await planDownload(file, flags);
  const stopped = new AbortController();
  const stop = () => stopped.abort(); // the second Ctrl-C ends the process: what is stored stays
  process.once("SIGINT", stop);
  try {
    return await download(plan, stopped.signal, output);
  } finally {
    process.off("SIGINT", stop);
    await plan.run.close();
  }
}

async function download(plan: DownloadPlan, signal: AbortSignal, output: Output): Promise<number> {
  const timers = systemTimers();
  const data = await exchangeOf(plan.run, { timers, log: silentLogger });
  try {
    await data.open();
    const clock = await clockOf(data, timers);
    await outFolder("--out", plan.folder);
    for (const wanted of plan.wanted) {
      if (signal.aborted) break;
      await downloadOne(wanted, plan, { data, clock, timers, signal, output });
    }
  } finally {
    await data.close();
  }
  if (!signal.aborted) return EXIT.ok;
  output.stderr("stopped: what has come is stored; the same command goes on from there\n");
  return EXIT.interrupted;
}

interface Tools {
  readonly data: MarketData;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly signal: AbortSignal;
  readonly output: Output;
}

async function downloadOne(
  { symbol, timeframe, path }: WantedBars,
  { since, until }: DownloadPlan,
  { output, ...tools }: Tools,
): Promise<void> {
  const store = await openBarFile(path, { timeframe });
  const bar = progressBar(`${symbol} ${timeframe}`);
  try {
    const result = await downloadBars({
      ...tools,
      store,
      stream: { symbol, timeframe },
      since: since ?? store.notes?.askedFrom ?? store.first ?? Number.NaN,
      until,
      onProgress: ({ done }) => bar.update(done),
    });
    bar.stop();
    output.stdout(`${lineOf(store, result)}\n`);
  } finally {
    bar.stop();
    await store.close().catch(() => {}); // finished: closed already
  }
}

function lineOf({ path, rows, first, last }: BarFile, { stored, gaps, requests }: DownloadResult): string {
  const day = (time: number | null) =>
    time === null ? "" : new Date(time).toISOString().slice(0, 16).replace("T", " ");
  const missing = gaps.reduce((sum, gap) => sum + gap.missing, 0);
  const parts = [
    rows === 0 ? "no bars" : `${count(rows, "bar")} from ${day(first)} to ${day(last)} UTC, ${stored} of them new`,
    gaps.length === 0 ? "no gaps" : `${count(gaps.length, "gap")} (${count(missing, "bar")} missing)`,
    count(requests, "request"),
  ];
  return `${path}: ${parts.join("; ")}`;
}

const count = (number: number, one: string) => `${number} ${one}${number === 1 ? "" : "s"}`;

/** The exchange's time, from one question: behind by the way of the answer at most, so that no unfinished bar counts as closed. */
async function clockOf(data: MarketData, timers: Timers): Promise<Clock> {
  const time = await data.time();
  const received = timers.monotonic();
  return { now: () => time + timers.monotonic() - received };
}
