import { BadModelNameError } from "./errors.js";
import type { VersionRef } from "./model-registry.js";
import { assertAlias, assertModelName, assertVersionPrefix } from "./names.js";

/** A model as people write it. */
export interface ModelId {
  readonly name: string;
  /** Undefined where the name stands alone. */
  readonly ref: VersionRef | undefined;
}

/**
 * Reads `name`, `name@alias` or `name:version`, where 8 digits of the version will do.
 * @throws {BadModelNameError} for anything else.
 */
export function parseModelId(text: string): ModelId {
  const [, name = "", mark, rest = ""] = /^([^@:]*)(?:([@:])(.*))?$/s.exec(text) ?? [];
  if (mark === undefined && name === "")
    throw new BadModelNameError("model", text, "write name, name@alias or name:version");
  assertModelName(name);
  if (mark === undefined) return { name, ref: undefined };
  if (mark === "@") {
    assertAlias(rest);
    return { name, ref: { alias: rest } };
  }
  assertVersionPrefix(rest);
  return { name, ref: { version: rest } };
}
