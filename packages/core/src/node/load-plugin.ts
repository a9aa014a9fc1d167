import { createHash } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import { dirname, isAbsolute, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { createJiti, type Jiti } from "jiti";
import * as zod from "zod";
import * as core from "../index.js";
import { PluginLoadError, PluginNotFoundError } from "../plugin/errors.js";

export interface LoadPluginOptions {
  /** Folder that relative paths and package names are resolved from; the run file's. */
  readonly from: string;
  /** Modules that plugins share with the host, besides core and zod: `{ "@bellwether/indicators": indicators }`. */
  readonly modules?: Readonly<Record<string, unknown>>;
}

export interface LoadedPlugin {
  /** The module's default export, not checked yet. */
  readonly exported: unknown;
  /** File it came from. */
  readonly file: string;
  /** sha256 of that file: part of the run's fingerprint. */
  readonly sha256: string;
}

function isPath(specifier: string): boolean {
  return specifier.startsWith(".") || isAbsolute(specifier) || specifier.startsWith("file:");
}

/**
 * Imports a plugin by path (`./my-plugin.ts`, `.js`, `.mjs`) or by package name. TypeScript needs no build.
 * Plugin files get the host's own copies of core, zod and `modules`, wherever they lie; so does a package that has none
 * installed beside it.
 * @throws {PluginNotFoundError} if there is no such file or package.
 * @throws {PluginLoadError} if importing it fails; the cause is the plugin's own error.
 */
export async function loadPlugin(specifier: string, { from, modules = {} }: LoadPluginOptions): Promise<LoadedPlugin> {
  const shared = { "@bellwether/core": core, zod, ...modules };
  const jiti = createJiti(pathToFileURL(join(resolve(from), "bellwether.config.js")).href, {
    fsCache: false,
    moduleCache: false,
    interopDefault: false,
    virtualModules: shared,
  });
  const file = isPath(specifier) ? await existing(specifier, from) : packageEntry(jiti, specifier, from);
  let module: { default?: unknown };
  try {
    module =
      isPath(specifier) || /\.[cm]?tsx?$/.test(file)
        ? await jiti.import(file)
        : await importPackage(file, jiti, Object.keys(shared));
  } catch (cause) {
    throw new PluginLoadError(specifier, `cannot be imported: ${firstLines(cause)}`, { cause });
  }
  return {
    exported: module.default,
    file,
    sha256: createHash("sha256")
      .update(await readFile(file))
      .digest("hex"),
  };
}

async function existing(specifier: string, from: string): Promise<string> {
  const file = specifier.startsWith("file:") ? fileURLToPath(specifier) : resolve(from, specifier);
  const found = await stat(file).catch(() => undefined);
  if (found?.isFile()) return file;
  if (found?.isDirectory()) throw new PluginNotFoundError(specifier, `${file} is a folder; name the file in it`);
  throw new PluginNotFoundError(specifier, `no file ${file} (looked from ${resolve(from)})`);
}

function packageEntry(jiti: Jiti, specifier: string, from: string): string {
  try {
    return fileURLToPath(jiti.esmResolve(specifier, { parentURL: pathToFileURL(join(resolve(from), "x.js")).href }));
  } catch (cause) {
    throw new PluginNotFoundError(
      specifier,
      `no package of this name can be reached from ${resolve(from)}; install it there (npm install ${specifier}), or write a path that starts with ./`,
      { cause },
    );
  }
}

/** Natively: large packages load faster so. A link that fails has run no code yet, so that jiti may try again. */
async function importPackage(file: string, jiti: Jiti, shared: readonly string[]): Promise<{ default?: unknown }> {
  try {
    return await import(pathToFileURL(file).href);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === "ERR_MODULE_NOT_FOUND" && shared.some((name) => message.includes(`'${name}'`)))
      return jiti.import(file);
    throw error;
  }
}

function firstLines(cause: unknown): string {
  const text = cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause);
  return text.split("\n").slice(0, 6).join("\n").slice(0, 800);
}

/** The folder that a file lies in: what `from` should be for plugins named in it. */
export function folderOf(file: string): string {
  return dirname(resolve(file));
}
