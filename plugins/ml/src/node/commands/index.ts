import type { CommandDefinition } from "@bellwether/core";
import { familiesCommand } from "./families.js";
import { featuresBuildCommand, featuresInspectCommand, featuresListCommand } from "./features.js";
import { modelsCommands } from "./models.js";
import { type Surroundings, trainCommand } from "./train.js";

/** Every command of the plugin, by name. */
export function commandsOf(surroundings: Surroundings): Readonly<Record<string, CommandDefinition>> {
  const { features, families, open } = surroundings;
  return {
    train: trainCommand(surroundings),
    ...modelsCommands(open),
    "models families": familiesCommand(families),
    "features list": featuresListCommand(features),
    "features build": featuresBuildCommand(features),
    "features inspect": featuresInspectCommand(features),
  };
}
