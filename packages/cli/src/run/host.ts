import { dirname } from "node:path";
import * as backtest from "@bellwether/backtest";
import * as backtestNode from "@bellwether/backtest/node";
import {
  type ExtensionRegistry,
  PLUGIN_API_VERSION,
  type PluginDefinition,
  PluginHost,
  VERSION,
} from "@bellwether/core";
import * as coreChecks from "@bellwether/core/checks";
import * as coreConfig from "@bellwether/core/config";
import * as coreNode from "@bellwether/core/node";
import * as indicators from "@bellwether/indicators";
import * as risk from "@bellwether/risk";
import * as strategies from "@bellwether/strategies";
import * as z from "zod";
import { codeHash } from "./code-hash.js";
import { SHIPPED } from "./extensions.js";
import { shippedModule, shippedPlugin } from "./shipped-plugins.js";

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
  const host = new PluginHost({ folder: from });
  declareKinds(host.registry);
  for (const definition of strategies.strategies)
    host.registry.add("strategy", definition.id, definition, "@bellwether/strategies");
  for (const indicator of indicators.catalogue)
    host.registry.add("indicator", indicator.indicatorName, indicator, "@bellwether/indicators");
  try {
    return { host, code: await takeIn(host, plugins, from) };
  } catch (error) {
    await host.close();
    throw error;
  }
}

/**
 * Loads plugins and sets them up, in order.
 * @returns what the code of each is known by, by plugin name.
 * @throws {PluginError} for the first plugin that fails; those before it stay.
 */
export async function takeIn(
  host: PluginHost,
  plugins: readonly PluginRequest[],
  from: string,
): Promise<Record<string, string>> {
  const loaded = await loadAll(
    plugins.map(({ use }) => use),
    from,
    host.plugins,
  );
  for (const { exported } of loaded) host.takeKinds(exported);
  const code: Record<string, string> = {};
  for (const [i, { use, options }] of plugins.entries()) {
    const { exported, hash } = loaded[i]!;
    code[await host.use(...withOptions(exported, options), use)] = hash;
  }
  return code;
}

interface Loaded {
  readonly exported: unknown;
  /** What its code is known by. */
  readonly hash: string;
}

/**
 * Imports plugins; those that ship first, as others may import from them.
 * @param present - plugins of the host so far, by name: others may import from them too.
 */
async function loadAll(uses: readonly string[], from: string, present: readonly string[]): Promise<Loaded[]> {
  const shipped = new Map<string, unknown>();
  for (const use of new Set(uses)) {
    const module = await shippedPlugin(use);
    if (module !== undefined) shipped.set(use, module.default);
  }
  const modules = uses.every((use) => shipped.has(use)) ? MODULES : await withShipped([...present, ...shipped.keys()]);
  const loaded: Loaded[] = [];
  for (const use of uses) {
    if (shipped.has(use)) {
      loaded.push({ exported: shipped.get(use), hash: VERSION });
      continue;
    }
    const { exported, file } = await coreNode.loadPlugin(use, { from, modules });
    loaded.push({ exported, hash: await codeHash(file, dirname(file)) });
  }
  return loaded;
}

/** The modules that plugins from elsewhere share, those of plugins that ship among them. */
async function withShipped(names: readonly string[]): Promise<Record<string, unknown>> {
  const modules: Record<string, unknown> = { ...MODULES };
  for (const name of names) {
    const module = await shippedModule(name);
    if (module !== undefined) modules[name] = module;
  }
  return modules;
}

/** What plugins may add beside strategies and indicators, and the names that they may not take. */
export function declareKinds(registry: ExtensionRegistry): void {
  registry.declare("sizer", SHIPPED.sizer, "@bellwether/risk");
  registry.declare("limit", SHIPPED.limit, "@bellwether/risk");
  registry.declare("slippage", SHIPPED.slippage, "@bellwether/backtest");
  registry.declare("exchange", [], "@bellwether/live");
  registry.declare("notifier", [], "@bellwether/live");
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
