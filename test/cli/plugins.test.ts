import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { bellwether, expectOneError } from "../helpers/bellwether.js";
import { built } from "../helpers/built.js";
import { temporaryFolder } from "../helpers/folder.js";
import { runText } from "../helpers/run-file.js";

const folder = temporaryFolder("plugins");
const run = (args: string[], env?: Record<string, string>) =>
  bellwether(args, { cwd: folder.path, ...(env === undefined ? {} : { env }) });

const HEAD =
  'import { definePlugin, defineStrategy, flat, long } from "@bellwether/core";\nimport * as z from "zod";\n';
const plugin = (name: string, setup: string) =>
  `${HEAD}export default definePlugin({ name: "${name}", apiVersion: 1, setup({ register }) {\n${setup}\n} });\n`;
const strategy = (id: string, generateSignal: string) =>
  `register.strategy(defineStrategy({ id: "${id}", params: z.strictObject({}), create: () => {
  let asked = 0;
  return { warmup: 0, generateSignal(df: any): any { asked++; ${generateSignal} } };
} }));`;

beforeAll(async () => {
  await built();
  folder.put("nothing.ts", "export const a = 1;\n");
  folder.put("syntax.ts", `${HEAD}export default definePlugin({ name: "x", apiVersion: 1, setup( { });\n`);
  folder.put(
    "a-strategy.ts",
    `${HEAD}export default defineStrategy({ id: "mine", params: z.object({}), create: () => null as any });\n`,
  );
  folder.put("version.ts", 'export default { name: "tomorrow", apiVersion: 2, setup() {} };\n');
  folder.put("top-level.ts", 'throw new Error("not today");\n');
  folder.put("import.ts", `import { x } from "./gone.js";\nconsole.log(x);\nexport default {};\n`);
  folder.put("setup.ts", plugin("thrower", 'const url: any = undefined;\nurl.open("x");'));
  folder.put("returns.ts", plugin("returner", "return 42 as any;"));
  folder.put("duplicate.ts", plugin("duplicate", strategy("sma-cross", "return null;")));
  folder.put("teardown.ts", plugin("sticky", 'return () => { throw new Error("will not go"); };'));
  folder.put(
    "strategies.ts",
    plugin(
      "broken-strategies",
      [
        strategy("throws", 'if (df.length === 50) throw new Error("at fifty"); return null;'),
        strategy("nonsense", 'return { signal: "UP" };'),
        strategy("future", "df.close.at(df.length + 1); return null;"),
        strategy("hidden-state", "return asked % 2 === 0 ? flat(df) : long(df);"),
        'register.strategy(defineStrategy({ id: "no-warmup", params: z.object({}), create: () => ({}) as any }));',
        'register.strategy(defineStrategy({ id: "creates", params: z.object({}), create: () => { throw new Error("no instance"); } }));',
      ].join("\n"),
    ),
  );
});

describe("a broken plugin is one clear error, with its own stack and exit code 5:", () => {
  it.each([
    ["a file that is not there", "./gone.ts", /plugin \.\/gone\.ts: no file .*gone\.ts \(looked from .*\)/],
    [
      "a package that is not there",
      "no-such-thing",
      /plugin no-such-thing: no package of this name can be reached from .*npm install no-such-thing/,
    ],
    [
      "a syntax error",
      "./syntax.ts",
      /plugin \.\/syntax\.ts: cannot be imported: .*Unexpected token[\s\S]*syntax\.ts:3:\d+/,
    ],
    [
      "an error at the top",
      "./top-level.ts",
      /plugin \.\/top-level\.ts: cannot be imported: Error: not today\n {4}at .*top-level\.ts:1/,
    ],
    ["an import of a file that is not there", "./import.ts", /plugin \.\/import\.ts: cannot be imported: .*gone\.js/],
    [
      "no default export",
      "./nothing.ts",
      /plugin \.\/nothing\.ts: has no default export; want `export default definePlugin/,
    ],
    [
      "a strategy for a plugin",
      "./a-strategy.ts",
      /its default export is a strategy; want .* and call register\.strategy/,
    ],
    ["another plugin contract", "./version.ts", /plugin tomorrow: is written for plugin api 2, this is 1/],
    [
      "a setup that throws",
      "./setup.ts",
      /plugin thrower: setup failed: Cannot read properties of undefined.*\n {4}at .*setup\.ts:/,
    ],
    [
      "a setup that returns a number",
      "./returns.ts",
      /plugin returner: .*setup returns nothing or a function that undoes it, got 42/,
    ],
    [
      "a strategy id that is taken",
      "./duplicate.ts",
      /strategy "sma-cross" of duplicate is registered already by @bellwether\/strategies/,
    ],
  ])("%s", async (_what, use, says) => {
    folder.put("run.yaml", runText("sma-cross", `plugins: ["${use}"]`));
    const ended = await run(["backtest", "run.yaml"]);
    expectOneError(ended);
    expect(ended.stderr).toMatch(says);
    expect(ended.code).toBe(5);
  });

  it("a plugin named twice", async () => {
    folder.put("run.yaml", runText("sma-cross", "plugins: [./strategies.ts, ./strategies.ts]"));
    const ended = await run(["backtest", "run.yaml"]);
    expectOneError(ended);
    expect(ended.stderr).toContain("plugin broken-strategies: is loaded twice");
    expect(ended.code).toBe(5);
  });

  it("a teardown that throws: the report has been printed by then", async () => {
    folder.put("run.yaml", runText("sma-cross", "plugins: [./teardown.ts]"));
    const { code, stdout, stderr } = await run(["backtest", "run.yaml"]);
    expect(stdout).toContain("Fingerprint");
    expect(stderr).toMatch(/^bellwether: plugin sticky: teardown failed: will not go\n {4}at .*teardown\.ts/);
    expect(code).toBe(5);
  });
});

describe("a broken strategy names itself, its symbol and the bar:", () => {
  it.each([
    [
      "throws",
      5,
      /strategy "throws" on EUR\/USD failed at the bar of 2017-01-03T23:00:00\.000Z: Error: at fifty\n {4}at .*strategies\.ts/,
    ],
    [
      "nonsense",
      5,
      /strategy "nonsense" on EUR\/USD failed at the bar of .*returned no signal: signal is "UP"; it is one of LONG, SHORT and FLAT/,
    ],
    ["future", 5, /strategy "future" on EUR\/USD failed at the bar of .*row 2 has not closed/],
    ["no-warmup", 5, /strategy "no-warmup": warmup must be a whole number of bars, got undefined/],
    ["creates", 5, /strategy "creates": create failed: Error: no instance\n {4}at .*strategies\.ts/],
    ["hidden-state", 6, /strategy "hidden-state" on EUR\/USD looks ahead or keeps hidden state: at the bar of/],
  ])("%s", async (id, code, says) => {
    folder.put("run.yaml", runText(id, "plugins: [./strategies.ts]"));
    const ended = await run(["backtest", "run.yaml"]);
    expectOneError(ended);
    expect(ended.stderr).toMatch(says);
    expect(ended.code).toBe(code);
  });
});

describe("plugin options in a run file", () => {
  beforeAll(() => {
    folder.put(
      "options.ts",
      `${HEAD}import { secret } from "@bellwether/core/config";
export default definePlugin({
  name: "with-options",
  apiVersion: 1,
  options: z.strictObject({ id: z.string().transform((id) => id + "-made"), key: secret() }),
  setup({ options, register }) {
    if (options.key !== "s3cret-key") throw new Error("wrong key");
    register.strategy(defineStrategy({ id: options.id, params: z.strictObject({}), create: () => ({ warmup: 0, generateSignal: (df: any) => long(df) }) }));
  },
});\n`,
    );
    folder.put(
      "options.yaml",
      runText("mine-made", `plugins: [{ use: ./options.ts, options: { id: mine, key: "\${MY_KEY}" } }]`),
    );
  });

  it("reach its setup, secrets from the environment included, which no output shows", async () => {
    const { code, stdout, stderr } = await run(["backtest", "options.yaml", "--json", "--report", "out"], {
      MY_KEY: "s3cret-key",
    });
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    const report = JSON.parse(stdout);
    expect(report.strategies).toMatchObject([{ id: "mine-made" }]);
    expect(report.config.plugins).toEqual([{ use: "./options.ts", options: { id: "mine", key: "***" } }]);
    expect(stdout).not.toContain("s3cret");
    expect(readFileSync(join(folder.path, "out/report.html"), "utf8")).not.toContain("s3cret");
    const shown = (await run(["config", "options.yaml"], { MY_KEY: "s3cret-key" })).stdout;
    expect(shown).toMatch(/^plugins\[0\]\.options\.key +\*\*\* +env MY_KEY$/m);
    expect(shown).not.toContain("s3cret");
  });

  it("and parameters of a strategy are masked alike", async () => {
    folder.put(
      "secretive.ts",
      `${HEAD}import { secret } from "@bellwether/core/config";
export default definePlugin({ name: "secretive", apiVersion: 1, setup: ({ register }) => register.strategy(defineStrategy({
  id: "secretive",
  params: z.strictObject({ key: secret() }),
  create: ({ key }) => ({ warmup: 0, generateSignal: (df: any) => (key === "s3cret-key" ? long(df) : null) }),
})) });\n`,
    );
    const text = runText("secretive", "plugins: [./secretive.ts]");
    folder.put("secretive.yaml", text.replace("secretive }", `secretive, params: { key: "\${MY_KEY}" } }`));
    const ended = await run(["backtest", "secretive.yaml", "--json"], { MY_KEY: "s3cret-key" });
    expect({ code: ended.code, stderr: ended.stderr }).toEqual({ code: 0, stderr: "" });
    const report = JSON.parse(ended.stdout);
    expect(report.trades, "the strategy had its key").not.toEqual([]);
    expect(report.strategies).toMatchObject([{ params: { key: "***" } }]);
    expect(ended.stdout).not.toContain("s3cret");
  });

  it.each([
    [
      "a misspelt one",
      "{ use: ./options.ts, options: { idd: x, id: y, key: z } }",
      /options\.yaml:7:\d+ {2}plugins\[0\]\.options\.idd: unknown key/,
    ],
    [
      "one of the wrong type",
      "{ use: ./options.ts, options: { id: 3, key: z } }",
      /plugins\[0\]\.options\.id: expected text, found the number 3/,
    ],
    ["a missing one", "./options.ts", /2 problems[\s\S]*options\.yaml:7:11 {2}plugins\[0\]\.options\.id: is missing/],
    [
      "a variable that is not set",
      `{ use: ./options.ts, options: { id: y, key: "\${MY_KEY}" } }`,
      /plugins\[0\]\.options\.key: the environment variable MY_KEY is not set/,
    ],
    [
      "one for a plugin that takes none",
      "{ use: ./teardown.ts, options: { id: y } }",
      /plugins\[0\]\.options\.id: unknown key/,
    ],
    ["a misspelt word of ours", "{ uses: ./options.ts }", /plugins\[0\]\.uses: unknown key\. Did you mean "use"\?/],
  ])("are refused at their place: %s", async (_what, entry, says) => {
    folder.put("options.yaml", runText("mine-made", `plugins: [${entry}]`));
    const ended = await run(["backtest", "options.yaml"]);
    expectOneError(ended);
    expect(ended.stderr).toMatch(says);
    expect(ended.code).toBe(3);
  });
});
