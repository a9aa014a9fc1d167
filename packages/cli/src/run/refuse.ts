import { type ConfigPath, parseAt, type ResolvedConfig } from "@bellwether/core/config";
import * as z from "zod";

/** @throws {ConfigError} that says `message` at a place of the file. */
export function refuse(resolved: ResolvedConfig<unknown>, path: ConfigPath, message: string): never {
  parseAt(
    resolved,
    path,
    z.unknown().refine(() => false, message),
  );
  throw new TypeError("a schema that accepts nothing has accepted something");
}
