import { type ChildProcess, execFile, spawn } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const ROOT = fileURLToPath(new URL("../../../..", import.meta.url));
/** What the registry takes from core; the rest of core is not needed to start a process. */
const OF_CORE = ["canonical-json", "errors", "nearest"];

/** The registry's sources of this moment, translated for processes of their own. */
export interface CompiledRegistry {
  /** Runs `child.mjs` with a task. */
  start(task: ChildTask): ChildProcess;
  /** Runs it to its end. */
  run(task: ChildTask): Promise<ChildEnd>;
  remove(): void;
}

/** Read by `child.mjs`. */
export interface ChildTask {
  readonly folder: string;
  readonly calls: readonly (readonly [method: string, ...args: unknown[]])[];
  /** Kill the process with SIGKILL before this step that changes the disk, from 1. */
  readonly killAt?: number;
  /** Milliseconds that the registry's clock shows. */
  readonly now?: number;
  /** Take part in rounds of compare-and-set instead of `calls`. */
  readonly race?: { readonly me: number; readonly of: number; readonly rounds: number; readonly versions: string[][] };
}

interface ChildEnd {
  readonly code: number | null;
  readonly signal: string | null;
  /** What the calls gave: a value, or the code of an error. */
  readonly results: readonly unknown[];
  readonly stderr: string;
}

export async function compileRegistry(): Promise<CompiledRegistry> {
  const out = mkdtempSync(join(tmpdir(), "bellwether-registry-js-"));
  const core = join(out, "node_modules/@bellwether/core");
  const tsc = join(ROOT, "node_modules/typescript/bin/tsc");
  const flags = ["--module", "nodenext", "--target", "es2022", "--noCheck", "--types", ""];
  const compile = (outDir: string, rootDir: string, files: readonly string[]) =>
    promisify(execFile)(process.execPath, [tsc, ...files, "--outDir", outDir, "--rootDir", rootDir, ...flags], {
      cwd: ROOT,
    });
  mkdirSync(core, { recursive: true });
  await Promise.all([
    compile(
      core,
      "packages/core/src",
      OF_CORE.map((file) => `packages/core/src/${file}.ts`),
    ),
    compile(join(out, "src"), "plugins/ml/src", ["plugins/ml/src/node/folder-registry/index.ts"]),
  ]);
  writeFileSync(join(core, "index.js"), OF_CORE.map((file) => `export * from "./${file}.js";\n`).join(""));
  for (const folder of [core, out])
    writeFileSync(join(folder, "package.json"), '{ "type": "module", "exports": "./index.js" }');
  symlinkSync(join(ROOT, "node_modules/zod"), join(out, "node_modules/zod"), "junction");
  cpSync(fileURLToPath(new URL("child.mjs", import.meta.url)), join(out, "child.mjs"));

  const start = (task: ChildTask) =>
    spawn(process.execPath, [join(out, "child.mjs"), JSON.stringify(task)], { stdio: ["ignore", "pipe", "pipe"] });
  return {
    start,
    run: (task) => ended(start(task)),
    remove: () => rmSync(out, { recursive: true, force: true }),
  };
}

/** Waits for the end of a process. */
function ended(child: ChildProcess): Promise<ChildEnd> {
  let stdout = "";
  let stderr = "";
  child.stdout?.on("data", (text: Buffer) => {
    stdout += text.toString();
  });
  child.stderr?.on("data", (text: Buffer) => {
    stderr += text.toString();
  });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code, signal) => {
      const results = stdout.split("\n").flatMap((line): unknown[] => (line === "" ? [] : [JSON.parse(line)]));
      resolve({ code, signal, results, stderr });
    });
  });
}
