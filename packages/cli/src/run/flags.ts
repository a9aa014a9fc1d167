import { ConfigError, type ConfigRow, type Override, parseYaml } from "@bellwether/core/config";
import { readConfigText } from "@bellwether/core/node";
import { UsageError } from "../output.js";

/** Flags that change what a run file says. */
export interface RunFlags {
  readonly strategy?: string;
  readonly set?: readonly string[];
  readonly from?: string;
  readonly to?: string;
  readonly intrabar?: string;
  /** False for `--no-band`. */
  readonly band?: boolean;
  /** False for `--no-statistics`. */
  readonly statistics?: boolean;
}

/** `path=value` of `--set`. @throws {UsageError} without an equals sign. */
function parseSet(text: string): Override {
  const at = text.indexOf("=");
  if (at <= 0) throw new UsageError(`--set ${text}: write path=value, such as --set strategy.params.fast=5`);
  return { path: text.slice(0, at), value: text.slice(at + 1) };
}

/** Whether the file lists several strategies, so that `--strategy` takes the place of the list. */
async function listsStrategies(file: string): Promise<boolean> {
  try {
    const { value } = parseYaml(await readConfigText(file), { file });
    return typeof value === "object" && value !== null && Object.hasOwn(value, "strategies");
  } catch {
    return false; // whoever reads it in earnest says what is wrong with it
  }
}

/** The flags as overrides of a run file, and as words: messages name the flag that was typed. */
export interface FlagOverrides {
  /** `--strategy` first, so that `--set strategy.params...` is of the new one. */
  readonly overrides: readonly Override[];
  /** Rows whose origin is the flag, not the override that it stands for. */
  rows(rows: readonly ConfigRow[]): ConfigRow[];
  /** The error with the flag in the place of the override; any other error as it is. */
  error(error: unknown): unknown;
}

/** @throws {UsageError} for a `--set` without an equals sign. */
export async function flagOverrides(file: string, given: RunFlags): Promise<FlagOverrides> {
  const { strategy, set = [], from, to, intrabar, band, statistics } = given;
  const flags: (readonly [flag: string, path: string, value: unknown])[] = [];
  if (strategy !== undefined) {
    const type = { type: strategy };
    flags.push((await listsStrategies(file)) ? ["--strategy", "strategies", [type]] : ["--strategy", "strategy", type]);
  }
  if (from !== undefined) flags.push(["--from", "backtest.from", from]);
  if (to !== undefined) flags.push(["--to", "backtest.to", to]);
  if (intrabar !== undefined) flags.push(["--intrabar", "backtest.intrabar", intrabar]);
  if (band === false) flags.push(["--no-band", "backtest.band", false]);
  if (statistics === false) flags.push(["--no-statistics", "backtest.statistics", false]);
  const sets = set.map(parseSet);
  const words = new Map(
    flags.filter(([, path]) => !sets.some((own) => own.path === path)).map(([flag, path]) => [`--set ${path}`, flag]),
  );
  return {
    overrides: [...flags.map(([, path, value]) => ({ path, value: JSON.stringify(value) })), ...sets],
    rows: (rows) => rows.map((row) => ({ ...row, from: words.get(row.from) ?? row.from })),
    error: (error) =>
      error instanceof ConfigError && error.issues.some(({ file: place }) => words.has(place))
        ? new ConfigError(error.issues.map((issue) => ({ ...issue, file: words.get(issue.file) ?? issue.file })))
        : error,
  };
}
