import * as z from "zod";

/** JSON Schema (draft 7, which YAML editors read best) of what a config file may hold, defaults and descriptions included. */
export function jsonSchemaOf(
  schema: z.ZodType,
  { title, id }: { readonly title: string; readonly id: string },
): Record<string, unknown> {
  const { $schema, ...json } = z.toJSONSchema(schema, { io: "input", target: "draft-7", unrepresentable: "any" });
  return { $schema, $id: id, title, ...json };
}
