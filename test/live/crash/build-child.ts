import { rmSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import config from "../../../vitest.config.js";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));

/**
 * Makes one file of the program of `child/` and of the sources of this moment, with vite, which vitest brings along: a
 * process that reads one file begins in a third of the time. ccxt stays as it is installed.
 * @returns the file, and what removes it.
 */
export async function buildChild(): Promise<{ readonly file: string; remove(): void }> {
  // inside the repository, so that the file finds ccxt
  const folder = join(ROOT, "node_modules/.cache/bellwether-crash", `${process.pid}-${process.hrtime.bigint()}`);
  const vitest = createRequire(import.meta.url).resolve("vitest/package.json");
  const { build } = (await import(pathToFileURL(createRequire(vitest).resolve("vite")).href)) as {
    build(options: object): Promise<unknown>;
  };
  await build({
    configFile: false,
    root: ROOT,
    logLevel: "error",
    resolve: config.resolve,
    ssr: { noExternal: true, external: ["ccxt"] },
    build: {
      ssr: true,
      target: "node20",
      minify: false,
      outDir: folder,
      rolldownOptions: {
        input: fileURLToPath(new URL("child/main.ts", import.meta.url)),
        external: ["vitest"],
        treeshake: { moduleSideEffects: false }, // or the suites of contracts would bring vitest along
        output: { entryFileNames: "child.mjs", codeSplitting: false },
      },
    },
  });
  return { file: join(folder, "child.mjs"), remove: () => rmSync(folder, { recursive: true, force: true }) };
}
