import { mkdir, readdir, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { type Output, UsageError } from "../output.js";
import { pluginFiles } from "../scaffold/plugin.js";
import { strategyFiles } from "../scaffold/strategy.js";

/** `bellwether new plugin|strategy <name>`: a folder with source, test, run file and bars. Never writes over anything. */
export async function newCommand(kind: string, name: string, output: Output): Promise<void> {
  if (kind !== "plugin" && kind !== "strategy") throw new UsageError(`new ${kind}: there are plugin and strategy`);
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name))
    throw new UsageError(`new ${kind} ${name}: a name is kebab-case, such as my-${kind}`);
  const folder = resolve(name);
  const taken = await readdir(folder).catch(() => []);
  if (taken.length > 0) throw new UsageError(`${folder} is there already and not empty`);
  const files = kind === "plugin" ? pluginFiles(name) : strategyFiles(name);
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text, { flag: "wx" });
  }
  output.stdout(
    `${Object.keys(files)
      .map((path) => `  ${name}/${path}\n`)
      .join(
        "",
      )}\nRun it:    bellwether backtest ${name}/backtest.yaml\nCheck it:  bellwether check ./${name}/${kind === "plugin" ? "src/index.ts" : `${name}.ts`}\nTest it:   cd ${name} && npm install && npm test\n`,
  );
}
