import type * as z from "zod";
import { clip } from "../errors.js";
import { type ConfigPath, pathKey } from "./path.js";
import { layersOf, schemasUnder } from "./schema-walk.js";
import { isDeferred, isSecret } from "./secret.js";

/** Environment variables by name. */
export type Environment = Readonly<Record<string, string | undefined>>;

export interface Substituted {
  readonly value: unknown;
  /** Keys of the paths whose text is secret. */
  readonly secrets: ReadonlySet<string>;
  /** Names of the variables that a path's text came from, by the path's key. */
  readonly fromEnv: ReadonlyMap<string, readonly string[]>;
  /** Every secret text, so that it can be struck out of a message. */
  readonly secretTexts: readonly string[];
  readonly problems: readonly { readonly path: ConfigPath; readonly message: string; readonly hint?: string }[];
}

const REFERENCE = /\$\{([^}]*)\}?/g;

/** Puts environment variables in the place of `${NAME}` where the schema says secret, and refuses them elsewhere. */
export function substituteSecrets(data: unknown, schema: z.core.$ZodType, env: Environment): Substituted {
  const secrets = new Set<string>();
  const fromEnv = new Map<string, readonly string[]>();
  const secretTexts: string[] = [];
  const problems: { path: ConfigPath; message: string; hint?: string }[] = [];

  function readSecret(text: string, path: ConfigPath): string {
    const names: string[] = [];
    const value = text.replace(REFERENCE, (reference, name: string) => {
      if (!reference.endsWith("}") || !/^[A-Za-z_]\w{0,99}$/.test(name)) {
        problems.push({ path, message: "this names no environment variable", hint: `write \${NAME}` });
        return reference;
      }
      names.push(name);
      const found = Object.hasOwn(env, name) ? env[name] : undefined;
      if (found === undefined || found === "") {
        problems.push({ path, message: `the environment variable ${name} is not set` });
        return reference;
      }
      secretTexts.push(found);
      return found;
    });
    if (names.length > 0) fromEnv.set(pathKey(path), names);
    secretTexts.push(value);
    return value;
  }

  function visit(value: unknown, layers: readonly z.core.$ZodType[], path: ConfigPath): unknown {
    const hidden = isSecret(layers);
    if (hidden) secrets.add(pathKey(path));
    if (typeof value === "string") {
      if (hidden) return readSecret(value, path);
      if (value.includes(`\${`) && layers.length > 0)
        problems.push({
          path,
          message: `${clip(value.slice(value.indexOf(`\${`)), 40)} is read only in secrets, such as an API key`,
          hint: "write the value itself",
        });
      return value;
    }
    if (typeof value !== "object" || value === null || isDeferred(layers)) return value;
    if (Array.isArray(value)) return value.map((item, i) => visit(item, schemasUnder(layers, i), [...path, i]));
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, visit(item, schemasUnder(layers, key), [...path, key])]),
    );
  }

  const value = visit(data, layersOf(schema), []);
  return { value, secrets, fromEnv, secretTexts, problems };
}
