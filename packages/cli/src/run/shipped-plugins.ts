/**
 * Plugins that come with the command, by package name. They are taken from beside it, not from beside the run file, so
 * that they share its copies of every package. Each is optional: what is not installed is looked for as any other.
 */
const SHIPPED_PLUGINS: Readonly<Record<string, () => Promise<{ readonly default: unknown }>>> = {
  "@bellwether/ml": () => import("@bellwether/ml"),
};

/** The module of a plugin that ships, or undefined for any other, and for one that is not installed. */
export async function shippedPlugin(use: string): Promise<{ readonly default: unknown } | undefined> {
  if (!Object.hasOwn(SHIPPED_PLUGINS, use)) return undefined;
  try {
    return await SHIPPED_PLUGINS[use]!();
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === "ERR_MODULE_NOT_FOUND" && message.includes(`'${use}'`)) return undefined;
    throw error;
  }
}
