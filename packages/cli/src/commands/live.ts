import { EventEmitter, once } from "node:events";
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import type { Override } from "@bellwether/core/config";
import {
  type Controls,
  createNotifications,
  createRedactor,
  type Notice,
  noticeText,
  type Redactor,
  type Status,
  statusText,
} from "@bellwether/live";
import {
  createControlServer,
  createLogger,
  guardProcess,
  type ProcessLogger,
  systemTimers,
  type TradingRun,
  trade,
} from "@bellwether/live/node";
import { keysOf } from "../live/exchange-of.js";
import { HotSwap } from "../live/hot-swap.js";
import { journalFolderOf } from "../live/journal-folder.js";
import { type Market, realMarket } from "../live/market.js";
import { notifiersOf } from "../live/notifiers.js";
import { replayMarket } from "../live/replay-market.js";
import { secretTexts } from "../live/secrets-of.js";
import { tradeOptionsOf } from "../live/trade-options.js";
import { watchFile } from "../live/watch-file.js";
import { type Output, UsageError } from "../output.js";
import { flagOverrides, type RunFlags } from "../run/flags.js";
import { type OpenRun, openRun } from "../run/run-file.js";
import { typedCount } from "../run/typed.js";

export interface LiveFlags extends RunFlags {
  readonly journal?: string;
  readonly bars?: string;
  readonly replay?: boolean;
  readonly quiet?: boolean;
}

/** `bellwether live <config>`: trades until it is stopped. */
export async function liveCommand(file: string, flags: LiveFlags, output: Output): Promise<void> {
  const bars = flags.bars === undefined ? Number.POSITIVE_INFINITY : typedCount("--bars", flags.bars, "bars");
  if (flags.replay !== true && (flags.from !== undefined || flags.to !== undefined))
    throw new UsageError("--from and --to are dates of recorded bars; they go with --replay");
  const flagged = await flagOverrides(file, flags);
  // an exchange shows a flat bar where nobody traded
  const overrides =
    flags.replay === true ? [...flagged.overrides, { path: "data.gaps", value: "fill" }] : flagged.overrides;
  let run: OpenRun | undefined;
  try {
    const text = await textOf(file);
    run = await openRun(file, overrides);
    await live({ file, text, overrides, run, flags, bars, output });
  } catch (error) {
    await run?.close().catch(() => {}); // the first error is the one to tell
    throw flagged.error(error);
  }
  await run.close();
}

/** What a shell reports for a process that Ctrl-C has ended. */
const INTERRUPTED = 130;

interface Session {
  readonly file: string;
  /** Of the file, as the run began with it. */
  readonly text: string;
  readonly overrides: readonly Override[];
  readonly run: OpenRun;
  readonly flags: LiveFlags;
  readonly bars: number;
  readonly output: Output;
}

async function live(session: Session): Promise<void> {
  const { run, flags } = session;
  const keys = await keysOf(run);
  const redactor = createRedactor(secretTexts(run.config, keys));
  const log = logOf(run, redactor);
  let market: Market | undefined;
  try {
    market = flags.replay === true ? await replayMarket(run, log) : await realMarket(run, { log, keys });
    await tradeOn(market, session, log, redactor);
  } finally {
    await market?.close();
    log.close();
  }
}

/** A file of JSON lines, if the run wants one; else errors on stderr, as people are shown the rest. */
function logOf({ config: { live }, folder }: OpenRun, secrets: Redactor): ProcessLogger {
  const { level, file } = live.log;
  if (file === undefined) return createLogger({ level: "error", destination: "stderr", pretty: true, secrets });
  return createLogger({ level, destination: resolve(folder, file), secrets });
}

async function tradeOn(
  market: Market,
  { file, text, overrides, run, flags, bars, output }: Session,
  log: ProcessLogger,
  redactor: Redactor,
): Promise<void> {
  const { config } = run;
  const targets = await notifiersOf(run, { timers: systemTimers(), log });
  const notifications = createNotifications({ targets, timers: systemTimers(), log, redactor });
  const folder = flags.journal === undefined ? journalFolderOf(file, config.live) : resolve(flags.journal);
  output.stdout(headline(run, folder, flags.replay === true ? "its own bars, replayed" : config.exchange.id));
  const ended = new EventEmitter();
  let ending = false;
  const end = (reason: string) => {
    ending = true;
    ended.emit("end", reason);
  };
  let trading: TradingRun | undefined;
  const unguard = guardProcess({
    log,
    stop: async (reason) => {
      end(reason);
      if (trading === undefined) process.exit(INTERRUPTED); // nothing has begun yet
      output.stdout("ending in order; once more ends it at once\n");
      await trading.done;
    },
    crash: () => log.flush(),
  });
  let over = false;
  const driven = market.drive?.(() => over).then(() => end("the bars are over"));
  try {
    const it = await trade({
      ...tradeOptionsOf(run),
      exchange: market.exchange,
      journal: await market.openJournal(folder),
      journalFolder: folder,
      log,
      ...(market.drive === undefined ? {} : { timers: market.timers }),
      ...(market.clock === undefined ? {} : { clock: market.clock }),
      ...(market.stallMs === undefined ? {} : { live: { ...config.live, stallMs: market.stallMs } }),
      onNotice: (notice) => {
        notifications.send(notice);
        if (config.live.log.file !== undefined) log[notice.level](notice.message, { ...notice });
        if (flags.quiet !== true || notice.level !== "info") output.stdout(`${noticeLine(notice, redactor)}\n`);
      },
    });
    trading = it;
    const stop = ending ? it.stop("stopped") : once(ended, "end").then(([reason]) => it.stop(String(reason)));
    await Promise.race([it.ready, stop]); // who asks it to end need not wait until it has begun
    let left = bars;
    it.bus.on("equity", () => {
      if (--left === 0) end(`${bars} bars are over`);
    });
    const status = () => ({ ...it.status(), notifiers: notifications.counters() });
    const control = await createControlServer(folder, controlsOf(it, status, end), {
      redact: (text) => redactor.text(text),
    });
    const swaps = new HotSwap(file, overrides, it, run.settings);
    const unwatch = config.live.watch ? watchFile(file, () => void swaps.saved()) : () => {};
    if (config.live.watch && (await textOf(file)) !== text) void swaps.saved(); // while it was starting
    try {
      await Promise.race([stop, it.done]);
      await it.done;
    } finally {
      unwatch();
      await swaps.close();
      await control.close();
    }
    output.stdout(`\n${statusText(status(), output)}`);
  } catch (error) {
    await trading?.stop("nobody can watch over it").catch(() => {}); // the first error is the one to tell
    throw error;
  } finally {
    over = true;
    await driven;
    unguard();
    await notifications.close();
  }
}

/** Empty where it cannot be read: whoever reads it in earnest says why. */
function textOf(file: string): Promise<string> {
  return readFile(file, "utf8").catch(() => "");
}

function headline({ config }: OpenRun, folder: string, where: string): string {
  const { symbols, timeframe } = config.exchange;
  return `${config.mode} on ${where}: ${symbols.join(", ")} ${timeframe}
journal ${folder}
Ctrl-C stops it; from another terminal: bellwether status ${folder}

`;
}

function noticeLine(notice: Notice, redactor: Redactor): string {
  return `${new Date(notice.at).toISOString().slice(0, 19).replace("T", " ")}  ${redactor.text(noticeText(notice))}`;
}

function controlsOf(run: TradingRun, status: () => Status, end: (reason: string) => void): Controls {
  return {
    status: async () => status(),
    pause: (by) => run.pause(by),
    resume: (by) => run.resume(by),
    flatten: (by) => run.flatten(by),
    stop: async (by) => end(`stopped by ${by}`),
  };
}
