import { readdir, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { cannotWrite, makeFolder } from "@bellwether/core/node";
import { type Output, UsageError } from "../output.js";
import { compose } from "../run/host.js";
import { pluginFiles, pluginStrategy } from "../scaffold/plugin.js";
import { strategyFiles } from "../scaffold/strategy.js";

/** `bellwether new plugin|strategy <name>`: a folder with source, test, run file and bars. Never writes over anything. */
export async function newCommand(kind: string, name: string, output: Output): Promise<void> {
  if (kind !== "plugin" && kind !== "strategy") throw new UsageError(`new ${kind}: there are plugin and strategy`);
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name))
    throw new UsageError(
      `new ${kind} ${name}: a name is kebab-case, such as my-${kind}; the folder is made in the current one`,
    );
  const { host } = await compose([], process.cwd());
  const strategy = kind === "plugin" ? pluginStrategy(name) : name;
  if (host.registry.has("strategy", strategy))
    throw new UsageError(`new ${kind} ${name}: a strategy ${strategy} ships with Bellwether; choose another name`);
  const folder = resolve(name);
  if (await isTaken(folder))
    throw new UsageError(
      `new ${kind} ${name}: ${folder} is there already; choose another name, or another folder to start in`,
    );
  const files = kind === "plugin" ? pluginFiles(name) : strategyFiles(name);
  for (const [path, text] of Object.entries(files)) {
    const file = join(folder, path);
    try {
      await makeFolder(dirname(file));
      await writeFile(file, text, { flag: "wx" });
    } catch (error) {
      throw cannotWrite(file, error);
    }
  }
  output.stdout(
    `${Object.keys(files)
      .map((path) => `  ${name}/${path}\n`)
      .join(
        "",
      )}\nRun it:    bellwether backtest ${name}/backtest.yaml\nCheck it:  bellwether check ./${name}/${kind === "plugin" ? "src/index.ts" : `${name}.ts`}\nTest it:   cd ${name} && npm test        (in a clone of Bellwether; elsewhere npm install first)\n`,
  );
}

/** An empty folder may be filled. */
async function isTaken(path: string): Promise<boolean> {
  try {
    return (await readdir(path)).length > 0;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== "ENOENT"; // a file, or nothing that we may look into
  }
}
