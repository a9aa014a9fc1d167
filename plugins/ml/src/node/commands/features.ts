import { resolve } from "node:path";
import { DataError } from "@bellwether/backtest";
import { readBars } from "@bellwether/backtest/node";
import {
  type CommandDefinition,
  type CommandOutput,
  clip,
  frameOf,
  isTimeframe,
  type Timeframe,
  TradingError,
} from "@bellwether/core";
import { writeWhole } from "@bellwether/core/node";
import { CleaningPolicies } from "../../data/index.js";
import { FEATURE_GROUPS } from "../../features/feature.js";
import type { FeatureCatalogue } from "../../features/feature-column.js";
import { FeatureSet } from "../../features/feature-set.js";
import { neededColumns } from "../../features/needed-columns.js";
import { throwWithFeatures } from "../feature-bars.js";
import { readSet, resolveColumns, shippedSets } from "../feature-texts.js";
import { readingFindings, readingOptions } from "../reading.js";

/** A flag of these commands holds what it cannot. */
class FeatureFlagError extends TradingError {
  override readonly code = "USAGE";
}

/** `bellwether features list`: what columns may be made of. */
export function featuresListCommand(features: FeatureCatalogue): CommandDefinition {
  return {
    about: "list features and the sets that ship",
    flags: [
      { flag: "--group <group>", about: FEATURE_GROUPS.join(", ") },
      { flag: "--set <set>", about: "the columns of one set" },
      { flag: "--json", about: "print JSON" },
    ],
    async run({ flags, output }) {
      if (typeof flags.set === "string") return listSet(flags.set, flags.json === true, output);
      if (flags.group !== undefined && !(FEATURE_GROUPS as readonly unknown[]).includes(flags.group))
        throw new FeatureFlagError(
          `--group: no group is called ${clip(String(flags.group))}; groups: ${FEATURE_GROUPS.join(", ")}`,
        );
      const rows = features.names
        .map((name) => features.get(name)!)
        .filter(({ group }) => flags.group === undefined || group === flags.group)
        .sort((a, b) => FEATURE_GROUPS.indexOf(a.group) - FEATURE_GROUPS.indexOf(b.group) || (a.name < b.name ? -1 : 1))
        .map(({ name, group, params, about, needs, version }) => ({
          column: params.length === 0 ? name : `${name}(${params.map((param) => param.default).join(",")})`,
          group,
          about,
          params: params.map((param) => param.name),
          needs,
          version,
        }));
      if (flags.json === true) {
        output.stdout(`${JSON.stringify(rows, null, 2)}\n`);
        return;
      }
      const width = Math.max(...rows.map(({ column }) => column.length));
      let group = "";
      for (const row of rows) {
        if (row.group !== group) output.stdout(`${group === "" ? "" : "\n"}${row.group}\n`);
        group = row.group;
        const needs = row.needs.length === 0 ? "" : `; needs columns ${row.needs.join(", ")}`;
        output.stdout(`  ${row.column.padEnd(width)}  ${row.about}${needs}\n`);
      }
      const sets = await Promise.all(shippedSets().map(readSet));
      output.stdout("\nsets\n");
      for (const { name, about, columns } of sets)
        output.stdout(`  ${name.padEnd(width)}  ${columns.length} columns. ${about}\n`);
    },
  };
}

async function listSet(name: string, json: boolean, output: CommandOutput): Promise<void> {
  const sets = shippedSets();
  if (!sets.includes(name))
    throw new FeatureFlagError(`--set: no set is called ${clip(name)}; sets: ${sets.join(", ")}`);
  const set = await readSet(name);
  output.stdout(json ? `${JSON.stringify(set, null, 2)}\n` : `${set.columns.join("\n")}\n`);
}

/** Two spaces, and the longest number of four digits: -0.000001234. */
const CELL = 14;

const INPUT = [
  { flag: "--timeframe <timeframe>", about: "length of the bars, such as 1h; found out unless given" },
  {
    flag: "--features <features>",
    about: "set, file of a set or column; may be repeated; baseline49 unless given",
    repeatable: true,
  },
];

/** `bellwether features build <bars> <out>`: the values of a set, as CSV. */
export function featuresBuildCommand(features: FeatureCatalogue): CommandDefinition {
  return {
    about: "write the features of bars as CSV; rows of the warm-up are left out",
    args: ["<bars>", "<out>"],
    flags: [...INPUT, { flag: "--json", about: "print what was written as JSON" }],
    async run({ args, flags, output, progress }) {
      const { set, columns, time } = await built(args[0]!, flags, features, output);
      const path = resolve(args[1]!);
      const bar = progress("features");
      try {
        await writeWhole(path, csvLines(set, columns, time, bar.update));
      } finally {
        bar.stop();
      }
      const rows = Math.max(0, time.length - set.warmup);
      const hash = await set.hash();
      if (flags.json === true)
        output.stdout(
          `${JSON.stringify({ file: path, rows, columns: set.names, hash, warmup: set.warmup }, null, 2)}\n`,
        );
      else
        output.stdout(
          `${path}: ${rows} rows of ${set.names.length} columns, ${Math.min(set.warmup, time.length)} rows of warm-up left out\nhash ${hash}\n`,
        );
    },
  };
}

async function* csvLines(
  set: FeatureSet,
  columns: readonly Float64Array[],
  time: Float64Array,
  onProgress: (done: number) => void,
): AsyncGenerator<string> {
  yield `openTime,${set.names.map(quoted).join(",")}\n`;
  for (let i = set.warmup; i < time.length; i++) {
    yield `${time[i]},${columns.map((column) => text(column[i]!)).join(",")}\n`;
    if (i % 1_000 === 0) onProgress(i / time.length);
  }
}

/** `bellwether features inspect <bars>`: what the values look like. */
export function featuresInspectCommand(features: FeatureCatalogue): CommandDefinition {
  return {
    about: "range, mean, deviation and flaws of each feature over a file of bars",
    args: ["<bars>"],
    flags: [...INPUT, { flag: "--json", about: "print JSON" }],
    async run({ args, flags, output }) {
      const { set, columns } = await built(args[0]!, flags, features, output);
      const rows = columns.map((column, j) => ({ column: set.names[j]!, ...summary(column, set.warmup) }));
      if (flags.json === true) {
        output.stdout(`${JSON.stringify({ warmup: set.warmup, columns: rows }, null, 2)}\n`);
        return;
      }
      const width = Math.max(6, ...rows.map(({ column }) => column.length));
      const cell = (value: number | null) => (value === null ? "–" : value.toPrecision(4)).padStart(CELL);
      output.stdout(
        `${"column".padEnd(width)}${["min", "mean", "max", "deviation", "missing"].map((head) => head.padStart(CELL)).join("")}\n`,
      );
      for (const { column, min, mean, max, deviation, missing } of rows)
        output.stdout(
          `${column.padEnd(width)}${[min, mean, max, deviation].map(cell).join("")}${String(missing).padStart(CELL)}\n`,
        );
      output.stdout(`\n${set.warmup} rows of warm-up left out\n`);
    },
  };
}

interface Built {
  readonly set: FeatureSet;
  readonly columns: readonly Float64Array[];
  readonly time: Float64Array;
}

async function built(
  file: string,
  flags: Readonly<Record<string, unknown>>,
  features: FeatureCatalogue,
  output: CommandOutput,
): Promise<Built> {
  const path = resolve(file);
  const given = flags.timeframe;
  if (given !== undefined && !isTimeframe(given as string))
    throw new FeatureFlagError(`--timeframe ${String(given)}: write 15m, 1h, 4h, 1d`);
  const wanted = Array.isArray(flags.features) ? (flags.features as readonly string[]) : ["baseline49"];
  const named = await resolveColumns(wanted, [], process.cwd(), features);
  const policies = CleaningPolicies.parse({});
  const report = await readBars(path, { extra: neededColumns(named), ...readingOptions(policies) }).catch((error) =>
    throwWithFeatures(error, named),
  );
  for (const finding of readingFindings(path, report, policies.duplicates)) output.stderr(`${finding}\n`);
  const bars = report.columns;
  const timeframe = (given ?? spacingOf(bars.openTime)) as Timeframe;
  const set = new FeatureSet(named, timeframe);
  if (bars.openTime.length <= set.warmup)
    throw new DataError({
      file: path,
      message: `holds ${bars.openTime.length} bars, and these features need ${set.warmup} to warm up`,
      hint: "give a longer history or other features",
    });
  const df = frameOf(bars, { timeframe });
  return { set, columns: set.series(df).map((series) => series.values()), time: bars.openTime };
}

const UNITS = [
  [604_800_000, "w"],
  [86_400_000, "d"],
  [3_600_000, "h"],
  [60_000, "m"],
  [1_000, "s"],
] as const;

/** The most frequent spacing of open times, as a timeframe. */
function spacingOf(time: Float64Array): string {
  const counts = new Map<number, number>();
  for (let i = 1; i < time.length; i++) {
    const step = time[i]! - time[i - 1]!;
    counts.set(step, (counts.get(step) ?? 0) + 1);
  }
  const [step] = [...counts].sort((a, b) => b[1] - a[1])[0] ?? [0];
  for (const [ms, unit] of UNITS) if (step > 0 && step % ms === 0) return `${step / ms}${unit}`;
  throw new FeatureFlagError("the spacing of the bars is no timeframe; say which with --timeframe");
}

function summary(values: Float64Array, warmup: number) {
  let count = 0;
  let sum = 0;
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  for (let i = warmup; i < values.length; i++) {
    const value = values[i]!;
    if (!Number.isFinite(value)) continue;
    count++;
    sum += value;
    if (value < min) min = value;
    if (value > max) max = value;
  }
  const missing = Math.max(0, values.length - warmup) - count;
  if (count === 0) return { min: null, mean: null, max: null, deviation: null, missing };
  const mean = sum / count;
  let squares = 0;
  for (let i = warmup; i < values.length; i++) if (Number.isFinite(values[i]!)) squares += (values[i]! - mean) ** 2;
  return { min, mean, max, deviation: count > 1 ? Math.sqrt(squares / (count - 1)) : null, missing };
}

/** Names of columns hold commas. */
const quoted = (name: string): string => (name.includes(",") ? `"${name}"` : name);
const text = (value: number): string => (Number.isFinite(value) ? String(value) : "");
