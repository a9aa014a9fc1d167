import * as backtest from "@bellwether/backtest";
import { PluginHost } from "@bellwether/core";
import { loadPlugin } from "@bellwether/core/node";
import * as indicators from "@bellwether/indicators";
import * as risk from "@bellwether/risk";
import * as strategies from "@bellwether/strategies";

/** Packages that plugins share with the command, wherever they lie. */
export const MODULES = {
  "@bellwether/backtest": backtest,
  "@bellwether/indicators": indicators,
  "@bellwether/risk": risk,
  "@bellwether/strategies": strategies,
};

/** A host with all that ships, and the plugins of a run. */
export interface Composition {
  readonly host: PluginHost;
  /** Hash of each plugin's file, by plugin name: part of the fingerprint. */
  readonly code: Readonly<Record<string, string>>;
}

/**
 * Takes in what ships and then the plugins, in order; all or nothing.
 * @param from - folder that plugin paths and packages are resolved from.
 * @throws {PluginError} for the first plugin that fails; those before it are torn down.
 */
export async function compose(plugins: readonly string[], from: string): Promise<Composition> {
  const host = new PluginHost();
  for (const definition of strategies.strategies)
    host.registry.add("strategy", definition.id, definition, "@bellwether/strategies");
  for (const indicator of indicators.catalogue)
    host.registry.add("indicator", indicator.indicatorName, indicator, "@bellwether/indicators");
  const code: Record<string, string> = {};
  try {
    for (const specifier of plugins) {
      const { exported, sha256 } = await loadPlugin(specifier, { from, modules: MODULES });
      code[await host.use(exported, undefined, specifier)] = sha256;
    }
  } catch (error) {
    await host.close();
    throw error;
  }
  return { host, code };
}
