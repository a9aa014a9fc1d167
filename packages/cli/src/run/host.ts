import { dirname } from "node:path";
import * as backtest from "@bellwether/backtest";
import * as backtestNode from "@bellwether/backtest/node";
import { type ExtensionRegistry, PLUGIN_API_VERSION, type PluginDefinition, PluginHost } from "@bellwether/core";
import * as coreChecks from "@bellwether/core/checks";
import * as coreConfig from "@bellwether/core/config";
import * as coreNode from "@bellwether/core/node";
import * as indicators from "@bellwether/indicators";
import * as risk from "@bellwether/risk";
import * as strategies from "@bellwether/strategies";
import * as z from "zod";
import { codeHash } from "./code-hash.js";
import { SHIPPED } from "./extensions.js";

/** Packages that plugins share with the command, wherever they lie. */
export const MODULES = {
  "@bellwether/core/checks": coreChecks,
  "@bellwether/core/config": coreConfig,
  "@bellwether/core/node": coreNode,
  "@bellwether/backtest": backtest,
  "@bellwether/backtest/node": backtestNode,
  "@bellwether/indicators": indicators,
  "@bellwether/risk": risk,
  "@bellwether/strategies": strategies,
};

/** A plugin to take in. */
export interface PluginRequest {
  /** Package name or path. */
  readonly use: string;
  /** Its options, parsed by the schema that the plugin brings; without this, none are given. */
  readonly options?: (schema: z.ZodType) => unknown;
}

/** A host with all that ships, and the plugins of a run. */
export interface Composition {
  readonly host: PluginHost;
  /** Hash of each plugin's own files, by plugin name: part of the fingerprint. */
  readonly code: Readonly<Record<string, string>>;
}

/**
 * Takes in what ships and then the plugins, in order; all or nothing.
 * @param from - folder that plugin paths and packages are resolved from.
 * @throws {PluginError} for the first plugin that fails; those before it are torn down.
 */
export async function compose(plugins: readonly PluginRequest[], from: string): Promise<Composition> {
  const host = new PluginHost();
  declareKinds(host.registry);
  for (const definition of strategies.strategies)
    host.registry.add("strategy", definition.id, definition, "@bellwether/strategies");
  for (const indicator of indicators.catalogue)
    host.registry.add("indicator", indicator.indicatorName, indicator, "@bellwether/indicators");
  const code: Record<string, string> = {};
  try {
    for (const { use, options } of plugins) {
      const { exported, file } = await coreNode.loadPlugin(use, { from, modules: MODULES });
      const name = await host.use(...withOptions(exported, options), use);
      code[name] = await codeHash(file, dirname(file));
    }
  } catch (error) {
    await host.close();
    throw error;
  }
  return { host, code };
}

/** What plugins may add beside strategies and indicators, and the names that they may not take. */
export function declareKinds(registry: ExtensionRegistry): void {
  registry.declare("sizer", SHIPPED.sizer, "@bellwether/risk");
  registry.declare("limit", SHIPPED.limit, "@bellwether/risk");
  registry.declare("slippage", SHIPPED.slippage, "@bellwether/backtest");
}

/** Parses the options here, where their place in the run file is known; the host then takes them as they are. */
function withOptions(exported: unknown, parse: PluginRequest["options"]): [plugin: unknown, options: unknown] {
  if (parse === undefined || !isPlugin(exported)) return [exported, undefined]; // the host says what it is instead
  const options = parse(exported.options ?? z.strictObject({}));
  if (exported.options === undefined) return [exported, undefined];
  return [Object.create(exported, { options: { value: z.unknown() } }), options];
}

function isPlugin(exported: unknown): exported is PluginDefinition {
  const { apiVersion, setup, options } = (exported ?? {}) as Partial<PluginDefinition>;
  const takesOptions = options === undefined || typeof options?.safeParse === "function";
  return apiVersion === PLUGIN_API_VERSION && typeof setup === "function" && takesOptions;
}
