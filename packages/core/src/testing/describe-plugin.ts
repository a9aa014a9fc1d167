import { describe } from "vitest";
import { type PluginCheckOptions, pluginChecks } from "../checks/plugin-checks.js";
import { itHolds } from "./it-holds.js";

/** The contract of a plugin as a vitest suite. */
export function describePlugin(options: PluginCheckOptions): void {
  const { name = "the default export" } = (options.plugin ?? {}) as { name?: string };
  describe(`${name} keeps the contract of a plugin`, () => itHolds(pluginChecks(options)));
}
