import type { CommandDefinition, CommandFlag, PluginHost } from "@bellwether/core";
import { BadExtensionError, clip } from "@bellwether/core";
import type { Command } from "commander";
import type { Output } from "./output.js";
import { SHIPPED_COMMANDS } from "./shipped-commands.js";

/**
 * Puts the commands that a host's plugins have registered under `root`.
 * @throws {BadExtensionError} for one that is no command, or has the name of one of ours.
 */
export function addPluginCommands(
  root: Command,
  host: PluginHost,
  output: () => Promise<Output>,
  ended: (code: number) => void,
): void {
  const { registry } = host;
  const own = new Set(root.commands.map((command) => command.name()));
  for (const name of registry.names("command")) {
    const owner = registry.ownerOf("command", name) ?? "<inline>";
    const definition = registry.get("command", name);
    const refuse = (why: string) => new BadExtensionError(owner, "command", name, why);
    if (typeof definition?.run !== "function" || typeof definition.about !== "string")
      throw refuse(`it is ${clip(definition)}; it is { about, args, flags, run }`);
    const words = name.split(" ");
    if (words.length > 2 || words.some((word) => !/^[a-z][a-z0-9-]*$/.test(word)))
      throw refuse("a command is named by one or two words in kebab-case");
    if (own.has(words[0]!)) throw refuse("the command line has a command of this name");
    const parent = words.length === 1 ? root : group(root, words[0]!);
    addCommand(parent, words.at(-1)!, definition, { host, output, ended });
  }
}

function group(root: Command, name: string): Command {
  const found = root.commands.find((command) => command.name() === name);
  const about = SHIPPED_COMMANDS.find((shipped) => shipped.name === name)?.about ?? "";
  if (found !== undefined) return found;
  // without "[options]", which every command has, there is room for the words
  const subcommandTerm = (command: Command) =>
    [
      command.name(),
      ...command.registeredArguments.map((it) => (it.required ? `<${it.name()}>` : `[${it.name()}]`)),
    ].join(" ");
  return root.command(name).description(about).configureHelp({ subcommandTerm });
}

interface Surroundings {
  readonly host: PluginHost;
  readonly output: () => Promise<Output>;
  readonly ended: (code: number) => void;
}

function addCommand(
  parent: Command,
  name: string,
  { about, args = [], flags = [], run }: CommandDefinition,
  { host, output, ended }: Surroundings,
): void {
  const command = parent.command(name).description(about);
  for (const argument of args) command.argument(argument);
  for (const flag of flags) addFlag(command, flag);
  command.action(async (...given: unknown[]) => {
    const [{ progressBar }, { takeIn }] = await Promise.all([import("./run/progress.js"), import("./run/host.js")]);
    const code = await run({
      args: given.slice(0, args.length).filter((value): value is string => typeof value === "string"),
      flags: command.opts(),
      output: await output(),
      progress: progressBar,
      use: async (plugins, from) => {
        const missing = plugins.filter((use) => !host.plugins.includes(use));
        await takeIn(
          host,
          missing.map((use) => ({ use })),
          from,
        );
      },
    });
    if (typeof code === "number") ended(code);
  });
}

function addFlag(command: Command, { flag, about, repeatable }: CommandFlag): void {
  if (repeatable === true)
    command.option(flag, about, (value: string, before: readonly string[] = []) => [...before, value]);
  else command.option(flag, about);
}
