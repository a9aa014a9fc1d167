import { PLUGIN_API_VERSION, type PluginDefinition } from "../plugin/define-plugin.js";
import { ExtensionRegistry } from "../plugin/extension-registry.js";
import { PluginHost } from "../plugin/plugin-host.js";
import { type Check, fail } from "./check.js";
import { indicatorChecks } from "./indicator-checks.js";
import { strategyChecks } from "./strategy-checks.js";
import type { StrategyCheckOptions } from "./strategy-subject.js";

export interface PluginCheckOptions {
  /** The module's default export, whatever it is. */
  readonly plugin: unknown;
  /** Options to set it up with; its defaults unless given. */
  readonly options?: unknown;
  /** How to check its strategies, by id: parameter sets and whatever else {@link strategyChecks} takes. */
  readonly strategies?: Readonly<Record<string, Omit<StrategyCheckOptions, "definition">>>;
  /** Parameter sets of its indicators, by name; those that are not named here are not checked. */
  readonly indicators?: Readonly<Record<string, readonly (readonly unknown[])[]>>;
  /** Tells the registry what else a host takes; without it, a plugin may register any kind. */
  readonly declare?: (registry: ExtensionRegistry) => void;
  /** What {@link registeredBy} has found: the checks then name it, and leave out kinds that it does not register. */
  readonly registered?: Registered;
}

/** Names of what a plugin registers, sorted, by kind. */
export type Registered = Readonly<Record<string, readonly string[]>>;

/** Notes all names that were ever registered, of any kind. */
class NotingRegistry extends ExtensionRegistry {
  readonly noted: (readonly [kind: string, name: string])[] = [];

  override add(...args: Parameters<ExtensionRegistry["add"]>): void {
    super.add(...args);
    this.noted.push([args[0], args[1]]);
  }
}

/** Sets the plugin up, and takes it down when `use` is through. */
async function withPlugin(
  { plugin, options, declare }: PluginCheckOptions,
  use: (registry: NotingRegistry) => void | Promise<void>,
): Promise<NotingRegistry> {
  const registry = new NotingRegistry();
  declare?.(registry);
  const host = new PluginHost({ registry });
  await host.use(plugin, options);
  try {
    await use(registry);
  } finally {
    await host.close();
  }
  return registry;
}

/**
 * Sets a plugin up to see what it registers, and takes it down.
 * @throws {PluginError} for a plugin that fails.
 */
export async function registeredBy(options: PluginCheckOptions): Promise<Registered> {
  const found: Record<string, readonly string[]> = {};
  await withPlugin(options, (registry) => {
    for (const kind of registry.kinds) found[kind] = registry.names(kind);
  });
  return found;
}

/** `registers 2 sound strategies: a, b`; without the count where nobody has looked. */
function soundNames(words: readonly [one: string, many: string], names: readonly string[] | undefined): string {
  if (names === undefined) return `registers sound ${words[1]}`;
  return `registers ${names.length} sound ${words[names.length === 1 ? 0 : 1]}: ${names.join(", ")}`;
}

async function runAll(checks: readonly Check[]): Promise<void> {
  for (const { name, run } of checks) {
    try {
      await run();
    } catch (error) {
      fail(`${name}: ${error instanceof Error ? error.message : error}`);
    }
  }
}

/** The promises of a plugin: its shape, its options, a setup that can be undone, and sound strategies and indicators. */
export function pluginChecks(options: PluginCheckOptions): Check[] {
  const { strategies = {}, indicators = {}, registered } = options;
  // of indicators, those that there are parameters for
  const found = { strategy: registered?.strategy ?? [], indicator: Object.keys(indicators) };
  const known: Partial<typeof found> = registered === undefined ? {} : found;
  const plugin = options.plugin as PluginDefinition;
  const checks: (Check & { readonly kind?: keyof typeof found })[] = [
    {
      name: `has a name, a setup and plugin api ${PLUGIN_API_VERSION}`,
      run() {
        if (typeof plugin !== "object" || plugin === null) fail(`the default export is of type ${typeof plugin}`);
        if (typeof plugin.name !== "string" || !/^(@[\w.-]+\/)?[\w.-]+$/.test(plugin.name))
          fail(`${plugin.name} is no package name`);
        if (plugin.apiVersion !== PLUGIN_API_VERSION) fail(`it is written for plugin api ${plugin.apiVersion}`);
        if (typeof plugin.setup !== "function") fail("it has no setup function");
      },
    },
    {
      name: "takes the options that it is checked with, and refuses ones that it does not know",
      async run() {
        await withPlugin(options, () => {});
        const given = options.options === undefined ? {} : (options.options as object);
        const unknown = { ...given, anOptionThatNobodyWouldName: 1 };
        if (plugin.options === undefined || plugin.options.safeParse(unknown).success === false) return;
        fail("a misspelt option would be ignored: declare the options with z.strictObject");
      },
    },
    {
      name: "registers something, and all of it again after a teardown: setup and teardown leave no trace",
      async run() {
        const first = await withPlugin(options, () => {});
        const second = await withPlugin(options, () => {});
        if (first.noted.length === 0) fail("it registers nothing");
        const [one, two] = [first, second].map(({ noted }) => JSON.stringify(noted));
        if (one !== two) fail(`the first setup registered ${one}, the second ${two}`);
        for (const [kind, name] of second.noted) if (second.has(kind, name)) fail(`${kind} ${name} is still there`);
      },
    },
    {
      name: soundNames(["strategy", "strategies"], known.strategy),
      kind: "strategy",
      run: async () =>
        void (await withPlugin(options, async (registry) => {
          const names = registry.names("strategy");
          for (const id of Object.keys(strategies)) if (!names.includes(id)) fail(`it registers no strategy ${id}`);
          for (const id of names)
            await runAll(strategyChecks({ ...strategies[id], definition: registry.get("strategy", id) }));
        })),
    },
    {
      name: soundNames(["indicator", "indicators"], known.indicator),
      kind: "indicator",
      run: async () =>
        void (await withPlugin(options, async (registry) => {
          const names = registry.names("indicator");
          for (const [name, params] of Object.entries(indicators)) {
            if (!names.includes(name)) fail(`it registers no indicator ${name}`);
            await runAll(indicatorChecks({ indicator: registry.get("indicator", name), params }));
          }
        })),
    },
  ];
  return checks.filter(({ kind }) => kind === undefined || known[kind]?.length !== 0);
}
