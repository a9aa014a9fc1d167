import type { CommandDefinition } from "@bellwether/core";
import { parseModelId } from "../../registry/index.js";
import {
  COMMON_FLAGS,
  folderOf,
  ModelsUsageError,
  type OpenRegistry,
  printJson,
  shown,
  textFlag,
  versionOf,
} from "./models-shared.js";

/** `bellwether models delete <model>`: one version that nothing names, or all by force. */
export function modelsDeleteCommand(open: OpenRegistry): CommandDefinition {
  return {
    about: "delete a version that no alias and no stage names, or with --all --force a whole model",
    args: ["<model>"],
    flags: [
      { flag: "--version <version>", about: "which one; name:version says the same" },
      { flag: "--all", about: "every version and alias; the log of trials stays" },
      { flag: "--force", about: "mean it: needed with --all" },
      ...COMMON_FLAGS,
    ],
    run(context) {
      const { args, flags, output } = context;
      const { name, ref } = parseModelId(args[0]!);
      const flag = textFlag(flags.version);
      const asked = flag ?? (ref === undefined ? undefined : "version" in ref ? ref.version : ref.alias);
      if ((asked !== undefined) === (flags.all === true) || (flag !== undefined && ref !== undefined))
        throw new ModelsUsageError(
          `say once what to delete: --version <version>, or --all for every version of ${name}`,
        );
      const { folder, hint } = folderOf(context);
      const registry = open(folder);
      const versions = registry.versions(name).map(({ version }) => version);
      const doomed = asked === undefined ? versions : [versionOf(registry, name, asked)];
      if (asked === undefined) registry.delete(name, "all", { force: flags.force === true });
      else registry.delete(name, { version: doomed[0]! });
      if (flags.json === true) return printJson({ model: name, deleted: doomed }, output);
      const left = versions.length - doomed.length;
      output.stdout(`${name}: deleted ${doomed.map((version) => shown(version)).join(", ")}\n`);
      output.stdout(
        left > 0
          ? `What is left: bellwether models info ${name}${hint}\n`
          : "None is left; the log of trials stays, so that the next of this name is judged by it\n",
      );
    },
  };
}
