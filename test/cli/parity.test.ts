import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { LocalExchange } from "@bellwether/ccxt/testing";
import type { Entry } from "@bellwether/live";
import { openJournal, readJournal } from "@bellwether/live/node";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bellwether, expectOneError } from "../helpers/bellwether.js";
import { built } from "../helpers/built.js";
import { temporaryFolder } from "../helpers/folder.js";
import { KEY, liveText, openMarket } from "../helpers/local-market.js";

const folder = temporaryFolder("parity");
const run = (line: string, env: Record<string, string> = {}) => bellwether(line.split(" "), { cwd: folder.path, env });

const PLUGIN = `import { definePlugin, defineStrategy, flat, long } from "@bellwether/core";
import { z } from "zod";
const turns = defineStrategy({
  id: "turns",
  params: z.strictObject({}),
  create: () => ({
    warmup: 2,
    generateSignal: (df) =>
      df.close.at(-1) > df.close.at(-2) ? long(df, { reason: "up", slDistance: 2 }) : flat(df, { reason: "down" }),
  }),
});
export default definePlugin({ name: "mine", apiVersion: 1, setup: ({ register }) => register.strategy(turns) });
`;

let exchange: LocalExchange;

beforeAll(async () => {
  await built();
  exchange = await openMarket();
  folder.put("mine.ts", PLUGIN);
  folder.put("run.yaml", liveText(exchange, "{ type: turns }", "plugins: [./mine.ts]"));
  const { code, stderr } = await run("live run.yaml --bars 10");
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
});

afterAll(() => exchange?.close());

async function report(line: string) {
  const { code, stdout, stderr } = await run(`${line} --json`);
  expect(stderr).toBe("");
  return { code, ...JSON.parse(stdout) };
}

describe("bellwether parity", () => {
  it("of a run that nothing was done to is equal, in print and on the page", async () => {
    const { code, stdout } = await run("parity run.yaml --html parity.html");
    expect(code).toBe(0);
    expect(stdout).toContain("Equal: the replay repeats the run, bit for bit");
    expect(stdout).toMatch(/^signal +10 +10 +0$/m);
    expect(readFileSync(join(folder.path, "parity.html"), "utf8")).toContain('<h1 class="equal">');
    expect(await report("parity journals/run --config run.yaml")).toMatchObject({ code: 0, verdict: "equal" });
  });

  it("of a journal by itself says which run file is needed", async () => {
    const ended = await run("parity journals/run");
    expectOneError(ended);
    expect(ended).toMatchObject({ code: 2, stderr: expect.stringContaining("--config run.yaml") });
  });

  it("finds a strategy that was edited, and names its code as the cause of all that followed", async () => {
    folder.put("mine.ts", PLUGIN.replace("df.close.at(-1) >", "df.close.at(-1) <"));
    const edited = await report("parity run.yaml");
    folder.put("mine.ts", PLUGIN);
    expect(edited).toMatchObject({ code: 0, verdict: "explained" });
    expect(edited.versions).toMatchObject([{ lane: null, name: "mine" }]);
    expect(edited.causes["code-version"].roots).toBeGreaterThan(0);
    expect(edited.causes.unexplained.all).toBe(0);
  });

  it("finds a strategy that reads something else than its bars, which nothing explains", async () => {
    const impure = PLUGIN.replace(
      "df.close.at(-1) > df.close.at(-2)",
      "(process.env.MOOD === undefined) === df.close.at(-1) > df.close.at(-2)",
    );
    folder.put("mine.ts", impure);
    folder.put("moody.yaml", liveText(exchange, "{ type: turns }", "plugins: [./mine.ts]"));
    expect((await run("live moody.yaml --bars 6")).code).toBe(0);
    expect((await run("parity moody.yaml")).code).toBe(0);
    const { code, stdout } = await run("parity moody.yaml", { MOOD: "bad" });
    folder.put("mine.ts", PLUGIN);
    expect(code).toBe(6);
    expect(stdout).toMatch(/^Not explained: .* without a cause$/m);
  });

  it("refuses a journal in which a bar was edited by hand, and says where", async () => {
    const path = join(folder.path, "journals/run");
    const segment = readdirSync(path).find((name) => name.includes("jsonl"))!;
    const text = readFileSync(join(path, segment), "utf8");
    writeFileSync(
      join(path, segment),
      text.replace(/("row":\[\d+,)(\d)/, (_, head, digit) => `${head}${9 - digit}`),
    );
    const ended = await run("parity run.yaml");
    writeFileSync(join(path, segment), text);
    expectOneError(ended);
    expect(ended.code).toBe(4);
    expect(ended.stderr).toContain(`${segment}, byte `);
  });

  it("finds a bar in a journal that was written anew with another price: nothing in it explains what followed", async () => {
    const entries: Entry[] = [];
    for await (const piece of readJournal(join(folder.path, "journals/run"))) entries.push(...piece);
    const at = entries.filter(({ type }) => type === "bars")[6]!.seq;
    const other = await openJournal(join(folder.path, "journals/other"));
    for (const entry of entries) other.append(entry.seq === at ? raised(entry) : entry);
    await other.commit();
    await other.close();
    const found = await report("parity journals/other --config run.yaml");
    expect(found).toMatchObject({ code: 6, verdict: "unexplained" });
    const roots = found.differences.filter((one: { followsFrom: number | null }) => one.followsFrom === null);
    expect(roots[0]).toMatchObject({ cause: "unexplained", at: (entries[at] as { time?: number }).time });
  });

  it("of a run on an exchange holds its fills against simulated ones", async () => {
    const text = liveText(exchange, "{ type: turns }", "plugins: [./mine.ts]", "iUnderstand: real-money");
    folder.put("real.yaml", text.replace("mode: paper", "mode: live"));
    const env = { BELLWETHER_API_KEY: KEY.apiKey, BELLWETHER_SECRET: KEY.secret };
    const ended = await run("live real.yaml --bars 14", env);
    expect({ code: ended.code, stderr: ended.stderr }).toEqual({ code: 0, stderr: "" });
    const found = await report("parity real.yaml");
    expect(found).toMatchObject({ code: 0, run: { mode: "live" } });
    expect(found.counts.fill.compared).toBeGreaterThan(0);
    expect(found.counts.signal).toMatchObject({ different: 0 });
    expect(found.causes.unexplained.all).toBe(0);
  });
});

/** The entry with every close higher by 3, and the high with it. */
function raised(entry: Entry): Entry {
  if (entry.type !== "bars") throw new Error("no bars");
  const bars = entry.bars.map(({ row: [time, open, high, low, close, volume], ...bar }) => ({
    ...bar,
    row: [time, open, high + 3, low, close + 3, volume] as const,
  }));
  return { ...entry, bars };
}
