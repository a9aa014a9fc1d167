import type { CommandDefinition } from "@bellwether/core";
import { CHAMPION } from "../../registry/index.js";
import {
  COMMON_FLAGS,
  folderOf,
  ModelsUsageError,
  type OpenRegistry,
  plainName,
  printJson,
  shown,
  textFlag,
  versionOf,
} from "./models-shared.js";

/** `bellwether models alias <model> <alias> [version]`: lets an alias name a version, or takes it away. */
export function modelsAliasCommand(open: OpenRegistry): CommandDefinition {
  return {
    about: "let an alias (champion, challenger ...) name a version; champion's old version becomes previous",
    args: ["<model>", "<alias>", "[version]"],
    flags: [
      { flag: "--expect <version>", about: "change it only if it names this version now; none: only if it is not set" },
      { flag: "--remove", about: "take the alias away" },
      { flag: "--reason <text>", about: "why, for the history" },
      ...COMMON_FLAGS,
    ],
    run(context) {
      const { args, flags, output } = context;
      const [model = "", alias = "", asked] = args;
      const isRemoval = flags.remove === true;
      if (isRemoval === (asked !== undefined))
        throw new ModelsUsageError(
          isRemoval ? `--remove takes no version; leave out ${asked}` : "say which version, or --remove",
        );
      const { folder, hint } = folderOf(context);
      const registry = open(folder);
      const name = plainName(model);
      const expect = textFlag(flags.expect);
      const expected = expect === undefined ? undefined : expect === "none" ? null : versionOf(registry, name, expect);
      const options = { expected, reason: textFlag(flags.reason) };
      const version = asked === undefined ? null : versionOf(registry, name, asked);
      const was =
        version === null
          ? registry.removeAlias(name, alias, options)
          : registry.setAlias(name, alias, version, options);
      if (flags.json === true) return printJson({ model: name, alias, version, was }, output);
      if (version === was) output.stdout(`${name}: ${alias} is ${shown(version)} already\n`);
      else if (version === null) output.stdout(`${name}: ${alias} is gone; it was ${shown(was)}\n`);
      else output.stdout(`${name}: ${alias} is ${shown(version)} now${was === null ? "" : `; it was ${shown(was)}`}\n`);
      if (alias === CHAMPION && version === null)
        output.stdout("Strategies that name no version take the newest from now on\n");
      if (alias === CHAMPION && version !== null && was !== null && version !== was)
        output.stdout(`Back again: bellwether models rollback ${name}${hint}\n`);
    },
  };
}
