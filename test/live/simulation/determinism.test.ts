import { execFile, execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ROOT } from "../../helpers/built.js";
import { simulate } from "./simulate.js";

const SEEDS = Number(process.env.BELLWETHER_SIM_REPEATS ?? 4);
const FROM = 101;
const folder = mkdtempSync(join(tmpdir(), "bellwether-simulation-"));
const run = promisify(execFile);
afterAll(() => rmSync(folder, { recursive: true }));

/** Compiles the simulation and what it stands on, for processes that know nothing of this test. */
beforeAll(() => {
  const modules = join(folder, "node_modules");
  mkdirSync(join(modules, "@bellwether"), { recursive: true });
  const top = join(ROOT, "node_modules");
  for (const name of readdirSync(top)) if (name !== "@bellwether") symlinkSync(join(top, name), join(modules, name));
  const tsc = (args: readonly string[]) =>
    execFileSync(process.execPath, [join(top, "typescript/bin/tsc"), "--noCheck", "--declaration", "false", ...args]);
  for (const name of ["core", "indicators", "strategies", "risk", "backtest", "live"]) {
    const from = join(ROOT, "packages", name);
    const to = join(modules, "@bellwether", name);
    mkdirSync(to);
    symlinkSync(join(from, "package.json"), join(to, "package.json"));
    tsc(["-p", join(from, "tsconfig.json"), "--rootDir", join(from, "src"), "--outDir", join(to, "dist")]);
  }
  const place = ["--rootDir", join(ROOT, "test/live"), "--outDir", join(folder, "live")];
  const how = ["--ignoreConfig", "--target", "ES2023", "--module", "NodeNext"];
  tsc([...how, ...place, join(ROOT, "test/live/simulation/simulate.ts")]);
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
  writeFileSync(
    join(folder, "main.js"),
    `import { simulate } from "./live/simulation/simulate.js";
for (let seed = ${FROM}; seed < ${FROM + SEEDS}; seed++) console.log(seed, (await simulate(seed)).hash);
`,
  );
});

/** Hashes of the journals of all seeds, of a process of its own. */
async function hashes(env: Readonly<Record<string, string>>, flags: readonly string[] = []): Promise<string> {
  const { stdout } = await run(process.execPath, [...flags, join(folder, "main.js")], {
    env: { ...process.env, ...env },
  });
  return stdout;
}

describe("equal seeds give equal journals, byte for byte", () => {
  let expected: string;
  beforeAll(async () => {
    expected = "";
    for (let seed = FROM; seed < FROM + SEEDS; seed++) expected += `${seed} ${(await simulate(seed)).hash}\n`;
  });

  it.each([
    ["in another process", { TZ: "UTC" }, []],
    ["in New York, with summer time", { TZ: "America/New_York", LANG: "en_US.UTF-8" }, []],
    ["in Nepal, three quarters of an hour off", { TZ: "Asia/Kathmandu", LC_ALL: "ne_NP.UTF-8" }, []],
    ["in Turkish, where i has no dot", { LANG: "tr_TR.UTF-8", LC_ALL: "tr_TR.UTF-8" }, []],
    ["with little memory for what is young", { TZ: "UTC" }, ["--max-semi-space-size=1"]],
  ] as const)("%s", async (_where, env, flags) => {
    expect(await hashes(env, flags)).toBe(expected);
  });
});
