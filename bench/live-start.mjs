// @ts-check
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createLocalExchange } from "@bellwether/ccxt/testing";
import { sampleBars } from "@bellwether/core/checks";
import { table } from "./timing.mjs";

const bin = fileURLToPath(new URL("../packages/cli/dist/bin.js", import.meta.url));
const STARTS = 7;
/** What a run says once it waits for its first bar. */
const BEGUN = /begins|goes on after/;

/** A cold process of `bellwether live`, through ccxt, against an exchange on this machine. */
export async function benchLiveStart() {
  console.log("Start of bellwether live, whole process, through ccxt to an exchange on this machine");
  const columns = sampleBars({ rows: 2_000, seed: 42, timeframe: "1h" });
  const [first = 0] = columns.openTime;
  const exchange = await createLocalExchange({
    markets: [
      {
        symbol: "BTC/USDT",
        base: "BTC",
        quote: "USDT",
        tick: 0.01,
        step: 0.00001,
        minQuantity: 0.00001,
        minNotional: 5,
        maker: 0.001,
        taker: 0.001,
        types: ["market", "limit", "stop", "stop-limit"],
        timeframe: "1h",
        columns,
      },
    ],
    balances: { USDT: 10_000 },
    start: Math.max(first + 1_000 * 3_600_000, Math.min(Date.now(), first + 1_900 * 3_600_000)),
    keys: [],
    speed: 1,
  });
  const folder = mkdtempSync(join(tmpdir(), "bellwether-bench-"));
  try {
    const file = join(folder, "run.yaml");
    const run = {
      exchange: { id: "binance", symbols: ["BTC/USDT"], timeframe: "1h", options: exchange.ccxtOptions() },
      plugins: ["@bellwether/ccxt"],
      strategy: { type: "ema-rsi-scalping" },
      live: { maxClockOffsetMs: 1e13, watch: false },
    };
    writeFileSync(file, JSON.stringify(run)); // which is YAML too
    const starts = [];
    for (let i = 0; i < STARTS; i++) starts.push(await oneStart(file, join(folder, `journal-${i}`)));
    starts.sort((a, b) => a.ms - b.ms);
    const { ms, mib } = starts[STARTS >> 1] ?? { ms: Number.NaN, mib: Number.NaN };
    table([
      ["", "ms", "resident MiB"],
      ["to the first awaited bar", ms.toFixed(0), mib.toFixed(0)],
    ]);
  } finally {
    rmSync(folder, { recursive: true });
    await exchange.close();
  }
}

/** @param {string} file @param {string} journal @returns {Promise<{ ms: number, mib: number }>} */
function oneStart(file, journal) {
  const from = performance.now();
  const child = spawn(process.execPath, [bin, "live", file, "--journal", journal], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  let text = "";
  return new Promise((resolve, reject) => {
    let found = { ms: Number.NaN, mib: Number.NaN };
    const hear = (/** @type {Buffer} */ data) => {
      text += String(data);
      if (!Number.isNaN(found.ms) || !BEGUN.test(text)) return;
      found = { ms: performance.now() - from, mib: residentMiB(child.pid) };
      child.kill("SIGTERM");
    };
    child.stdout.on("data", hear);
    child.stderr.on("data", hear);
    child.on("close", () => {
      if (Number.isNaN(found.ms)) reject(new Error(text));
      else resolve(found);
    });
  });
}

/** Linux only; NaN elsewhere. @param {number | undefined} pid */
function residentMiB(pid) {
  try {
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]) / 1_024;
  } catch {
    return Number.NaN;
  }
}
