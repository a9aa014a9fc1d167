import { resolve } from "node:path";
import type { CommandDefinition } from "@bellwether/core";
import { CHAMPION } from "../../registry/index.js";
import {
  bytesText,
  COMMON_FLAGS,
  folderOf,
  harmless,
  type OpenRegistry,
  printJson,
  shown,
  table,
  utc,
} from "./models-shared.js";

/** `bellwether models list`: which models there are, who is champion, what is newest. */
export function modelsListCommand(open: OpenRegistry): CommandDefinition {
  return {
    about: "list models, their champions and newest versions",
    flags: COMMON_FLAGS,
    run(context) {
      const { output, flags } = context;
      const { folder, hint } = folderOf(context);
      const models = open(folder).list();
      if (flags.json === true) return printJson(models, output);
      if (models.length === 0) {
        output.stdout(
          `No models in ${resolve(folder)}. Train one: bellwether train <file>. Others: --registry <dir>\n`,
        );
        return;
      }
      const rows = models.map(({ name, versions, aliases, newest }) => [
        name,
        String(versions),
        shown(aliases[CHAMPION]),
        shown(newest?.version),
        utc(newest?.createdAt ?? newest?.savedAt),
        bytesText(newest?.bytes ?? null),
        Object.keys(aliases)
          .filter((alias) => alias !== CHAMPION)
          .sort()
          .join(", "),
      ]);
      table(["model", "versions", CHAMPION, "newest", "made (UTC)", "size", "other aliases"], rows, output, [1, 5]);
      for (const { damage } of models) if (damage !== null) output.stdout(`damaged: ${harmless(damage)}\n`);
      output.stdout(`\nMore of one: bellwether models info <model>${hint}\n`);
    },
  };
}
