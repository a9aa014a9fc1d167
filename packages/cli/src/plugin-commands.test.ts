import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { EXIT } from "./exit-codes.js";
import { main } from "./main.js";
import { pluginCommandsOf } from "./shipped-commands.js";

const folder = mkdtempSync(join(tmpdir(), "plugin-commands-"));
afterAll(() => rmSync(folder, { recursive: true }));

function plugin(name: string, text: string): string {
  const path = join(folder, `${name}.ts`);
  writeFileSync(
    path,
    `export default { name: "${name}", apiVersion: 1, setup({ register, extensions }) { ${text}\nreturn () => { globalThis.closed = "${name}"; }; } };`,
  );
  return path;
}

async function run(...args: readonly string[]) {
  const out: string[] = [];
  const err: string[] = [];
  const code = await main(args, {
    stdout: (text) => out.push(text),
    stderr: (text) => err.push(text),
    width: undefined,
    colour: false,
  });
  return { code, out: out.join(""), err: err.join("") };
}

const greet = plugin(
  "greet",
  `register.add("command", "greet", {
    about: "says hello",
    args: ["<whom>", "[how]"],
    flags: [{ flag: "--loud", about: "shout" }, { flag: "--times <n>", about: "how often" }, { flag: "--also <name>", about: "more", repeatable: true }, { flag: "--no-end", about: "no full stop" }, { flag: "--version <v>", about: "which" }],
    async run({ args, flags, output, progress, use }) {
      const bar = progress("greeting"); bar.update(0.5); bar.stop();
      output.stdout(JSON.stringify({ args, flags }) + "\\n");
      if (args[0] === "nobody") return 7;
      if (args[0] === "more") { await use(["./more.ts"], ${JSON.stringify(folder)}); output.stdout(extensions.names("command").join()); }
    },
  });
  register.add("command", "group one", { about: "first", run({ output }) { output.stdout("one\\n"); } });
  register.add("command", "group two", { about: "second", run() { throw new Error("two broke"); } });`,
);
plugin("more", 'register.add("command", "more", { about: "m", run() {} });');

describe("--plugin in front", () => {
  it("takes in the commands of a plugin: arguments, flags, and the end of its work", async () => {
    const { code, out } = await run(
      "--plugin",
      greet,
      "greet",
      "world",
      "--loud",
      "--times",
      "2",
      "--also",
      "a",
      "--also",
      "b",
      "--no-end",
    );
    expect(code).toBe(EXIT.ok);
    expect(JSON.parse(out)).toEqual({
      args: ["world"],
      flags: { loud: true, times: "2", also: ["a", "b"], end: false },
    });
    expect((globalThis as unknown as { closed?: string }).closed).toBe("greet");
  });

  it("leaves a command flags of its own that the command line has too", async () => {
    const { out } = await run("--plugin", greet, "greet", "world", "--version", "3");
    expect(JSON.parse(out)).toMatchObject({ flags: { version: "3" } });
  });

  it("ends with the code that a command answers", async () =>
    expect((await run("--plugin", greet, "greet", "nobody")).code).toBe(7));

  it("groups commands of two words", async () => {
    expect((await run("--plugin", greet, "group", "one")).out).toBe("one\n");
    const help = await run("--plugin", greet, "group", "--help");
    expect(help.out).toMatch(/one +first[\s\S]*two +second/);
  });

  it("tells a mistake on the line as for any command", async () => {
    const { code, err } = await run("--plugin", greet, "greet");
    expect(code).toBe(EXIT.usage);
    expect(err).toContain("missing required argument 'whom'");
  });

  it("tells an error of a command that is none of ours with its stack", async () => {
    const { code, err } = await run("--plugin", greet, "group", "two");
    expect(code).toBe(EXIT.unexpected);
    expect(err).toContain("two broke");
  });

  it("lets a command take in further plugins", async () =>
    expect((await run("--plugin", greet, "greet", "more")).out).toMatch(/greet,group one,group two,.*more/));

  it.each([
    [
      "the name of ours",
      'register.add("command", "backtest", { about: "x", run() {} });',
      "has a command of this name",
    ],
    ["no run", 'register.add("command", "mine", { about: "x" });', "{ about, args, flags, run }"],
    ["a name of three words", 'register.add("command", "a b c", { about: "x", run() {} });', "one or two words"],
  ])("refuses %s", async (_, text, message) => {
    const { code, err } = await run("--plugin", plugin("bad", text), "greet");
    expect(code).toBe(EXIT.plugin);
    expect(err).toContain(message);
  });
});

describe("the plugins that a line is about", () => {
  it.each([
    [["backtest", "a.yaml"], null],
    [["train", "a.yaml"], { plugins: ["@bellwether/ml"], args: ["train", "a.yaml"] }],
    [["--plugin", "./a.ts", "train", "b"], { plugins: ["./a.ts", "@bellwether/ml"], args: ["train", "b"] }],
    [["--plugin", "./a.ts", "mine"], { plugins: ["./a.ts"], args: ["mine"] }],
    [["--plugin"], null],
    [["backtest", "--plugin", "x"], null],
  ])("of %j", (args, found) => expect(pluginCommandsOf(args)).toEqual(found));
});

it("names commands of plugins that ship in --help, and loads none of them", async () => {
  const { out } = await run("--help");
  for (const name of ["train", "models", "features"]) expect(out).toMatch(new RegExp(`^ +${name}\\b`, "m"));
});
