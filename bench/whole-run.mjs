// @ts-check
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { writeBarsCsv } from "@bellwether/backtest/node";
import { bars, ROWS } from "./bars.mjs";
import { table } from "./timing.mjs";

const child = fileURLToPath(new URL("./whole-run-child.mjs", import.meta.url));

export async function benchWholeRun() {
  console.log(
    "Whole run in a fresh process: CSV on disk → backtest with prefix checks → JSON, CSV and HTML report on disk",
  );
  const folder = mkdtempSync(join(tmpdir(), "bellwether-bench-"));
  try {
    const file = join(folder, "bars.csv");
    await writeBarsCsv(file, bars);
    const runs = Array.from({ length: 5 }, () => {
      const { stdout, stderr, status } = spawnSync(process.execPath, [child, file, folder], { encoding: "utf8" });
      if (status !== 0) throw new Error(stderr);
      return JSON.parse(stdout);
    }).sort((a, b) => a.total - b.total);
    const { read, run, write, total, start, rssMiB } = runs[2];
    table([
      ["", "ms", "M bars/s"],
      [
        `read CSV (${(statSync(file).size / 2 ** 20).toFixed(0)} MiB)`,
        read.toFixed(0),
        (ROWS / read / 1000).toFixed(2),
      ],
      ["backtest, metrics, fingerprint, prefix checks", run.toFixed(0), (ROWS / run / 1000).toFixed(2)],
      ["write report.json, .html, trades.csv", write.toFixed(0), (ROWS / write / 1000).toFixed(2)],
      ["CSV to report", total.toFixed(0), (ROWS / total / 1000).toFixed(2)],
      [
        "the same with process start and imports",
        (total + start).toFixed(0),
        (ROWS / (total + start) / 1000).toFixed(2),
      ],
    ]);
    console.log(`peak resident memory ${rssMiB.toFixed(0)} MiB\n`);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
