import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));
const FLAGS = ["--module", "nodenext", "--target", "es2022", "--noCheck", "--types", "node"];
/** After that it is ended, and tells no code. */
const PATIENCE_MS = 30_000;

/**
 * Runs JavaScript in a process of its own, in which `createLocalExchange` is there, translated from the sources of now.
 * @returns how it ended, by itself unless the code is null
 */
export async function runWithLocalExchange(code: string): Promise<{ code: number | null; output: string }> {
  const folder = mkdtempSync(join(tmpdir(), "local-exchange-"));
  try {
    translate(folder, "packages/core/src/index.ts", "@bellwether/core", ".");
    translate(folder, "packages/live/src/venue/index.ts", "@bellwether/live", "./venue");
    translate(folder, "plugins/ccxt/src/node/local-exchange/index.ts", "local-exchange", ".");
    const { dependencies } = JSON.parse(readFileSync(join(ROOT, "packages/core/package.json"), "utf8"));
    const names = [...Object.keys(dependencies), "ws"].map((name) => name.split("/")[0]!);
    for (const name of names)
      symlinkSync(join(ROOT, "node_modules", name), join(folder, "node_modules", name), "junction");
    const main = join(folder, "main.mjs");
    writeFileSync(
      main,
      `import { createLocalExchange } from "local-exchange";\nimport { WebSocket } from "ws";\n${code}`,
    );
    const child = spawn(process.execPath, [main], { stdio: ["ignore", "pipe", "pipe"], timeout: PATIENCE_MS });
    let output = "";
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding("utf8").on("data", (text) => (output += text));
    const ended = await new Promise<number | null>((resolve) => child.once("close", resolve));
    return { code: ended, output };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Puts the JavaScript of a source, with all that it imports by path, where a package of that name is looked for. */
function translate(folder: string, source: string, name: string, door: string): void {
  const out = join(folder, "node_modules", name);
  mkdirSync(out, { recursive: true });
  const tsc = join(ROOT, "node_modules/typescript/bin/tsc");
  const [group = "", short = ""] = source.split("/");
  const rootDir = join(ROOT, group, short, "src");
  execFileSync(process.execPath, [tsc, join(ROOT, source), "--outDir", out, "--rootDir", rootDir, ...FLAGS], {
    cwd: ROOT,
  });
  const entry = join(ROOT, source)
    .slice(rootDir.length + 1)
    .replace(/\.ts$/, ".js");
  writeFileSync(join(out, "package.json"), JSON.stringify({ type: "module", exports: { [door]: `./${entry}` } }));
}
