import type { CommandDefinition } from "@bellwether/core";
import { CHAMPION, PREVIOUS } from "../../registry/index.js";
import { COMMON_FLAGS, folderOf, type OpenRegistry, plainName, printJson, shown, textFlag } from "./models-shared.js";

/** `bellwether models rollback <model>`: the champion before is champion again. */
export function modelsRollbackCommand(open: OpenRegistry): CommandDefinition {
  return {
    about: "make the champion before champion again; nothing is trained",
    args: ["<model>"],
    flags: [{ flag: "--reason <text>", about: "why, for the history" }, ...COMMON_FLAGS],
    run(context) {
      const { args, flags, output } = context;
      const { folder, hint } = folderOf(context);
      const registry = open(folder);
      const name = plainName(args[0]!);
      const version = registry.rollback(name, { reason: textFlag(flags.reason) });
      const was = registry.history(name)[0]?.aliases[PREVIOUS] ?? null;
      if (flags.json === true) return printJson({ model: name, alias: CHAMPION, version, was }, output);
      output.stdout(`${name}: ${CHAMPION} is ${shown(version)} again${was === null ? "" : `; it was ${shown(was)}`}\n`);
      if (was !== null) output.stdout(`Forth again: bellwether models rollback ${name}${hint}\n`);
    },
  };
}
