import type { CommandDefinition } from "@bellwether/core";
import * as z from "zod";
import type { FamilyCatalogue } from "../../models/model.js";

/** `bellwether models families`: ways to learn, and their hyper-parameters with what they are unless given. */
export function familiesCommand(families: FamilyCatalogue): CommandDefinition {
  return {
    about: "list model families and their hyper-parameters",
    flags: [{ flag: "--json", about: "print JSON, with the schema of each family's hyper-parameters" }],
    run({ flags, output }) {
      const rows = families.names.map((name) => {
        const { about, tasks, params } = families.get(name)!;
        return { name, about, tasks, params: z.toJSONSchema(params, { io: "input", unrepresentable: "any" }) };
      });
      if (flags.json === true) {
        output.stdout(`${JSON.stringify(rows, null, 2)}\n`);
        return;
      }
      for (const { name, about, tasks, params } of rows) {
        output.stdout(`${name} (${tasks.join(", ")})\n  ${about}\n`);
        for (const [param, schema] of Object.entries(params.properties ?? {})) {
          const { default: fallback, description = "" } = schema as { default?: unknown; description?: string };
          const unless = fallback === undefined ? "" : ` [${JSON.stringify(fallback)}]`;
          output.stdout(`    ${param}${unless}  ${description}\n`);
        }
      }
    },
  };
}
