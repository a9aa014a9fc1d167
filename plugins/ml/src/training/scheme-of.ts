import type * as z from "zod";
import type { ValidationScheme } from "../validation/index.js";
import type { ValidationSettings } from "./training-file.js";

/** How samples are divided, as the settings say; null where they are not. */
export function schemeOf(settings: z.output<typeof ValidationSettings>, seed: number): ValidationScheme | null {
  if (settings.method === "none") return null;
  return settings.method === "monte-carlo" ? { ...settings, seed } : settings;
}
