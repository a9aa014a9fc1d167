import { constants } from "node:fs";
import { open } from "node:fs/promises";
import type * as z from "zod";
import { ConfigError, issueAt } from "../config/config-error.js";
import { type ParseConfigOptions, parseConfig } from "../config/parse-config.js";
import type { ResolvedConfig } from "../config/resolved.js";
import { bytesText, DEFAULT_LIMITS } from "../config/yaml-limits.js";

const TROUBLE: Readonly<Record<string, readonly [message: string, hint: string]>> = {
  ENOENT: ["no such file", "check the path; it counts from the current folder"],
  ENOTDIR: ["no such file", "a part of the path is a file, not a folder"],
  EISDIR: ["this is a folder", "name the file in it"],
  EACCES: ["the file may not be read", "check its permissions"],
  EPERM: ["the file may not be read", "check its permissions"],
  ELOOP: ["the path leads through a circle of links", "name the file itself"],
  ENAMETOOLONG: ["the path is too long", "check the path"],
};

function refuse(file: string, message: string, hint?: string, options?: ErrorOptions): ConfigError {
  const error = new ConfigError([issueAt({ file }, [], message, hint)]);
  if (options?.cause !== undefined) error.cause = options.cause;
  return error;
}

function decode(bytes: Uint8Array, file: string): string {
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff))
    throw refuse(file, "the text is UTF-16", "save it as UTF-8");
  try {
    // drops a byte order mark
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw refuse(file, "the text is not UTF-8", "save it as UTF-8");
  }
}

/**
 * Reads a UTF-8 text file of at most `maxBytes`, with or without a byte order mark.
 * @throws {ConfigError} if it is missing, unreadable, no regular file, too large or not UTF-8.
 */
export async function readConfigText(path: string, maxBytes: number = DEFAULT_LIMITS.bytes): Promise<string> {
  try {
    // not blocking: opening a named pipe would wait for a writer
    await using file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    const stat = await file.stat();
    if (stat.isDirectory()) throw refuse(path, ...TROUBLE.EISDIR!);
    if (!stat.isFile()) throw refuse(path, "this is no regular file", "save the config in a file");
    // the size may change between the look and the reading: one byte more than allowed tells
    const buffer = new Uint8Array(Math.min(stat.size, maxBytes) + 1);
    let length = 0;
    for (;;) {
      const { bytesRead } = await file.read(buffer, length, buffer.length - length);
      length += bytesRead;
      if (bytesRead === 0 || length === buffer.length) break;
    }
    if (length > maxBytes)
      throw refuse(path, `the file has ${bytesText(stat.size)}; the limit is ${bytesText(maxBytes)}`);
    if (length === buffer.length) throw refuse(path, "the file changed while it was read", "try again");
    return decode(buffer.subarray(0, length), path);
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    const code = (error as NodeJS.ErrnoException).code ?? "";
    const [message, hint] = TROUBLE[code] ?? [`the file could not be read (${code || "unknown error"})`, undefined];
    throw refuse(path, message, hint, { cause: error });
  }
}

/**
 * Reads and checks a config file. Secrets come from `env`, by default the environment of the process.
 * @throws {ConfigError} if the file cannot be read, or with every violation of its content at once.
 */
export async function readConfigFile<Schema extends z.ZodType>(
  path: string,
  schema: Schema,
  options: Omit<ParseConfigOptions, "file"> = {},
): Promise<ResolvedConfig<z.output<Schema>>> {
  const text = await readConfigText(path, options.limits?.bytes);
  return parseConfig(text, schema, { ...options, env: options.env ?? process.env, file: path });
}
