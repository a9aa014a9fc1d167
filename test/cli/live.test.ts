import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { LocalExchange } from "@bellwether/ccxt/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startBellwether } from "../helpers/background.js";
import { bellwether, expectOneError } from "../helpers/bellwether.js";
import { built } from "../helpers/built.js";
import { temporaryFolder } from "../helpers/folder.js";
import { KEY, liveText, openMarket } from "../helpers/local-market.js";

const folder = temporaryFolder("live");
const CROSS = "{ type: sma-cross, params: { fast: 2, slow: 4 } }";
const run = (...args: string[]) => bellwether(args, { cwd: folder.path });
const live = (...args: string[]) => startBellwether(["live", ...args], { cwd: folder.path });
const show = async (named: string, kind: string) => (await run("journal", "show", named, "--kind", kind)).stdout;

let exchange: LocalExchange;

beforeAll(async () => {
  await built();
  exchange = await openMarket();
});

afterAll(() => exchange?.close());

/** Waits until a run answers, which is when it watches its file too. */
async function answering(named: string): Promise<void> {
  while ((await run("status", named)).code !== 0);
}

/** Every file under a folder, in one text. */
const textUnder = (path: string) =>
  readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), "latin1"))
    .join("\n");

describe("bellwether live", () => {
  it("trades on closed bars until so many are over, and answers status, pause, resume, flatten and stop from elsewhere", async () => {
    folder.put("control.yaml", liveText(exchange, CROSS));
    const trading = live("control.yaml");
    await trading.until(/fill: bought/g);
    expect((await run("status", "control.yaml")).stdout).toMatch(
      /^paper on binance \(main, USDT\), up .*\nhealth +ok\n/,
    );
    expect(JSON.parse((await run("status", "journals/control", "--json")).stdout)).toMatchObject({ mode: "paper" });
    expect((await run("pause", "control.yaml")).stdout).toBe("paused: nothing is opened until bellwether resume\n");
    await trading.until("paused by");
    expect((await run("status", "control.yaml")).stdout).toMatch(/^trading +paused by/m);
    expect((await run("resume", "control.yaml")).stdout).toBe("trading goes on\n");
    expect((await run("flatten", "control.yaml")).stdout).toMatch(/^every position leaves/);
    await trading.until("flattened by");
    expect((await run("stop", "control.yaml")).stdout).toBe("it is ending\n");
    const { code, stderr } = await trading.ended;
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    const said = (await show("control.yaml", "control")).match(/(?<=control +)\w+/g);
    expect(said).toEqual(["pause", "resume", "flatten"]);
    expect(await show("control.yaml", "stop")).toContain("stopped by");
    expect((await run("parity", "control.yaml")).stdout).toContain("Equal: the replay repeats the run, bit for bit");
  });

  it("takes a saved change over at the next close, refuses a broken one, and one of a part that is fixed", async () => {
    const text = liveText(exchange, CROSS);
    const file = folder.put("swap.yaml", text);
    const trading = live("swap.yaml");
    await trading.until("started");
    await answering("swap.yaml");
    writeFileSync(file, text.replace("fast: 2", "fast: 3"));
    await trading.until("swapped");
    writeFileSync(file, text.replace("fast: 2", "fast: twelve"));
    await trading.until(/swap.*fast/gi);
    writeFileSync(file, text.replace("quote: USDT }", "quote: USDT, startingBalance: 5 }"));
    await trading.until("account.startingBalance cannot change while the run goes on");
    await run("stop", "swap.yaml");
    expect((await trading.ended).code).toBe(0);
    expect((await show("swap.yaml", "swap")).trimEnd().split("\n")).toHaveLength(1);
    expect((await show("swap.yaml", "note")).match(/swap-refused/g)).toHaveLength(2);
    writeFileSync(file, text);
    expect((await run("parity", "swap.yaml")).stdout).toContain("Equal");
  });

  it("goes on after it was killed, with the same position, and has every bar once", async () => {
    folder.put("killed.yaml", liveText(exchange, "{ type: buy-and-hold }"));
    const first = live("killed.yaml");
    await first.until("fill: bought");
    while (!(await show("killed.yaml", "fill")).includes("buy")); // told is not yet on the disk
    first.kill("SIGKILL");
    await first.ended;
    const second = live("killed.yaml", "--bars", "2");
    expect((await second.ended).code).toBe(0);
    expect(second.said.stdout).toMatch(/goes on after \d+ replayed steps/);
    expect(second.said.stdout).not.toContain("bought");
    expect((await show("killed.yaml", "fill")).trimEnd().split("\n")).toHaveLength(1);
    const times = (await show("killed.yaml", "bars")).match(/(?<=close of )\S+(?=:)/g)!.map((time) => Date.parse(time));
    expect(times.map((time) => time - times[0]!)).toEqual(times.map((_, i) => 1_000 * i));
    expect((await run("parity", "killed.yaml")).stdout).toMatch(/, 1\srestart\n/);
  });

  it("keeps the journal to itself: a second run on it is told whose it is", async () => {
    folder.put("twice.yaml", liveText(exchange, CROSS));
    const first = live("twice.yaml");
    await first.until("started");
    const second = await run("live", "twice.yaml");
    expect(second.code).toBe(7);
    expect(second.stderr).toContain(String(first.pid));
  });
});

describe("what a newcomer gets wrong is said in one line, with what to do", () => {
  const refused = async (name: string, text: string, ...flags: string[]) => {
    folder.put(name, text);
    const ended = await bellwether(["live", name, ...flags], {
      cwd: folder.path,
      env: { BELLWETHER_API_KEY: undefined, BELLWETHER_SECRET: undefined },
    });
    expect(ended.stderr.match(/^bellwether: /gm), ended.stderr).toHaveLength(1);
    expect(ended.stderr).not.toContain("dist/");
    return ended;
  };
  const text = (...lines: string[]) => liveText(exchange, CROSS, ...lines);

  it("real money without having said so", async () => {
    const { code, stderr } = await refused("a.yaml", text().replace("mode: paper", "mode: live"));
    expect({ code, stderr }).toMatchObject({ code: 3, stderr: expect.stringContaining("iUnderstand") });
  });

  it("no keys", async () => {
    const { code, stderr } = await refused("b.yaml", text().replace("mode: paper", "mode: testnet"));
    expect({ code, stderr }).toMatchObject({ code: 3, stderr: expect.stringContaining("BELLWETHER_API_KEY") });
  });

  it("an exchange that nobody knows, and a symbol that it lacks", async () => {
    const named = text().replace("symbols:", "id: binanse\n  symbols:");
    expect(await refused("c.yaml", named)).toMatchObject({ code: 7, stderr: expect.stringContaining("binance") });
    const symbol = await refused("d.yaml", text().replace("BTC/USDT", "BCT/USDT"));
    expect(symbol).toMatchObject({ code: 7, stderr: expect.stringContaining("BCT/USDT") });
  });

  it("an exchange that does not answer", async () => {
    const gone = await openMarket();
    await gone.close();
    const { code, stderr } = await refused("e.yaml", liveText(gone, CROSS));
    expect(code).toBe(7);
    expect(stderr).toMatch(/binance/);
  });

  it("--bars of nothing; status of a run that does not run, or that never was", async () => {
    expectOneError(await run("live", "control.yaml", "--bars", "none"));
    const over = await run("status", "control.yaml");
    expectOneError(over);
    expect(over.code).toBe(7);
    expect((await run("status", "nowhere.yaml")).code).toBe(2);
  });
});

describe("keys", () => {
  it("of an account are in no output, log, journal or error", async () => {
    const text = liveText(exchange, CROSS, "iUnderstand: real-money").replace("mode: paper", "mode: live");
    folder.put("keys/live.yaml", text.replace("graceMs: 100", "graceMs: 100, log: { level: debug, file: run.log }"));
    const env = { BELLWETHER_API_KEY: KEY.apiKey, BELLWETHER_SECRET: KEY.secret };
    const trading = startBellwether(["live", "keys/live.yaml", "--bars", "8"], { cwd: folder.path, env });
    const { code, stdout, stderr } = await trading.ended;
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toContain("fill: bought");
    const wrong = { ...env, BELLWETHER_SECRET: "canary-wrong-77aa" };
    const refused = await bellwether(["live", "keys/live.yaml", "--journal", "keys/other"], {
      cwd: folder.path,
      env: wrong,
    });
    expect(refused).toMatchObject({ code: 7, stderr: expect.stringContaining("Signature") });
    const shown = await run("journal", "show", "keys/live.yaml");
    const all = [stdout, refused.stdout, refused.stderr, shown.stdout, textUnder(join(folder.path, "keys"))].join("\n");
    for (const secret of [KEY.apiKey, KEY.secret, wrong.BELLWETHER_SECRET]) expect(all).not.toContain(secret);
    expect(all).toContain("sma-cross");
  });
});
