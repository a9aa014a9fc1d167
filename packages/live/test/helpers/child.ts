import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { existsSync, mkdirSync, openSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const ROOT = fileURLToPath(new URL("../../../..", import.meta.url));
const FLAGS = ["--module", "nodenext", "--target", "es2022", "--noCheck", "--types", "node"];
/** What children may import of this package's sources, with all that it imports. */
const ENTRIES = ["timers", "logger", "process-guard", "control/control-server"];

/** A process of its own that runs the sources of this package. */
export interface Child {
  readonly process: ChildProcess;
  /** Resolves when its output holds a text. */
  said(text: string): Promise<void>;
  readonly output: () => string;
  readonly ended: Promise<{ readonly code: number | null; readonly signal: string | null; readonly output: string }>;
}

/** Translates the sources of this moment, once a folder. Of core, children get the errors: they start quickly. */
function compiled(folder: string): string {
  const out = join(folder, "compiled");
  if (existsSync(out)) return out;
  const core = join(out, "node_modules/@bellwether/core");
  mkdirSync(core, { recursive: true });
  const compile = (outDir: string, rootDir: string, files: readonly string[]) => {
    const paths = files.map((file) => `${rootDir}/${file}.ts`);
    const tsc = join(ROOT, "node_modules/typescript/bin/tsc");
    execFileSync(process.execPath, [tsc, ...paths, "--outDir", outDir, "--rootDir", rootDir, ...FLAGS], { cwd: ROOT });
  };
  compile(core, "packages/core/src", ["errors"]);
  const entries = ENTRIES.map((entry) => `node/${entry}`);
  compile(out, "packages/live/src", entries);
  writeFileSync(join(core, "package.json"), '{ "type": "module", "exports": "./errors.js" }');
  writeFileSync(join(out, "package.json"), '{ "type": "module" }');
  for (const name of ["pino", "zod"])
    symlinkSync(join(ROOT, "node_modules", name), join(out, "node_modules", name), "junction");
  return out;
}

/**
 * Runs JavaScript, in which `live(path)` imports a file of this package's compiled sources.
 * @param folder - where code and compiled sources are put.
 * @param stdout - file that its output goes to; unless given, it is read here.
 */
export function startChild(folder: string, code: string, { stdout }: { readonly stdout?: string } = {}): Child {
  const base = pathToFileURL(`${compiled(folder)}/`).href;
  const file = join(folder, `child-${process.hrtime.bigint()}.mjs`);
  writeFileSync(file, `const live = (path) => import(new URL(path, ${JSON.stringify(base)}).href);\n${code}`);
  const child = spawn(process.execPath, [file], {
    stdio: ["ignore", stdout === undefined ? "pipe" : openSync(stdout, "w"), "pipe"],
  });
  let output = "";
  const listeners = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding("utf8").on("data", (text: string) => {
      output += text;
      for (const look of listeners) look();
    });
  const ended = new Promise<{ code: number | null; signal: string | null; output: string }>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) => resolve({ code, signal, output }));
  });
  const said = (text: string) =>
    new Promise<void>((resolve, reject) => {
      const look = () => {
        if (!output.includes(text)) return;
        listeners.delete(look);
        resolve();
      };
      listeners.add(look);
      ended.then(() => reject(new Error(`it ended without ${text}: ${output}`)), reject);
      look();
    });
  return { process: child, said, output: () => output, ended };
}
