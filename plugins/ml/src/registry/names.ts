import { BadModelNameError } from "./errors.js";

const MODEL_NAME = /^[a-z0-9][a-z0-9._-]*$/;
/** Devices of Windows, which keep their meaning with any extension. */
const DEVICE = /^(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|$)/;
const RULE = "small letters, digits, dots, hyphens and underscores, a letter or digit first, 100 at most";

function fileSystemFlaw(name: string): string | null {
  if (name.length > 100 || !MODEL_NAME.test(name)) return RULE;
  if (name.includes("..")) return "no two dots in a row";
  if (name.endsWith(".")) return "no dot at the end";
  if (DEVICE.test(name)) return "Windows keeps it for a device";
  return null;
}

/** What keeps a text from being one harmless name of a folder on every system; null for nothing. */
export const modelNameFlaw = fileSystemFlaw;

/** Lets through what is one harmless name of a folder on every system. @throws {BadModelNameError} */
export function assertModelName(name: string): void {
  const flaw = typeof name === "string" ? fileSystemFlaw(name) : RULE;
  if (flaw !== null) throw new BadModelNameError("model", String(name), flaw);
}

/** The same rule for a file of a version; `manifest.json` is taken. @throws {BadModelNameError} */
export function assertFileName(name: string): void {
  const flaw = name === "manifest.json" ? "the registry writes that file itself" : fileSystemFlaw(name);
  if (flaw !== null) throw new BadModelNameError("file", name, flaw);
}

/**
 * MLflow's rule, so that aliases can be mirrored there.
 * @throws {BadModelNameError}
 * @see mlflow/utils/validation.py
 */
export function assertAlias(alias: string): void {
  let flaw: string | null = null;
  if (typeof alias !== "string" || !/^[\w-]{1,255}$/.test(alias))
    flaw = "letters, digits, hyphens and underscores, 255 at most";
  else if (/^latest$/i.test(alias)) flaw = '"latest" is reserved; without an alias the newest version is taken';
  else if (/^v[0-9]+$/i.test(alias)) flaw = "v and digits is reserved for numbers of versions";
  else if (alias === "__proto__") flaw = "JavaScript reserves it";
  if (flaw !== null) throw new BadModelNameError("alias", String(alias), flaw);
}

/** 64 hex digits: a whole version. */
export const isVersion = (text: string): boolean => /^[0-9a-f]{64}$/.test(text);

/** Lets through 8 to 64 small hex digits. @throws {BadModelNameError} */
export function assertVersionPrefix(text: string): void {
  if (typeof text !== "string" || !/^[0-9a-f]{8,64}$/.test(text))
    throw new BadModelNameError("version", String(text), "8 to 64 of its hex digits, small letters");
}
