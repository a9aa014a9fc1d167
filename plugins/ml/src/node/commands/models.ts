import type { CommandDefinition } from "@bellwether/core";
import { modelsAliasCommand } from "./models-alias.js";
import { modelsDeleteCommand } from "./models-delete.js";
import { modelsInfoCommand } from "./models-info.js";
import { modelsListCommand } from "./models-list.js";
import { modelsRollbackCommand } from "./models-rollback.js";
import type { OpenRegistry } from "./models-shared.js";
import { modelsStageCommand } from "./models-stage.js";

/** The commands of the registry, by name. @param open - opens the registry in a folder. */
export function modelsCommands(open: OpenRegistry): Readonly<Record<string, CommandDefinition>> {
  return {
    "models list": modelsListCommand(open),
    "models info": modelsInfoCommand(open),
    "models alias": modelsAliasCommand(open),
    "models rollback": modelsRollbackCommand(open),
    "models stage": modelsStageCommand(open),
    "models delete": modelsDeleteCommand(open),
  };
}
