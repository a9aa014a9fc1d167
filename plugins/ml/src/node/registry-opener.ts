import type { ModelRegistry } from "../registry/index.js";
import { openRegistry } from "./folder-registry/index.js";

/** What a plugin opens registries with: on this machine's disk and clock. */
export function registryOpener(): { open(folder: string): ModelRegistry; now(): number } {
  const now = () => Date.now();
  return { open: (folder) => openRegistry(folder, { now }), now };
}
