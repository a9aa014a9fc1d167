import * as z from "zod";
import type { ConfigPath } from "./path.js";
import { deferred } from "./secret.js";

const use = z.string().min(1).describe("Package name, or a ./path to a .ts or .js file.");

const pluginEntrySchema = z.strictObject({
  use,
  options: deferred().optional().describe("Options, checked by the plugin's own schema."),
});

/** Plugins of a run: a name or path, or `{ use, options }` for one that takes options. */
export const pluginListSchema = z.array(z.union([use, pluginEntrySchema]));

/** One plugin of a run, whichever way the file names it. */
export interface RunPlugin {
  readonly use: string;
  /** Place of its entry in the file. */
  readonly path: ConfigPath;
  /** Place of its options in the file, for `parseParts`; nothing need stand there. */
  readonly optionsPath: ConfigPath;
}

/** The plugins of a run, in the order that they are set up. */
export function pluginsOf({ plugins }: { readonly plugins: z.output<typeof pluginListSchema> }): RunPlugin[] {
  return plugins.map((entry, i) => ({
    use: typeof entry === "string" ? entry : entry.use,
    path: ["plugins", i],
    optionsPath: ["plugins", i, "options"],
  }));
}
