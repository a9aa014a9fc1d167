import { SimulatedBroker } from "@bellwether/backtest";
import { CcxtOptions, ccxtExchange } from "@bellwether/ccxt";
import { type Logger, silentLogger, TradingError } from "@bellwether/core";
import { guardProcess, openJournal, type TradingRun, trade } from "@bellwether/live/node";
import { createRiskEngine } from "@bellwether/risk";
import { smaCross } from "@bellwether/strategies";
import { BALANCE, KEY, RISK, SYMBOLS, type Task, TIMEFRAME, type Word } from "../plan.js";
import { watchFiles } from "./file-points.js";
import { exchangeWithPoints, journalWithPoints, killerOf } from "./points.js";
import { remoteLockstep } from "./remote-lockstep.js";
import { stateOf } from "./state.js";
import { unhurried } from "./unhurried.js";

const say = (word: Word) => process.send!(word);
const log: Logger = {
  ...silentLogger,
  error: (message, details) => console.error(message, details),
};

/** A process that trades until its task is done, or it is killed. */
async function live(task: Task): Promise<void> {
  const killer = killerOf(task);
  await watchFiles(killer);
  const { control, now } = await reach(task);
  const step = remoteLockstep(control, now);
  const exchange = await ccxtExchange(
    {
      id: "binance",
      symbols: SYMBOLS,
      mode: task.mode,
      credentials: KEY,
      // stepped time jumps: nothing that is silent is stalled
      options: CcxtOptions.parse({ ...task.ccxt, silenceMs: 3_600_000 }),
      timers: step.timers,
      log,
    },
    unhurried,
  );
  const journal = await openJournal(task.folder, { segmentBytes: task.segmentBytes, minFreeBytes: 0 });
  const starting = trade({
    mode: task.mode,
    exchange: step.watched(exchangeWithPoints(exchange, killer)),
    journal: step.watched(journalWithPoints(journal, killer)),
    symbols: SYMBOLS,
    timeframe: TIMEFRAME,
    strategy: [
      { definition: smaCross, params: { fast: 2, slow: 5 }, name: "quick" },
      { definition: smaCross, params: { fast: 4, slow: 11 }, name: "slow" },
    ],
    startingBalance: BALANCE,
    settings: { risk: RISK },
    risk: () => createRiskEngine(RISK),
    paperBroker: () => new SimulatedBroker(),
    clock: { samples: 1, refreshMs: 86_400_000, checkMs: 3_600_000 },
    live: { stops: task.mode === "testnet" ? "exchange" : "local" },
    timers: step.timers,
    log,
  });
  let run: TradingRun | undefined;
  let failure: unknown;
  let over = false;
  starting
    .then(async (begun) => {
      begun.bus.on("equity", (time) => say({ kind: "bars", time }));
      run = begun;
      await begun.ready;
      say({ kind: "ready" });
      await begun.done;
      over = true;
    })
    .catch((error: unknown) => {
      failure = error;
    });
  const stop = async (reason: string) => {
    await run?.stop(reason);
  };
  const unguard = guardProcess({ log, stop, crash: () => {} });
  await step.run(task.until, () => over || failure !== undefined);
  if (!over && failure === undefined) {
    stop("the bars are over").catch((error: unknown) => {
      failure = error;
    });
    await step.run(Number.POSITIVE_INFINITY, () => over || failure !== undefined);
  }
  unguard();
  if (failure !== undefined) throw failure;
  say({ kind: "over", state: stateOf(run!) });
}

/** The clock of the exchange, by its control endpoint. */
async function reach({ url, controlToken }: Task) {
  const ask = async (path: string, body?: object) => {
    const answer = await fetch(`${url}/control/${path}`, {
      method: body === undefined ? "GET" : "POST",
      headers: { "x-control-token": controlToken },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(await answer.text());
    return ((await answer.json()) as { now: number }).now;
  };
  const now = await ask("state");
  return {
    now,
    control: { now: () => ask("state"), advance: async (until: number) => void (await ask("advance", { until })) },
  };
}

/** Loads ccxt's class, which takes most of the start, before there is a task. */
async function load(): Promise<void> {
  const timers = remoteLockstep({ now: async () => 0, advance: async () => {} }, 0).timers;
  const none = await ccxtExchange(
    {
      id: "binance",
      symbols: SYMBOLS,
      mode: "paper",
      options: CcxtOptions.parse({}),
      timers,
      log,
    },
    unhurried,
  );
  await none.close();
}

process.once("message", (task) => {
  live(task as Task)
    .catch((error: unknown) => {
      process.exitCode = 1;
      const message = error instanceof Error ? error.message : String(error);
      say({ kind: "failed", code: error instanceof TradingError ? error.code : "none", message });
    })
    .finally(() => process.disconnect());
});
await load();
say({ kind: "loaded" });
