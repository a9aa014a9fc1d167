import { clip } from "../errors.js";
import type { AnyIndicator } from "../indicator/define-indicator.js";
import { type Logger, silentLogger } from "../ports.js";
import type { StrategyDefinition } from "../strategy/define-strategy.js";
import { PLUGIN_API_VERSION, type PluginDefinition, type Registrar, type Teardown } from "./define-plugin.js";
import {
  BadPluginError,
  PluginOptionsError,
  PluginSetupError,
  PluginTeardownError,
  PluginVersionError,
} from "./errors.js";
import { ExtensionRegistry } from "./extension-registry.js";
import type { Extensions } from "./extensions.js";

interface Loaded {
  readonly name: string;
  readonly teardown: Teardown | undefined;
  /** What it registered, oldest first. */
  readonly added: readonly (readonly [kind: string, name: string])[];
}

/** Takes plugins in, one after the other, and lets them go in reverse. Knows nothing of files; see core/node. */
export class PluginHost {
  readonly registry: ExtensionRegistry;
  readonly #log: Logger;
  readonly #folder: string;
  readonly #loaded: Loaded[] = [];

  /** @param folder - what relative paths in the options of plugins count from; the current one unless given. */
  constructor({
    registry = new ExtensionRegistry(),
    log = silentLogger,
    folder = ".",
  }: { registry?: ExtensionRegistry; log?: Logger; folder?: string } = {}) {
    this.registry = registry;
    this.#log = log;
    this.#folder = folder;
  }

  /** Names of the plugins that are set up, oldest first. */
  get plugins(): readonly string[] {
    return this.#loaded.map(({ name }) => name);
  }

  /**
   * Checks a module's default export and sets the plugin up. All or nothing.
   * @param source - where it came from, for errors.
   * @throws {BadPluginError} {PluginVersionError} {PluginOptionsError} {PluginSetupError}
   */
  async use(exported: unknown, options?: unknown, source = "<inline>"): Promise<string> {
    const plugin = asPlugin(exported, source);
    if (this.plugins.includes(plugin.name)) throw new BadPluginError(plugin.name, "is loaded twice");
    const parsed = parseOptions(plugin, options);
    const added: [kind: string, name: string][] = [];
    let open = true;
    const add = <K extends keyof Extensions & string>(kind: K, name: string, thing: Extensions[K]): void => {
      if (!open) throw new PluginSetupError(plugin.name, `registers ${kind} ${clip(name)} after its setup has ended`);
      if (typeof name !== "string" || name === "")
        throw new TypeError(`register.add(${clip(kind)}, name, thing) takes a name, got ${clip(name)}`);
      this.registry.add(kind, name, thing, plugin.name);
      added.push([kind, name]);
    };
    const register: Registrar = {
      add,
      strategy: (definition) => add("strategy", strategyId(definition), definition),
      indicator: (indicator) => add("indicator", indicatorName(indicator), indicator),
    };
    try {
      this.takeKinds(plugin);
      const surroundings = { register, extensions: this.registry, folder: this.#folder, log: this.#log };
      const teardown = (await plugin.setup({ options: parsed, ...surroundings })) ?? undefined;
      if (teardown !== undefined && typeof teardown !== "function")
        throw new TypeError(`setup returns nothing or a function that undoes it, got ${clip(teardown)}`);
      this.#loaded.push({ name: plugin.name, teardown, added });
      return plugin.name;
    } catch (cause) {
      for (const [kind, name] of added.reverse()) this.registry.remove(kind, name);
      throw new PluginSetupError(plugin.name, `setup failed: ${cause instanceof Error ? cause.message : clip(cause)}`, {
        cause,
      });
    } finally {
      open = false;
    }
  }

  /**
   * Lets in the kinds that a plugin takes from others, so that plugins may be set up in any order.
   * @param exported - a module's default export; nothing happens for what is no plugin.
   */
  takeKinds(exported: unknown): void {
    const { name, kinds } = (exported ?? {}) as Partial<PluginDefinition>;
    if (typeof name !== "string" || !Array.isArray(kinds)) return;
    for (const kind of kinds) if (!this.registry.takes(kind)) this.registry.declare(kind, [], name);
  }

  /**
   * Undoes every setup, newest first, and takes back what it registered; goes on past those that throw.
   * @throws {PluginTeardownError} at the end, if any threw.
   */
  async close(): Promise<void> {
    const failures: { name: string; cause: unknown }[] = [];
    for (let entry = this.#loaded.pop(); entry !== undefined; entry = this.#loaded.pop()) {
      for (const [kind, name] of entry.added) this.registry.remove(kind, name);
      try {
        await entry.teardown?.();
      } catch (cause) {
        failures.push({ name: entry.name, cause });
      }
    }
    if (failures.length === 0) return;
    const names = failures.map(({ name }) => name).join(", ");
    const causes = failures.map(({ cause }) => cause);
    throw new PluginTeardownError(
      names,
      `teardown failed: ${causes.map((cause) => (cause instanceof Error ? cause.message : clip(cause))).join("; ")}`,
      {
        cause: causes.length === 1 ? causes[0] : new AggregateError(causes),
      },
    );
  }
}

function strategyId(definition: Partial<StrategyDefinition> | undefined): string {
  const { id, params, create } = definition ?? {};
  if (typeof id === "string" && typeof create === "function" && typeof params?.safeParse === "function") return id;
  throw new TypeError("register.strategy takes what defineStrategy({ id, params, create }) returns");
}

function indicatorName(indicator: AnyIndicator | undefined): string {
  if (typeof indicator === "function" && typeof indicator.indicatorName === "string") return indicator.indicatorName;
  throw new TypeError("register.indicator takes what defineIndicator returns");
}

/** Judges by shape, not by class: a plugin may bring another copy of core's types. */
function asPlugin(exported: unknown, source: string): PluginDefinition {
  const want = "want `export default definePlugin({ name, apiVersion, setup })`";
  if (exported === undefined || exported === null) throw new BadPluginError(source, `has no default export; ${want}`);
  if (typeof exported !== "object")
    throw new BadPluginError(source, `its default export is a ${typeof exported}; ${want}`);
  const { name, apiVersion, setup, options } = exported as Partial<PluginDefinition>;
  if ("generateSignal" in exported || ("create" in exported && "params" in exported))
    throw new BadPluginError(
      source,
      `its default export is a strategy; ${want} and call register.strategy(...) in setup`,
    );
  if (typeof name !== "string" || name === "") throw new BadPluginError(source, `has no name; ${want}`);
  if (apiVersion !== PLUGIN_API_VERSION)
    throw new PluginVersionError(name, `is written for plugin api ${clip(apiVersion)}, this is ${PLUGIN_API_VERSION}`);
  if (typeof setup !== "function") throw new BadPluginError(name, `has no setup function; ${want}`);
  if (options !== undefined && typeof options?.safeParse !== "function")
    throw new BadPluginError(name, "its options are no zod schema");
  return exported as PluginDefinition;
}

function parseOptions({ name, options: schema }: PluginDefinition, options: unknown): unknown {
  if (schema === undefined) {
    if (options === undefined || options === null) return undefined;
    // keys only: a value may be a secret
    const keys = typeof options === "object" ? Object.keys(options) : [`a ${typeof options}`];
    if (keys.length > 0) throw new PluginOptionsError(name, `takes no options, got ${clip(keys.join(", "))}`);
    return undefined;
  }
  const parsed = schema.safeParse(options ?? {});
  if (parsed.success) return parsed.data;
  throw new PluginOptionsError(
    name,
    parsed.error.issues
      .map(({ path, message }) => `${path.length === 0 ? "options" : `options.${path.join(".")}`}: ${message}`)
      .join("; "),
  );
}
