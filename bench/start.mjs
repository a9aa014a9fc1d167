// @ts-check
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { writeBarsCsv } from "@bellwether/backtest/node";
import { sampleBars } from "@bellwether/core/checks";
import { table } from "./timing.mjs";

const bin = fileURLToPath(new URL("../packages/cli/dist/bin.js", import.meta.url));

/** @param {string[]} args */
function medianOf(args) {
  const times = Array.from({ length: 15 }, () => {
    const from = performance.now();
    const { status, stderr } = spawnSync(process.execPath, args, { stdio: ["ignore", "ignore", "pipe"] });
    if (status !== 0) throw new Error(String(stderr));
    return performance.now() - from;
  }).sort((a, b) => a - b);
  return times[7] ?? Number.NaN;
}

/** @param {string} folder @param {string[]} plugins */
function runFile(folder, plugins) {
  const path = join(folder, `run-${plugins.length}.yaml`);
  const run = {
    exchange: { symbols: ["BTC/USDT"], timeframe: "1h" },
    plugins,
    strategy: { type: "ema-rsi-scalping" },
    data: { files: { "BTC/USDT": "bars.csv" } },
  };
  writeFileSync(path, JSON.stringify(run)); // which is YAML too
  return path;
}

export async function benchStart() {
  console.log("Start of the command, whole process");
  const folder = mkdtempSync(join(tmpdir(), "bellwether-bench-"));
  try {
    await writeBarsCsv(join(folder, "bars.csv"), sampleBars({ rows: 500, seed: 42, timeframe: "1h" }));
    table([
      ["", "ms"],
      ["node -e 0", medianOf(["-e", "0"]).toFixed(0)],
      ["bellwether --help", medianOf([bin, "--help"]).toFixed(0)],
      ["bellwether backtest, 500 bars", medianOf([bin, "backtest", runFile(folder, [])]).toFixed(0)],
      [
        "the same, its run file naming @bellwether/ml",
        medianOf([bin, "backtest", runFile(folder, ["@bellwether/ml"])]).toFixed(0),
      ],
    ]);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
