import { type CommandContext, type CommandFlag, type CommandOutput, TradingError } from "@bellwether/core";
import { BadModelNameError, type ModelRegistry, parseModelId, shortVersion } from "../../registry/index.js";

/** Opens the registry in a folder. */
export type OpenRegistry = (folder: string) => ModelRegistry;

/** Arguments or flags of a `models` command do not go together. */
export class ModelsUsageError extends TradingError {
  override readonly code = "USAGE";
}

const DEFAULT_FOLDER = "models";

/** Every `models` command takes these. */
export const COMMON_FLAGS: readonly CommandFlag[] = [
  { flag: "--registry <dir>", about: `folder of models [${DEFAULT_FOLDER}]` },
  { flag: "--json", about: "print the outcome as JSON and nothing else" },
];

/** The folder that was asked for, and how a further command would name it. */
export function folderOf({ flags }: CommandContext): { readonly folder: string; readonly hint: string } {
  const folder = textFlag(flags.registry) ?? DEFAULT_FOLDER;
  return { folder, hint: folder === DEFAULT_FOLDER ? "" : ` --registry ${folder}` };
}

/** The value of a flag that takes one. */
export const textFlag = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);

/** A name alone, for commands that say in another place which version they mean. @throws {ModelsUsageError} */
export function plainName(text: string): string {
  const { name, ref } = parseModelId(text);
  if (ref !== undefined) throw new ModelsUsageError(`${text}: write the name alone, ${name}`);
  return name;
}

/**
 * A version from the command line: its first 8 or more digits, or an alias of the model.
 * @throws {BadModelNameError} {VersionNotFoundError}
 */
export function versionOf(registry: ModelRegistry, name: string, text: string): string {
  if (/^[0-9a-f]{8,64}$/.test(text)) return registry.info(name, { version: text }).version;
  const isShort =
    /^[0-9a-f]{1,7}$/.test(text) && !registry.versions(name).some(({ aliases }) => aliases.includes(text));
  if (isShort) throw new BadModelNameError("version", text, "give at least 8 of its digits");
  return registry.info(name, { alias: text }).version;
}

/** A version for people; a dash where there is none. */
export const shown = (version: string | null | undefined): string => (version == null ? "–" : shortVersion(version));

/** Time in UTC to the minute; a dash for what is no time. */
export function utc(time: unknown): string {
  if (typeof time !== "number" || !(Math.abs(time) <= 8.64e15)) return "–";
  return new Date(time).toISOString().slice(0, 16).replace("T", " ");
}

export function bytesText(bytes: number | null): string {
  if (bytes === null) return "–";
  if (bytes < 1_000) return `${bytes} B`;
  return bytes < 1_000_000 ? `${(bytes / 1_000).toFixed(1)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/** What a file says, without what would move the cursor of a terminal. */
export const harmless = (text: string): string => text.replace(/\p{Cc}+/gu, " ");

/** Prints rows in columns as wide as they need. @param right - columns of numbers. */
export function table(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  output: CommandOutput,
  right: readonly number[] = [],
): void {
  const widths = head.map((title, j) => Math.max(title.length, ...rows.map((row) => row[j]!.length)));
  for (const row of [head, ...rows]) {
    const cells = row.map((cell, j) => (right.includes(j) ? cell.padStart(widths[j]!) : cell.padEnd(widths[j]!)));
    output.stdout(`${cells.join("  ").trimEnd()}\n`);
  }
}

export function printJson(value: unknown, output: CommandOutput): void {
  output.stdout(`${JSON.stringify(value, null, 2)}\n`);
}
