// @ts-check
// Random forest: fit, answers, parsing; beside scikit-learn on the same rows where BELLWETHER_PYTHON (python3) has it.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { randomForest } from "@bellwether/ml";
import { noisySet } from "./forest-data.mjs";
import { medianMs, table } from "./timing.mjs";

const ROWS = 35_918;
const COLUMNS = 49;
const TREES = 100;
const CALLS = 20_000;
const MANY = 1_000_000;
const FITS = 3;

/** @param {number[]} values */
const median = (values) => values.sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

export async function benchForest() {
  console.log(
    `Random forest: ${ROWS.toLocaleString("en")} rows × ${COLUMNS} columns, ${TREES} trees of depth 10, one thread`,
  );
  const { x, y } = noisySet(ROWS, COLUMNS);
  const data = {
    x,
    y,
    weights: null,
    task: /** @type {const} */ ("classification"),
    classes: ["DOWN", "UP"],
    columns: Array.from({ length: COLUMNS }, (_, j) => `column ${j}`),
  };
  const params = randomForest.params.parse({ trees: TREES, maxDepth: 10, outOfBag: false });
  const times = [];
  let model = randomForest.fit(data, params, { seed: 0 });
  for (let seed = 1; seed <= FITS; seed++) {
    const start = performance.now();
    model = randomForest.fit(data, params, { seed });
    times.push(performance.now() - start);
  }
  const fitMs = median(times);
  const [p50, p99] = singleRows(model, x);
  const many = throughput(model, x);
  const artifact = model.toArtifact();
  const bytes = Object.values(artifact.arrays).reduce((sum, array) => sum + array.byteLength, 0);
  const parseMs = await medianMs(() => randomForest.fromArtifact(artifact));
  const python = scikitLearn(x, y);
  const cell = (/** @type {number | undefined} */ value, digits = 2) =>
    value === undefined ? "–" : value.toFixed(digits);
  const rows = [["", "bellwether", "scikit-learn", "ratio"]];
  const add = (
    /** @type {string} */ name,
    /** @type {number} */ own,
    /** @type {number | undefined} */ theirs,
    digits = 2,
  ) =>
    rows.push([
      name,
      own.toFixed(digits),
      cell(theirs, digits),
      cell(theirs === undefined ? undefined : own / theirs, 4),
    ]);
  add("fit, s", fitMs / 1000, python?.fit);
  add("one row, p50, µs", p50, python?.p50, 1);
  add("one row, p99, µs", p99, python?.p99, 1);
  add(`${MANY.toLocaleString("en")} rows, s`, many.seconds, python?.many);
  rows.push(["  process afterwards, MiB resident", many.rssMiB.toFixed(0), "", ""]);
  rows.push([`parse and check ${(bytes / 1e6).toFixed(1)} MB, ms`, parseMs.toFixed(2), "", ""]);
  table(rows);
  if (python !== undefined) console.log(`scikit-learn ${python.version}, n_jobs=1\n`);
}

/**
 * @param {import("@bellwether/ml").Classifier} model @param {import("@bellwether/ml").Matrix} x
 * @returns {[number, number]} µs
 */
function singleRows(model, x) {
  const one = { rows: 1, columns: x.columns, data: new Float32Array(x.columns) };
  const out = new Float64Array(2);
  const times = new Float64Array(CALLS);
  for (let pass = 0; pass < 2; pass++)
    for (let i = 0; i < CALLS; i++) {
      const from = (i % x.rows) * x.columns;
      one.data.set(x.data.subarray(from, from + x.columns));
      const start = performance.now();
      model.predictProba(one, out);
      times[i] = (performance.now() - start) * 1000;
    }
  times.sort();
  return [times[CALLS >> 1] ?? 0, times[Math.floor(CALLS * 0.99)] ?? 0];
}

/** @param {import("@bellwether/ml").Classifier} model @param {import("@bellwether/ml").Matrix} x */
function throughput(model, x) {
  const out = new Float64Array(x.rows * 2);
  const start = performance.now();
  for (let done = 0; done < MANY; done += x.rows) {
    const rows = Math.min(x.rows, MANY - done);
    model.predictProba({ rows, columns: x.columns, data: x.data.subarray(0, rows * x.columns) }, out);
  }
  return { seconds: (performance.now() - start) / 1000, rssMiB: process.memoryUsage.rss() / 2 ** 20 };
}

/**
 * @param {import("@bellwether/ml").Matrix} x @param {Float64Array} y
 * @returns {{ version: string, fit: number, p50: number, p99: number, many: number } | undefined} seconds, and µs a row
 */
function scikitLearn(x, y) {
  const python = process.env.BELLWETHER_PYTHON ?? "python3";
  if (spawnSync(python, ["-c", "import sklearn"]).status !== 0) {
    console.log(`${python} has no scikit-learn: its column stays empty (BELLWETHER_PYTHON names another interpreter)`);
    return undefined;
  }
  const folder = mkdtempSync(join(tmpdir(), "bellwether-bench-"));
  try {
    writeFileSync(join(folder, "x.f32"), x.data);
    writeFileSync(join(folder, "y.f64"), y);
    const script = fileURLToPath(new URL("forest-sklearn.py", import.meta.url));
    const args = [script, folder, x.rows, x.columns, TREES, MANY].map(String);
    const ran = spawnSync(python, args, { encoding: "utf8", env: { ...process.env, OMP_NUM_THREADS: "1" } });
    if (ran.status !== 0) throw new Error(`forest-sklearn.py failed: ${ran.stderr}`);
    return JSON.parse(ran.stdout);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
