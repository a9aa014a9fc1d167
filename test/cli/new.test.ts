import { readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { bellwether } from "../helpers/bellwether.js";
import { built, ROOT } from "../helpers/built.js";
import { temporaryFolder } from "../helpers/folder.js";
import { execute } from "../helpers/process.js";

const folder = temporaryFolder("new");
const run = (...args: string[]) => bellwether(args, { cwd: folder.path });
const VITEST = join(ROOT, "node_modules/vitest/vitest.mjs");

beforeAll(async () => {
  await built();
  symlinkSync(join(ROOT, "node_modules"), join(folder.path, "node_modules"), "junction");
});

describe.each([
  ["strategy", "dip-hunter", ["dip-hunter.ts", "dip-hunter.test.ts"]],
  ["plugin", "my-kit", ["src/index.ts", "src/index.test.ts", "src/my-kit-strategy.ts", "src/typical-price.ts"]],
])("bellwether new %s %s", (kind, name, sources) => {
  let said: string;
  beforeAll(async () => {
    const { code, stdout, stderr } = await run("new", kind, name);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    said = stdout;
  });

  /** Runs a command line that it printed. */
  const advised = (label: string) => {
    const line = new RegExp(`^${label}: +bellwether (.+)$`, "m").exec(said)?.[1];
    expect(line, label).toBeDefined();
    return run(...line!.split(" "));
  };

  it("makes source, test, run file, bars and package, and lists them", () => {
    for (const file of [...sources, "backtest.yaml", "bars.csv", "package.json"])
      expect(said).toContain(`  ${name}/${file}\n`);
    expect(JSON.parse(readFileSync(join(folder.path, name, "package.json"), "utf8"))).toMatchObject({ name });
  });

  it("what it made runs at once, as it says", async () => {
    const { code, stdout, stderr } = await advised("Run it");
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toMatch(/^ {2}Trades +[1-9]\d*/m);
  });

  it("what it made keeps its contract, as it says", async () => {
    const { code, stdout, stderr } = await advised("Check it");
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toMatch(/^[45] checks, 0 broken$/m);
  });

  it("passes its own test", async () => {
    const { code, stdout } = await execute(process.execPath, [VITEST, "run"], {
      cwd: join(folder.path, name),
      env: { NO_COLOR: "1", VITEST: undefined, NODE_OPTIONS: undefined },
    });
    expect(stdout).toMatch(/Tests +\d\d+ passed/);
    expect(code).toBe(0);
  });

  it("writes over nothing: a second time it refuses", async () => {
    const before = readFileSync(join(folder.path, name, "backtest.yaml"), "utf8");
    expect((await run("new", kind, name)).code).toBe(2);
    expect(readFileSync(join(folder.path, name, "backtest.yaml"), "utf8")).toBe(before);
  });
});

describe("bellwether check", () => {
  it("checks a strategy that ships, a line a promise", async () => {
    const { code, stdout } = await run("check", "donchian-breakout");
    expect(code).toBe(0);
    expect(stdout).toMatch(/^ok {4}donchian-breakout: never looks ahead/m);
    expect(stdout).not.toContain("FAIL");
  });

  it("says which promises a broken plugin breaks, and why, and exits with 6", async () => {
    await run("new", "strategy", "breaks");
    const file = join(folder.path, "breaks/breaks.ts");
    const source = readFileSync(file, "utf8");
    expect(source).toContain("generateSignal(df) {");
    writeFileSync(
      file,
      source
        .replace("create: ({ fast, slow }) => ({", "create: ({ fast, slow }) => { let n = 0; return ({")
        .replace("generateSignal(df) {", "generateSignal(df) { if (n++ % 3 === 0) return null;")
        .replace(/^ {2}\}\),$/m, "  }) },"),
    );
    const { code, stdout, stderr } = await run("check", "./breaks/breaks.ts");
    expect(stdout).toMatch(/^FAIL {2}registers 1 sound strategy: breaks\n {6}breaks: /m);
    expect(stdout).toMatch(/^4 checks, 1 broken$/m);
    expect(stderr).toBe("bellwether: ./breaks/breaks.ts: 1 of 4 checks is broken\n");
    expect(code).toBe(6);
    const json = await run("check", "./breaks/breaks.ts", "--json");
    expect(JSON.parse(json.stdout).map(({ ok }: { ok: boolean }) => ok)).toEqual([true, true, true, false]);
    expect(json.code).toBe(6);
  });
});
