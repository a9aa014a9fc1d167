import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as z from "zod";
import { PluginLoadError, PluginNotFoundError, PluginSetupError } from "../plugin/errors.js";
import { PluginHost } from "../plugin/plugin-host.js";
import { defineStrategy } from "../strategy/define-strategy.js";
import { folderOf, loadPlugin } from "./load-plugin.js";

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "bellwether-plugins-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function put(path: string, text: string): string {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
}

const load = (specifier: string) => loadPlugin(specifier, { from: folder });

async function faultOf(specifier: string): Promise<PluginLoadError> {
  return load(specifier).then(
    () => {
      throw new Error(`${specifier} was loaded`);
    },
    (error: PluginLoadError) => error,
  );
}

const typescript = `
  import { definePlugin, defineStrategy, type Signal } from "@bellwether/core";
  import * as z from "zod";
  import { NAME } from "./helper.ts";
  const later: Promise<string> = Promise.resolve("my-own");
  const id: string = await later;
  export default definePlugin({
    name: NAME as string,
    apiVersion: 1,
    setup({ register }) {
      register.strategy(defineStrategy({
        id,
        params: z.strictObject({}),
        create: () => ({ warmup: 0, generateSignal: (): Signal | null => null }),
      }));
    },
  });
`;

describe("a plugin file", () => {
  it("in TypeScript needs no build, and gets the host's copies of core and zod in a folder without packages", async () => {
    const file = put("typed/mine.ts", typescript);
    put("typed/helper.ts", `export const NAME: string = "typed";`);
    const { exported, file: found, sha256 } = await load("./typed/mine.ts");
    expect([found, sha256]).toEqual([file, createHash("sha256").update(typescript).digest("hex")]);
    const host = new PluginHost();
    expect(await host.use(exported)).toBe("typed");
    const { params } = host.registry.get("strategy", "my-own");
    expect(params, "zod is the host's, so that its classes are").toBeInstanceOf(z.ZodType);
  });

  it.each([
    ["plain.js", ""],
    ["plain.mjs", ""],
    ["deep/er/plain.js", ""],
  ])("%s is imported by path, absolute path or URL", async (path) => {
    const file = put(
      path,
      `import { PLUGIN_API_VERSION } from "@bellwether/core"; export default { name: "plain", apiVersion: PLUGIN_API_VERSION, setup() {} };`,
    );
    for (const specifier of [`./${path}`, file, pathToFileURL(file).href])
      expect((await load(specifier)).exported).toMatchObject({ name: "plain", apiVersion: 1 });
  });

  it("may take further modules of the host", async () => {
    put("shared.ts", `import { sma } from "@bellwether/indicators"; export default sma;`);
    const sma = () => {};
    const loaded = await loadPlugin("./shared.ts", { from: folder, modules: { "@bellwether/indicators": { sma } } });
    expect(loaded.exported).toBe(sma);
  });

  it("is read anew each time: an edit counts without a restart", async () => {
    put("edited.ts", "export default 1;");
    expect((await load("./edited.ts")).exported).toBe(1);
    put("edited.ts", "export default 2;");
    expect((await load("./edited.ts")).exported).toBe(2);
  });

  it("evaluates what several of its files import once", async () => {
    put("once/count.ts", "export const counter = { value: 0 };");
    put("once/a.ts", `import { counter } from "./count.ts"; counter.value++; export const a = counter;`);
    put("once/b.ts", `import { counter } from "./count.ts"; counter.value++; export const b = counter;`);
    put("once/main.ts", `import { a } from "./a.ts"; import { b } from "./b.ts"; export default [a === b, b.value];`);
    expect((await load("./once/main.ts")).exported).toEqual([true, 2]);
  });

  it("without a default export is left to the host to judge", async () => {
    put("empty.ts", "export const name = 1;");
    const { exported } = await load("./empty.ts");
    await expect(new PluginHost().use(exported, undefined, "./empty.ts")).rejects.toThrow(
      "plugin ./empty.ts: has no default export",
    );
  });

  it("that exports a strategy gets a hint", async () => {
    put(
      "strategy.ts",
      `import { defineStrategy } from "@bellwether/core"; import { z } from "zod";
      export default defineStrategy({ id: "x", params: z.strictObject({}), create: () => ({}) as never });`,
    );
    const { exported } = await load("./strategy.ts");
    await expect(new PluginHost().use(exported, undefined, "./strategy.ts")).rejects.toThrow("call register.strategy");
    expect(typeof defineStrategy).toBe("function");
  });

  it("whose setup throws keeps its own stack", async () => {
    put(
      "thrower.ts",
      `export default { name: "thrower", apiVersion: 1,\n  setup() {\n    throw new Error("at line 3");\n  } };`,
    );
    const { exported } = await load("./thrower.ts");
    const error = (await new PluginHost().use(exported).catch((e: unknown) => e)) as PluginSetupError;
    expect(error).toBeInstanceOf(PluginSetupError);
    expect((error.cause as Error).stack).toMatch(/thrower\.ts:3/);
  });
});

describe("a plugin file that cannot be imported is no missing file:", () => {
  it.each([
    ["a syntax error", "syntax.ts", "export default {\n  name: 'x',\n  setup( {\n};\n", /syntax\.ts/],
    ["a syntax error in JavaScript", "syntax.mjs", "export default {\n  name: 'x'\n  setup() {}\n};\n", /syntax\.mjs/],
    ["code that throws", "throws.ts", "const x: any = undefined;\nx.y();\nexport default {};\n", /TypeError/],
    ["a file that it imports", "lost.ts", `import { y } from "./nowhere.ts";\nexport default y;\n`, /nowhere/],
    ["a package that it imports", "lost2.ts", `import y from "not-installed";\nexport default y;\n`, /not-installed/],
  ])("%s", async (_name, path, text, problem) => {
    put(path, text);
    const error = await faultOf(`./${path}`);
    expect(error).toBeInstanceOf(PluginLoadError);
    expect(error.code).toBe("PLUGIN_LOAD");
    expect(error.message).toMatch(new RegExp(`^plugin \\./${path}: cannot be imported: `));
    expect(`${error.message}\n${(error.cause as Error).stack}`).toMatch(problem);
  });

  it("the line of a throw is in the cause's stack", async () => {
    put("line.ts", "type A = string;\n\nthrow new Error('here');\nexport default 1 as unknown as A;\n");
    expect(((await faultOf("./line.ts")).cause as Error).stack).toMatch(/line\.ts:3/);
  });
});

describe("a plugin that is not there", () => {
  it.each([
    ["./missing.ts", "plugin ./missing.ts: no file "],
    ["./folder", "is a folder; name the file in it"],
    ["not-there", "install it there (npm install not-there), or write a path that starts with ./"],
    ["@scope/not-there", "no package of this name can be reached from"],
  ])("%s", async (specifier, problem) => {
    mkdirSync(join(folder, "folder"), { recursive: true });
    const error = await faultOf(specifier);
    expect(error).toBeInstanceOf(PluginNotFoundError);
    expect(error.message).toContain(problem);
  });
});

describe("a plugin package", () => {
  const packageJson = (name: string, more: object = {}) =>
    JSON.stringify({ name, version: "1.0.0", type: "module", exports: "./main.js", ...more });

  it("is found from the folder of the run file", async () => {
    put("node_modules/my-plugin/package.json", packageJson("my-plugin"));
    const file = put(
      "node_modules/my-plugin/main.js",
      `export default { name: "my-plugin", apiVersion: 1, setup() {} };`,
    );
    expect(await load("my-plugin")).toMatchObject({ exported: { name: "my-plugin" }, file });
  });

  it("may be written in TypeScript", async () => {
    put("node_modules/@me/typed/package.json", packageJson("@me/typed", { exports: "./main.ts" }));
    put(
      "node_modules/@me/typed/main.ts",
      `import { definePlugin } from "@bellwether/core";
      const name: string = "@me/typed"; export default definePlugin({ name, apiVersion: 1, setup() {} });`,
    );
    expect((await load("@me/typed")).exported).toMatchObject({ name: "@me/typed" });
  });

  it("without core beside it gets the host's copy", async () => {
    put("node_modules/lonely/package.json", packageJson("lonely"));
    put(
      "node_modules/lonely/main.js",
      `import { definePlugin } from "@bellwether/core"; import * as z from "zod";
      export default definePlugin({ name: "lonely", apiVersion: 1, options: z.strictObject({}), setup() {} });`,
    );
    const { exported } = await load("lonely");
    expect((exported as { options: unknown }).options).toBeInstanceOf(z.ZodType);
  });

  it("that is broken says so, and is not called missing", async () => {
    put("node_modules/broken/package.json", packageJson("broken"));
    put("node_modules/broken/main.js", "export default {{;\n");
    expect(await faultOf("broken")).toBeInstanceOf(PluginLoadError);
  });
});

const built = new URL("../../dist/", import.meta.url);

it.skipIf(!existsSync(new URL("node/index.js", built)))(
  "works outside a test runner too: Node loads the built package, and the plugin shares its copy of core",
  () => {
    put("outside.ts", `import { TradingError } from "@bellwether/core"; export default TradingError as unknown;`);
    const script = `
    const { loadPlugin } = await import(${JSON.stringify(new URL("node/index.js", built).href)});
    const { TradingError } = await import(${JSON.stringify(new URL("index.js", built).href)});
    const { exported } = await loadPlugin("./outside.ts", { from: ${JSON.stringify(folder)} });
    console.log(exported === TradingError);
  `;
    const child = spawnSync(process.execPath, ["--input-type=module", "-e", script], { encoding: "utf8", cwd: folder });
    expect([child.stdout, child.stderr]).toEqual(["true\n", ""]);
  },
);

it("takes the folder of a file as the place to look from", () => {
  expect(folderOf(join(folder, "run.yaml"))).toBe(folder);
});
