import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { bellwether } from "./helpers/bellwether.js";
import { built } from "./helpers/built.js";
import { temporaryFolder } from "./helpers/folder.js";
import { EURUSD, runText } from "./helpers/run-file.js";

const folder = temporaryFolder("determinism");
const elsewhere = temporaryFolder("elsewhere");

interface Place {
  readonly cwd?: string;
  readonly file?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly args?: readonly string[];
}

/** stdout of a run with --json, checked to have succeeded. */
async function run({ cwd = folder.path, file = "run.yaml", env = {}, args = [] }: Place): Promise<string> {
  const { code, stdout, stderr } = await bellwether(["backtest", file, "--json", ...args], { cwd, env });
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  return stdout;
}

const fingerprintOf = async (place: Place): Promise<string> => JSON.parse(await run(place)).fingerprint;

const PLUGIN = `import { definePlugin, defineStrategy, flat, long } from "@bellwether/core";
import * as z from "zod";
import { LIMIT } from "./limit.ts";
const idea = defineStrategy({ id: "idea", params: z.strictObject({}), create: () => ({
  warmup: 2,
  generateSignal: (df) => (df.close.last - df.close.at(-2) > LIMIT ? long(df) : flat(df)),
}) });
export default definePlugin({ name: "idea", apiVersion: 1, setup: ({ register }) => register.strategy(idea) });
`;

beforeAll(async () => {
  await built();
  folder.put("run.yaml", runText("ema-rsi-scalping"));
  folder.put("plugin.yaml", runText("idea", "plugins: [./idea.ts]"));
  folder.put("idea.ts", PLUGIN);
  folder.put("limit.ts", "export const LIMIT = 0.001;\n");
});

describe("one run, byte for byte the same", () => {
  let reference: { readonly json: string; readonly html: string };
  const both = async (name: string, place: Place) => {
    const report = join(folder.path, "reports", name);
    const json = await run({ ...place, args: ["--report", report] });
    return { json, html: readFileSync(join(report, "report.html"), "utf8") };
  };
  beforeAll(async () => {
    reference = await both("utc", { env: { TZ: "UTC", LC_ALL: "C" } });
  });

  it.each([
    ["in India, half an hour off", { TZ: "Asia/Kolkata", LC_ALL: "en_IN.UTF-8" }],
    ["in Newfoundland, with summer time", { TZ: "America/St_Johns", LC_ALL: "en_CA.UTF-8" }],
    ["with German decimals", { TZ: "Europe/Berlin", LC_ALL: "de_DE.UTF-8", LANG: "de_DE.UTF-8" }],
    ["with the Turkish i", { TZ: "Europe/Istanbul", LC_ALL: "tr_TR.UTF-8", LANG: "tr_TR.UTF-8" }],
    ["with other Arabic digits", { TZ: "Asia/Tehran", LC_ALL: "fa_IR.UTF-8", LANG: "fa_IR.UTF-8" }],
  ])("%s", async (name, env) => {
    expect(await both(name.replaceAll(" ", "-"), { env })).toEqual(reference);
  });

  it("from another folder", async () => {
    const far = await both("far", { cwd: elsewhere.path, file: join(folder.path, "run.yaml") });
    expect(far).toEqual(reference);
  });

  it("with the keys of the run file in another order", async () => {
    const text = runText("ema-rsi-scalping").trimEnd().split("\n").reverse().join("\n");
    folder.put("backwards.yaml", text.replace("{ maker: 0.0001, taker: 0.0001 }", "{ taker: 0.0001, maker: 0.0001 }"));
    expect(await both("backwards", { file: "backwards.yaml" })).toEqual(reference);
  });

  it("with its defaults written out", async () => {
    folder.put("explicit.yaml", runText("ema-rsi-scalping", "mode: paper", "plugins: []", "seed: 1"));
    expect(await both("explicit", { file: "explicit.yaml" })).toEqual(reference);
  });
});

describe("the fingerprint", () => {
  it("tells two seeds apart, whose results differ only where the statistics draw lots", async () => {
    const [one, two] = await Promise.all(
      ["1", "2"].map(async (seed) => JSON.parse(await run({ args: ["--set", `seed=${seed}`] }))),
    );
    expect(one.fingerprint).not.toBe(two.fingerprint);
    expect([one.config.seed, two.config.seed]).toEqual([1, 2]);
    const rest = ({ fingerprint: _, statistics: __, config, origin, ...report }: Record<string, object>) => ({
      ...report,
      config: { ...config, seed: null },
      origin: { ...origin, seed: null, config: null },
    });
    expect(rest(two)).toEqual(rest(one));
  });

  it("changes with a setting, and with a parameter of the strategy", async () => {
    const prints = await Promise.all(
      [[], ["--set", "risk.riskPerTrade=0.02"], ["--set", "strategy.params.fast=8"]].map((args) =>
        fingerprintOf({ args }),
      ),
    );
    expect(new Set(prints).size).toBe(3);
  });

  it("changes with a single price of the data, and with nothing else about its file", async () => {
    const text = readFileSync(EURUSD, "utf8");
    const bars = (name: string, content: string) => ["--data", folder.put(name, content)];
    const print = await fingerprintOf({});
    expect(await fingerprintOf({ args: bars("same.csv", text.replaceAll("\n", "\r\n")) }), "line ends").toBe(print);
    expect(text).toContain("1.05236,1.05253");
    const changed = bars("changed.csv", text.replace("1.05236,1.05253", "1.05236,1.05254"));
    expect(await fingerprintOf({ args: changed }), "one high, one pip").not.toBe(print);
  });

  it("changes with a plugin's file, and with a file that it imports, and returns when they do", async () => {
    const place = { file: "plugin.yaml" };
    const print = await fingerprintOf(place);
    writeFileSync(join(folder.path, "limit.ts"), "export const LIMIT = 0.0010;\n");
    expect(await fingerprintOf(place), "an imported file, though it computes the same").not.toBe(print);
    writeFileSync(join(folder.path, "limit.ts"), "export const LIMIT = 0.001;\n");
    writeFileSync(join(folder.path, "idea.ts"), `${PLUGIN}// a remark\n`);
    expect(await fingerprintOf(place), "the file itself").not.toBe(print);
    writeFileSync(join(folder.path, "idea.ts"), PLUGIN);
    expect(await fingerprintOf(place)).toBe(print);
  });

  it("does not depend on where a plugin lies", async () => {
    const print = await fingerprintOf({ file: "plugin.yaml" });
    for (const name of ["idea.ts", "limit.ts", "plugin.yaml"])
      elsewhere.put(name, readFileSync(join(folder.path, name), "utf8"));
    expect(await fingerprintOf({ cwd: elsewhere.path, file: "plugin.yaml" })).toBe(print);
  });
});
