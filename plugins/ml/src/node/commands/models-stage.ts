import { type CommandDefinition, clip } from "@bellwether/core";
import { STAGES, type Stage } from "../../registry/index.js";
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

/** `bellwether models stage <model> <version> <stage>`: says where a version stands. */
export function modelsStageCommand(open: OpenRegistry): CommandDefinition {
  return {
    about: `say where a version stands: ${STAGES.join(", ")}`,
    args: ["<model>", "<version>", "<stage>"],
    flags: [{ flag: "--reason <text>", about: "why, for the history" }, ...COMMON_FLAGS],
    run(context) {
      const { args, flags, output } = context;
      const [model = "", asked = "", stage = ""] = args;
      if (!isStage(stage))
        throw new ModelsUsageError(`no stage is called ${clip(stage)}; stages: ${STAGES.join(", ")}`);
      const registry = open(folderOf(context).folder);
      const name = plainName(model);
      const { version, stage: was } = registry.info(name, { version: versionOf(registry, name, asked) });
      registry.setStage(name, version, stage, { reason: textFlag(flags.reason) });
      if (flags.json === true) return printJson({ model: name, version, stage, was }, output);
      output.stdout(`${name}: ${shown(version)} is at ${stage}${was === stage ? " already" : `; it was at ${was}`}\n`);
      output.stdout("Stages are for people: strategies follow aliases\n");
    },
  };
}

const isStage = (text: string): text is Stage => (STAGES as readonly string[]).includes(text);
