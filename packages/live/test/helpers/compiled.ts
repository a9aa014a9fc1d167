import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const ROOT = fileURLToPath(new URL("../../../..", import.meta.url));
const COMMON = ["--noCheck", "--declaration", "false", "--target", "ES2022", "--module", "NodeNext"];

/**
 * Compiles sources of this package, and core, for processes that know nothing of this test.
 * @param sources - below `src`, such as `node/lock.ts`.
 * @returns a new folder to be removed by the caller, and the address of a compiled source.
 */
export function compiled(sources: readonly string[]): { folder: string; urlOf(source: string): string } {
  const folder = mkdtempSync(join(tmpdir(), "bellwether-live-"));
  const modules = join(folder, "node_modules");
  const emit = (name: string, files: readonly string[]) => {
    const from = join(ROOT, "packages", name);
    const to = join(modules, "@bellwether", name);
    mkdirSync(to, { recursive: true });
    cpSync(join(from, "package.json"), join(to, "package.json"));
    const places = ["--rootDir", join(from, "src"), "--outDir", join(to, "dist")];
    const what =
      files.length === 0
        ? ["-p", join(from, "tsconfig.json")]
        : ["--ignoreConfig", ...files.map((file) => join(from, "src", file))];
    execFileSync(process.execPath, [join(ROOT, "node_modules/typescript/bin/tsc"), ...COMMON, ...places, ...what]);
    const manifest: unknown = JSON.parse(readFileSync(join(from, "package.json"), "utf8"));
    for (const dependency of Object.keys((manifest as { dependencies?: object }).dependencies ?? {})) link(dependency);
  };
  const linked = new Set<string>();
  const link = (name: string) => {
    if (name.startsWith("@bellwether/") || linked.has(name)) return;
    linked.add(name);
    mkdirSync(dirname(join(modules, name)), { recursive: true });
    symlinkSync(join(ROOT, "node_modules", name), join(modules, name));
  };
  emit("core", []);
  emit("live", sources);
  const urlOf = (source: string) =>
    pathToFileURL(join(modules, "@bellwether/live/dist", source.replace(/\.ts$/, ".js"))).href;
  return { folder, urlOf };
}
