import { dirname, resolve } from "node:path";
import type { BacktestOptions, StrategyRun } from "@bellwether/backtest";
import type { InstrumentSpec } from "@bellwether/core";
import {
  type ConfigRow,
  describeConfig,
  type Override,
  parseParts,
  type ResolvedConfig,
  type RunConfig,
  redactConfig,
  runConfigSchema,
  strategiesOf,
} from "@bellwether/core/config";
import { readConfigFile } from "@bellwether/core/node";
import { createRiskEngine, RiskConfig } from "@bellwether/risk";
import * as z from "zod";
import { type Composition, compose } from "./host.js";
import { loadHistories } from "./load-histories.js";

export type Run = Omit<RunConfig, "risk"> & { readonly risk: RiskConfig };

/** A run file, read, checked, its plugins loaded. */
export interface OpenRun extends Composition {
  readonly config: Run;
  readonly strategies: readonly StrategyRun[];
  /** Every value and where it came from. */
  readonly rows: readonly ConfigRow[];
  /** Settings for report and fingerprint; secrets masked. */
  readonly settings: unknown;
  /** Folder that the file's paths count from. */
  readonly folder: string;
  /** Undoes the plugins' setups. */
  close(): Promise<void>;
}

/**
 * Opens a run file: config, then plugins, then the parameters of its strategies by their own schemas.
 * @param overrides - `--set path=value`, in order.
 * @throws {ConfigError} with every violation, at its place; {PluginError} for a plugin that fails.
 */
export async function openRun(file: string, overrides: readonly Override[] = []): Promise<OpenRun> {
  const resolved = (await readConfigFile(file, runConfigSchema({ risk: RiskConfig }), {
    overrides,
  })) as ResolvedConfig<Run>;
  const config = resolved.value;
  const folder = dirname(resolve(file));
  const composition = await compose(config.plugins, folder);
  const { registry } = composition.host;
  try {
    const named = strategiesOf(config);
    const known = z.enum(registry.names("strategy") as [string, ...string[]], {
      error: unknownStrategy(registry.names("strategy")),
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
    const strategies = named.map(
      ({ name, symbols }, i): StrategyRun => ({ name, symbols, definition: definitions[i]!, params: parts[i]!.value }),
    );
    return {
      ...composition,
      config,
      strategies,
      folder,
      rows: describeConfig(resolved, ...parts),
      settings: {
        ...redactConfig(resolved, ...parts),
        strategies: named.map(({ type, name, symbols }, i) => ({ type, name, symbols, params: parts[i]!.value })),
        strategy: undefined,
      },
      close: () => composition.host.close(),
    };
  } catch (error) {
    await composition.host.close();
    throw error;
  }
}

function unknownStrategy(names: readonly string[]): z.core.$ZodErrorMap {
  return ({ input }) => `no strategy of this name: ${JSON.stringify(input)}; there are ${names.join(", ")}`;
}

/**
 * The backtest that a run file describes, bars included.
 * @param data - files that stand in for the run file's, by symbol; a single entry without symbol suits a run of one.
 * @throws {DataError} for bars that cannot be read or that the policies refuse.
 */
export async function backtestOf(run: OpenRun, data?: readonly string[]): Promise<BacktestOptions> {
  const { config, strategies, settings, code } = run;
  const { backtest: replay, account, seed } = config;
  return {
    data: await loadHistories(run, data),
    strategy: strategies,
    risk: createRiskEngine(config.risk),
    instruments: Object.fromEntries(config.exchange.symbols.map((symbol) => [symbol, rulesOf(config, symbol)])),
    startingBalance: account.startingBalance,
    quote: account.quote,
    slippage: { bps: replay.slippageBps },
    intrabar: replay.intrabar,
    prefixChecks: replay.prefixChecks,
    finalize: replay.finalizeTrades,
    seed,
    config: settings,
    code,
  };
}

/** What the file says about an instrument, over the fees of its backtest section. */
function rulesOf({ backtest, instruments }: Run, symbol: string): Partial<Omit<InstrumentSpec, "symbol">> {
  const stated = Object.fromEntries(
    Object.entries(instruments?.[symbol] ?? {}).filter(([, value]) => value !== undefined),
  );
  return { ...backtest.fees, ...stated };
}
