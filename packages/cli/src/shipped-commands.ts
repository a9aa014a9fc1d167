/** Commands of plugins that ship, in the words of `--help`, which loads none of them. */
export const SHIPPED_COMMANDS: readonly { readonly name: string; readonly plugin: string; readonly about: string }[] = [
  {
    name: "train",
    plugin: "@bellwether/ml",
    about: "train a model as a file says, judge it and put it into the registry",
  },
  { name: "models", plugin: "@bellwether/ml", about: "list, inspect, alias, roll back and delete registered models" },
  { name: "features", plugin: "@bellwether/ml", about: "list features, build and inspect their values" },
];

/** Which plugins bring the commands that were asked for. */
export interface PluginCommands {
  /** Packages or paths. */
  readonly plugins: readonly string[];
  /** What is left of the command line. */
  readonly args: readonly string[];
}

/**
 * Reads `--plugin <name>` off the front of the command line, and finds the plugin of a command that ships.
 * @returns null where no plugin is concerned.
 */
export function pluginCommandsOf(args: readonly string[]): PluginCommands | null {
  const plugins: string[] = [];
  let at = 0;
  for (; args[at] === "--plugin" && args[at + 1] !== undefined; at += 2) plugins.push(args[at + 1]!);
  const shipped = SHIPPED_COMMANDS.find(({ name }) => name === args[at]);
  if (shipped !== undefined) plugins.push(shipped.plugin);
  return plugins.length === 0 ? null : { plugins: [...new Set(plugins)], args: args.slice(at) };
}
