interface Shipped {
  /** Its definition and what that needs, no more: a run that names it loads it at every start. */
  readonly plugin: () => Promise<{ readonly default: unknown }>;
  /** Everything that others may import from it. */
  readonly whole: () => Promise<object>;
}

/**
 * Plugins that come with the command, by package name. They are taken from beside it, not from beside the run file, so
 * that they share its copies of every package. Each is optional: what is not installed is looked for as any other.
 */
const SHIPPED_PLUGINS: Readonly<Record<string, Shipped>> = {
  "@bellwether/ccxt": { plugin: () => import("@bellwether/ccxt/plugin"), whole: () => import("@bellwether/ccxt") },
  "@bellwether/notify": {
    plugin: () => import("@bellwether/notify/plugin"),
    whole: () => import("@bellwether/notify"),
  },
  "@bellwether/ml": { plugin: () => import("@bellwether/ml/plugin"), whole: () => import("@bellwether/ml") },
};

/** Strategies that they register, by the plugin to name in a run file. */
export const STRATEGIES_OF_PLUGINS: Readonly<Record<string, string>> = {
  "ml-strategy": "@bellwether/ml",
  "ensemble-strategy": "@bellwether/ml",
};

/** Whether a plugin of this name comes with the command. */
export const isShippedPlugin = (use: string): boolean => Object.hasOwn(SHIPPED_PLUGINS, use);

/** The module of a plugin that ships, or undefined for any other, and for one that is not installed. */
export function shippedPlugin(use: string): Promise<{ readonly default: unknown } | undefined> {
  return installed(use, ({ plugin }) => plugin());
}

/** All that a plugin which ships exports, likewise. */
export function shippedModule(use: string): Promise<object | undefined> {
  return installed(use, ({ whole }) => whole());
}

async function installed<T>(use: string, load: (shipped: Shipped) => Promise<T>): Promise<T | undefined> {
  if (!Object.hasOwn(SHIPPED_PLUGINS, use)) return undefined;
  try {
    return await load(SHIPPED_PLUGINS[use]!);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === "ERR_MODULE_NOT_FOUND" && message.includes(`'${use}'`)) return undefined;
    throw error;
  }
}
