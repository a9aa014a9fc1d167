// @ts-check
// From the close of a bar to orders on the disk, restarts from a journal, and the start of `bellwether live`.
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SimulatedBroker } from "@bellwether/backtest";
import { instantiate, silentLogger } from "@bellwether/core";
import { startLive } from "@bellwether/live";
import { openJournal, systemTimers } from "@bellwether/live/node";
import { mlStrategy } from "@bellwether/ml";
import { createRiskEngine } from "@bellwether/risk";
import { emaRsiScalping } from "@bellwether/strategies";
import { batchSource } from "./live-bars.mjs";
import { benchLiveStart } from "./live-start.mjs";
import { families, modelOf } from "./ml-model.mjs";
import { table } from "./timing.mjs";

/** Batches before the first one that is timed, and those that are. */
const WARM = 300;
const TIMED = 1_000;
/** A file system in memory: everything is written and synced, and no disk waits. */
const MEMORY = existsSync("/dev/shm") ? "/dev/shm" : tmpdir();

/** @typedef {{ definition: import("@bellwether/core").StrategyDefinition, params?: unknown }} Traded */

export async function benchLive() {
  const model = await modelOf("baseline49");
  /** @type {[string, Traded][]} */
  const traded = [
    ["rules", { definition: emaRsiScalping }],
    ["forest", { definition: mlStrategy(() => model, families), params: { tradeInSample: true, minConfidence: 0.52 } }],
  ];
  console.log(`From bars handed on to all that follows on the disk, ${TIMED} batches, ms`);
  const rows = [["", "in memory: p50", "p99", "processor, mean", "on the disk: p50", "p99"]];
  for (const [name, strategy] of traded)
    for (const symbols of [1, 20, 100])
      rows.push([
        `${symbols} ${symbols === 1 ? "symbol" : "symbols"}, ${name}`,
        ...(await quantiles(MEMORY, symbols, strategy)),
        ...(await quantiles(tmpdir(), symbols, strategy)).slice(0, 2),
      ]);
  table(rows);
  console.log("A restart from the journal: check, read, and play every step through the loop again");
  const replays = [["", "steps", "MB, older ones packed", "s", "processor, s", "bars a processor second"]];
  for (const symbols of [1, 20]) replays.push(await replayRow(symbols, { definition: emaRsiScalping }));
  table(replays);
  await benchLiveStart();
}

/**
 * A run on paper over so many batches, in the journal of a folder.
 * @param {string} folder @param {number} symbols @param {Traded} strategy @param {number} batches
 * @param {(run: import("@bellwether/live").LiveRun) => void} [begun]
 */
async function runOver(folder, symbols, { definition, params }, batches, begun = () => {}) {
  const timers = systemTimers();
  const names = Array.from({ length: symbols }, (_, i) => `S${i}/USDT`);
  const journal = await openJournal(folder);
  const run = await startLive({
    mode: "paper",
    exchange: "bench",
    streams: names.map((symbol) => ({ symbol, timeframe: "1h" })),
    instruments: names.map(() => ({ tick: 0.01, step: 0.001, minNotional: 5, taker: 0.001, maker: 0.001 })),
    lanes: names.map((_, stream) => {
      const { params: parsed, strategy } = instantiate(definition, params);
      return { name: definition.id, type: definition.id, params: parsed, stream, artifacts: {}, strategy };
    }),
    account: { quote: "USDT", startingBalance: 1_000_000 },
    source: batchSource(symbols, batches),
    journal,
    timers,
    now: () => timers.now(),
    log: silentLogger,
    settings: {},
    makeRisk: () => createRiskEngine({ riskPerTrade: 0.001, stopLossAtr: 2, takeProfitAtr: 3, maxDrawdown: 0.99 }),
    makeBroker: () => new SimulatedBroker(),
    onNotice: () => {},
  });
  begun(run);
  await run.ready;
  const readyAt = performance.now();
  await run.done;
  await journal.close();
  return { run, readyAt };
}

/**
 * @param {string} root @param {number} symbols @param {Traded} strategy
 * @returns {Promise<string[]>} p50, p99 and processor time a batch, ms
 */
async function quantiles(root, symbols, strategy) {
  const folder = mkdtempSync(join(root, "bellwether-bench-"));
  try {
    let seen = 0;
    let from = process.cpuUsage();
    const { run } = await runOver(folder, symbols, strategy, WARM + TIMED, (begun) => {
      begun.bus.on("equity", () => {
        if (++seen !== WARM) return;
        begun.lags.clear();
        from = process.cpuUsage();
      });
    });
    const spent = processorMs(from) / TIMED;
    return [...[0.5, 0.99].map((share) => run.lags.quantile(share) ?? Number.NaN), spent].map((ms) => ms.toFixed(2));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Since then. @param {NodeJS.CpuUsage} from */
function processorMs(from) {
  const { user, system } = process.cpuUsage(from);
  return (user + system) / 1_000;
}

/** @param {number} symbols @param {Traded} strategy */
async function replayRow(symbols, strategy) {
  const folder = mkdtempSync(join(MEMORY, "bellwether-bench-"));
  try {
    const steps = Math.round(100_000 / symbols);
    await runOver(folder, symbols, strategy, steps);
    const bytes = readdirSync(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
    const from = performance.now();
    const before = process.cpuUsage();
    const { readyAt } = await runOver(folder, symbols, strategy, 0);
    const seconds = (readyAt - from) / 1_000;
    const processor = processorMs(before) / 1_000;
    return [
      `${symbols} ${symbols === 1 ? "symbol" : "symbols"}`,
      steps.toLocaleString("en"),
      (bytes / 1e6).toFixed(0),
      seconds.toFixed(1),
      processor.toFixed(1),
      ((steps * symbols) / processor).toFixed(0),
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}
