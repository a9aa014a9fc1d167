import { constants } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { TradingError } from "@bellwether/core";
import { parseYaml } from "@bellwether/core/config";

/** What an exchange knows an account by. */
export interface Credentials {
  readonly apiKey: string;
  readonly secret: string;
  /** Where the exchange asks for a third part. */
  readonly password?: string | undefined;
}

/** There are no credentials, or none that may be used. Never holds a value. */
export class CredentialsError extends TradingError {
  override readonly code = "CREDENTIALS";
}

export interface CredentialSources {
  /** Environment of the process. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Path of a JSON or YAML file with `apiKey`, `secret` and perhaps `password`. */
  readonly file?: string | undefined;
}

const VARIABLES = {
  apiKey: "BELLWETHER_API_KEY",
  secret: "BELLWETHER_SECRET",
  password: "BELLWETHER_PASSWORD",
} as const;
type Part = keyof typeof VARIABLES;
const PARTS = Object.keys(VARIABLES) as readonly Part[];

const MAX_BYTES = 16_384;
const FROM_WHERE = "export it, or name a file of keys in exchange.credentials.file";
/** Stood in somebody's example. */
const EXAMPLES =
  /^(your|my|the|some)?[-_ .]*(api|example|dummy|test)?[-_ .]*(key|secret|password|token)([-_ .]*here)?$|^change[-_ ]?me$|^(x+|\*+|\.+|-+|<.*>|todo|none|null|undefined)$/i;

/**
 * Reads the credentials of an account, from the environment or from a file that its owner alone may read.
 * @throws {CredentialsError} naming what to set, or what is wrong with the file; values are never shown.
 */
export async function readCredentials({ env, file }: CredentialSources): Promise<Credentials> {
  const given = PARTS.filter((part) => (env[VARIABLES[part]] ?? "") !== "");
  if (file !== undefined) {
    if (given.length === 0)
      return checked(await readFileParts(file), (part) => `${file}: ${part}`, "an account needs apiKey and secret");
    const names = given.map((part) => VARIABLES[part]).join(", ");
    throw new CredentialsError(`both ${file} and the environment (${names}) hold credentials; keep one of them`);
  }
  return checked(
    Object.fromEntries(given.map((part) => [part, env[VARIABLES[part]]])),
    (part) => VARIABLES[part],
    FROM_WHERE,
  );
}

/** Every text of credentials that a redactor has to know. */
export function secretsOf({ apiKey, secret, password }: Credentials): readonly string[] {
  return password === undefined ? [apiKey, secret] : [apiKey, secret, password];
}

function checked(
  parts: Readonly<Partial<Record<Part, unknown>>>,
  name: (part: Part) => string,
  remedy: string,
): Credentials {
  const read = (part: Part): string => {
    const value = parts[part];
    if (value === undefined || value === "") throw new CredentialsError(`${name(part)} is not set; ${remedy}`);
    if (typeof value !== "string") throw new CredentialsError(`${name(part)} is no text; write it in quotes`);
    if (value !== value.trim()) throw new CredentialsError(`${name(part)} begins or ends with white space; remove it`);
    if (EXAMPLES.test(value))
      throw new CredentialsError(`${name(part)} is a placeholder; put the real one in its place`);
    return value;
  };
  const found = { apiKey: read("apiKey"), secret: read("secret") };
  return parts.password === undefined ? found : { ...found, password: read("password") };
}

async function readFileParts(path: string): Promise<Readonly<Record<string, unknown>>> {
  const text = await readPrivateFile(path);
  let value: unknown;
  try {
    ({ value } = parseYaml(text, { file: path, limits: { bytes: MAX_BYTES, depth: 4, nodes: 50 } }));
  } catch {
    // the parser's words, and a cause with them, may hold a piece of the text
    throw new CredentialsError(`${path}: cannot be read as JSON or YAML; write apiKey: "..." and secret: "..." in it`);
  }
  const known: readonly string[] = PARTS;
  const fits = typeof value === "object" && value !== null && !Array.isArray(value);
  if (!fits || Object.keys(value as object).some((key) => !known.includes(key)))
    throw new CredentialsError(`${path}: holds something other than apiKey, secret and password; remove it`);
  return value as Readonly<Record<string, unknown>>;
}

/** A regular file of ours that nobody else may read or write. */
async function readPrivateFile(path: string): Promise<string> {
  const { O_RDONLY, O_NONBLOCK = 0, O_NOFOLLOW = 0 } = constants;
  let file: FileHandle;
  try {
    file = await open(path, O_RDONLY | O_NONBLOCK | O_NOFOLLOW);
  } catch (cause) {
    const { code = "unknown error" } = cause as NodeJS.ErrnoException;
    const why =
      code === "ELOOP" ? "it is a link; name the file itself" : code === "ENOENT" ? "there is no such file" : code;
    throw new CredentialsError(`${path}: the credentials cannot be read: ${why}`, { cause });
  }
  try {
    const stat = await file.stat();
    if (!stat.isFile())
      throw new CredentialsError(`${path}: this is no regular file; name a file with the credentials`);
    // Windows has neither owners nor modes here
    const user = process.getuid?.();
    if (user !== undefined) {
      if (stat.uid !== user)
        throw new CredentialsError(`${path}: belongs to user ${stat.uid}, not to ${user} who runs this; chown it`);
      const mode = stat.mode & 0o777;
      if ((mode & 0o177) !== 0)
        throw new CredentialsError(
          `${path}: has mode ${mode.toString(8).padStart(4, "0")} instead of 0600; run chmod 600 on it`,
        );
    }
    // the size may change between the look and the reading: one byte more than allowed tells
    const buffer = Buffer.alloc(MAX_BYTES + 1);
    let length = 0;
    for (;;) {
      const { bytesRead } = await file.read(buffer, length, buffer.length - length);
      length += bytesRead;
      if (bytesRead === 0 || length === buffer.length) break;
    }
    if (length > MAX_BYTES)
      throw new CredentialsError(`${path}: is larger than ${MAX_BYTES} bytes; it holds two or three texts`);
    return buffer.toString("utf8", 0, length);
  } finally {
    await file.close();
  }
}
