import { dirname, resolve } from "node:path";
import type { StrategyRun } from "@bellwether/backtest";
import { didYouMean, instrument } from "@bellwether/core";
import {
  type ConfigRow,
  describeConfig,
  type Override,
  parseAt,
  parseParts,
  pluginsOf,
  type ResolvedConfig,
  redactConfig,
  strategiesOf,
} from "@bellwether/core/config";
import { readConfigFile } from "@bellwether/core/node";
import * as z from "zod";
import { assertWeights } from "./allocation-weights.js";
import type { RunFolder } from "./data-files.js";
import { assertExtensions } from "./extensions.js";
import { type Composition, compose } from "./host.js";
import { refuse } from "./refuse.js";
import { type Run, RunFile } from "./run.js";
import { STRATEGIES_OF_PLUGINS } from "./shipped-plugins.js";

/** A run file, read and checked but for its strategies, its plugins loaded. */
export interface OpenFile extends Composition, RunFolder {
  /** Options of its plugins, as their schemas read them. */
  readonly options: readonly ResolvedConfig<unknown>[];
  /** Undoes the plugins' setups. @throws {PluginTeardownError} */
  close(): Promise<void>;
}

/** A run file, read, checked, its plugins loaded. */
export interface OpenRun extends OpenFile {
  readonly strategies: readonly StrategyRun[];
  /** Parameters by strategy name, as a report may show them. */
  readonly maskedParams: ReadonlyMap<string, unknown>;
  /** Every value and where it came from. */
  readonly rows: readonly ConfigRow[];
  /** Settings for report and fingerprint; secrets masked. */
  readonly settings: unknown;
}

/**
 * Opens a run file as far as its plugins.
 * @param overrides - `--set path=value`, in order.
 * @throws {ConfigError} with every violation, at its place; {PluginError} for a plugin that fails.
 */
export async function openFile(file: string, overrides: readonly Override[] = []): Promise<OpenFile> {
  const resolved = await readConfigFile(file, RunFile, { overrides });
  const folder = dirname(resolve(file));
  const options: ResolvedConfig<unknown>[] = [];
  const requests = pluginsOf(resolved.value).map(({ use, optionsPath }) => ({
    use,
    options: (schema: z.ZodType) => {
      const part = parseAt(resolved, optionsPath, schema);
      options.push(part);
      return part.value;
    },
  }));
  const composition = await compose(requests, folder);
  return {
    ...composition,
    config: resolved.value,
    resolved,
    options,
    folder,
    close: () => composition.host.close(),
  };
}

/**
 * Opens a run file: config, then plugins, then the parameters of its strategies by their own schemas.
 * @param overrides - `--set path=value`, in order.
 * @throws {ConfigError} with every violation, at its place; {PluginError} for a plugin that fails.
 */
export async function openRun(file: string, overrides: readonly Override[] = []): Promise<OpenRun> {
  const opened = await openFile(file, overrides);
  try {
    return { ...opened, ...withStrategies(opened) };
  } catch (error) {
    await opened.close();
    throw error;
  }
}

function withStrategies({ config, resolved, options, host: { registry } }: OpenFile) {
  const named = strategiesOf(config);
  const known = z.string().refine((id) => registry.has("strategy", id), {
    error: ({ input }) => unknownStrategy(input, registry.names("strategy")),
  });
  parseParts(
    resolved,
    named.map(({ paramsPath }) => ({ path: [...paramsPath.slice(0, -1), "type"], schema: known })),
  );
  const definitions = named.map(({ type }) => registry.get("strategy", type));
  const parts = parseParts(
    resolved,
    named.map(({ paramsPath }, i) => ({ path: paramsPath, schema: definitions[i]!.params })),
  );
  assertExtensions(resolved, registry);
  assertWeights(resolved);
  assertQuotes(resolved);
  const maskedParams = new Map(named.map(({ name }, i) => [name, redactConfig(parts[i]!)]));
  return {
    maskedParams,
    strategies: named.map(
      ({ name, symbols }, i): StrategyRun => ({ name, symbols, definition: definitions[i]!, params: parts[i]!.value }),
    ),
    rows: describeConfig(resolved, ...parts, ...options),
    settings: {
      ...redactConfig(resolved, ...parts, ...options),
      strategies: named.map(({ type, name, symbols }) => ({ type, name, symbols, params: maskedParams.get(name) })),
      strategy: undefined,
    },
  };
}

function unknownStrategy(input: unknown, names: readonly string[]): string {
  const plugin = typeof input === "string" ? STRATEGIES_OF_PLUGINS[input] : undefined;
  if (plugin !== undefined) return `${input} comes with a plugin; add to the file: plugins: ["${plugin}"]`;
  const meant = didYouMean(String(input), names);
  const listed = meant === "" ? `; there are ${names.join(", ")}` : `.${meant} All: bellwether list strategies`;
  return `no strategy is called ${JSON.stringify(input)}${listed}`;
}

/** One account counts in one currency: that of every symbol. */
function assertQuotes(resolved: ResolvedConfig<Run>): void {
  const { account, exchange } = resolved.value;
  const strange = exchange.symbols.find((symbol) => instrument(symbol).quote !== account.quote);
  if (strange === undefined) return;
  const { quote } = instrument(strange);
  refuse(
    resolved,
    ["account", "quote"],
    `the account holds ${account.quote}, but ${strange} is quoted in ${quote}; write account: { quote: ${quote} }`,
  );
}
