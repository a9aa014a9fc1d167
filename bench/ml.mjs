// @ts-check
// Features, one new bar, the registry, predictions and the backtest loop of trained models.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { HistoryFeed, SimulatedBroker } from "@bellwether/backtest";
import { BarStore, frameOf, instantiate, instrument, Loop } from "@bellwether/core";
import { fromBundle, mlStrategy, openRegistry, predictionSeries, toBundle } from "@bellwether/ml";
import { createRiskEngine } from "@bellwether/risk";
import { barAt, HISTORY } from "./ml-bars.mjs";
import { childFigures, medianBy } from "./ml-children.mjs";
import { families, HOURS, hours, modelOf, setOf } from "./ml-model.mjs";
import { medianMs, table } from "./timing.mjs";

/** @typedef {Awaited<ReturnType<typeof modelOf>>} Loaded */

const SETS = ["baseline49", "ultra78"];
/** @param {Loaded} loaded */
const setName = ({ trained }) => trained.name.replace("bench-", "");

/** Bars before the first one that is timed. */
const SEEN = 20_000;

export async function benchMl() {
  console.log(`Features over ${HOURS.toLocaleString("en")} hourly bars in one batch, ms`);
  await featureRows();
  const models = await Promise.all(SETS.map(modelOf));
  console.log(
    `One new bar of a bounded live frame: features, then a forest of 100 trees of depth 10; ${(HOURS - SEEN).toLocaleString("en")} bars, µs`,
  );
  newBarRows(models);
  const folder = mkdtempSync(join(tmpdir(), "bellwether-bench-"));
  try {
    const registry = openRegistry(folder, { now: () => 0 });
    for (const { trained } of models) registry.save(trained.name, toBundle(trained));
    console.log("Registry: a version of 100 trees, from disk through every check to a model that answers, ms");
    await loadRows(folder, models);
    console.log(`Backtest loop with ml-strategy: ${HOURS.toLocaleString("en")} hourly bars, fees and slippage`);
    await loopRows(models);
    console.log("1,000,000 predictions, baseline49 and the forest, in a fresh process");
    millionRows(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function featureRows() {
  const rows = [["", "columns", "median", "in a fresh process, first call"]];
  for (const name of SETS) {
    const set = await setOf(name);
    const ms = await medianMs(() => set.series(frameOf(hours)).map((column) => column.last));
    const fresh = medianBy(childFigures("features", name), "ms");
    rows.push([name, String(set.columns.length), ms.toFixed(0), fresh.ms.toFixed(0)]);
  }
  table(rows);
}

/** @param {Loaded[]} models */
function newBarRows(models) {
  const rows = [["", "p50", "p99", "p99.9", "longest"]];
  for (const loaded of models) {
    const { trained, set } = loaded;
    rows.push([setName(loaded), ...newBars((df) => predictionSeries(df, set, trained)[0]?.[0]?.last)]);
  }
  for (const loaded of models) {
    const { strategy } = instantiate(
      mlStrategy(() => loaded, families),
      { tradeInSample: true },
    );
    const step = (/** @type {import("@bellwether/core").Frame} */ df) => {
      strategy.prepare?.(df);
      return strategy.generateSignal(df);
    };
    rows.push([`${setName(loaded)}, through ml-strategy to a signal`, ...newBars(step)]);
  }
  table(rows);
}

/**
 * @param {(df: import("@bellwether/core").Frame) => unknown} step - timed together with the arrival of the bar
 * @returns {string[]} µs
 */
function newBars(step) {
  const store = new BarStore({ symbol: "BTC/USDT", timeframe: "1h", history: HISTORY });
  const times = new Float64Array(HOURS - SEEN);
  for (let i = 0; i < HOURS; i++) {
    const bar = barAt(hours, i);
    const start = performance.now();
    store.append(bar);
    store.reveal();
    step(store.frame);
    if (i >= SEEN) times[i - SEEN] = (performance.now() - start) * 1000;
  }
  times.sort();
  return [0.5, 0.99, 0.999, 1].map((share) =>
    (times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0).toFixed(0),
  );
}

/** @param {string} folder @param {Loaded[]} models */
async function loadRows(folder, models) {
  const rows = [["", "MB", "median", "in a fresh process, first call"]];
  for (const { trained } of models) {
    const { name } = trained;
    const bytes = Object.values(toBundle(trained).files).reduce((sum, file) => sum + file.length, 0);
    const ms = await medianMs(() => fromBundle(openRegistry(folder, { now: () => 0 }).load(name), families));
    const fresh = medianBy(childFigures("load", folder, name), "ms");
    rows.push([`on ${name.replace("bench-", "")}`, (bytes / 1e6).toFixed(1), ms.toFixed(1), fresh.ms.toFixed(1)]);
  }
  table(rows);
}

const perpetual = instrument("BTC/USDT:USDT", { tick: 0.01, step: 0.00001, taker: 0.0005, maker: 0.0002 });

/** @param {Loaded[]} models */
async function loopRows(models) {
  const rows = [["", "bars/s", "ms", "trades"]];
  for (const loaded of models) {
    const run = async () => {
      const { strategy } = instantiate(
        mlStrategy(() => loaded, families),
        { tradeInSample: true, minConfidence: 0.52 },
      );
      const loop = new Loop({
        feed: new HistoryFeed([{ symbol: perpetual.symbol, timeframe: "1h", columns: hours }]),
        broker: new SimulatedBroker({ slippage: { bps: 1 } }),
        risk: createRiskEngine({ riskPerTrade: 0.01, maxDrawdown: 0.99 }),
        lanes: [{ name: "bench-ml", stream: 0, strategy }],
        instruments: [perpetual],
        quote: "USDT",
        startingBalance: 1_000_000,
      });
      await loop.run();
      return loop.portfolio.trades.length;
    };
    const trades = await run();
    const ms = await medianMs(run);
    rows.push([setName(loaded), ((HOURS / ms) * 1000).toFixed(0), ms.toFixed(0), String(trades)]);
  }
  table(rows);
}

/** @param {string} folder */
function millionRows(folder) {
  const rows = [["", "s", "peak resident MiB", "of which bars, model and imports"]];
  for (const [mode, words] of [
    ["whole", "a whole history at once"],
    ["stream", `bar by bar, ${HISTORY} bars kept`],
  ])
    for (const { seconds, peakMiB, beforeMiB } of [
      medianBy(childFigures("million", folder, `bench-${SETS[0]}`, String(mode)), "seconds"),
    ])
      rows.push([String(words), seconds.toFixed(1), peakMiB.toFixed(0), beforeMiB.toFixed(0)]);
  table(rows);
}
