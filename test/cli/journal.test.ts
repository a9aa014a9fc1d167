import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { LocalExchange } from "@bellwether/ccxt/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startBellwether } from "../helpers/background.js";
import { bellwether, expectOneError } from "../helpers/bellwether.js";
import { built } from "../helpers/built.js";
import { temporaryFolder } from "../helpers/folder.js";
import { liveText, openMarket } from "../helpers/local-market.js";

const folder = temporaryFolder("journal");
const run = (line: string) => bellwether(line.split(" "), { cwd: folder.path });
const lines = async (line: string) => {
  const { code, stdout, stderr } = await run(line);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  return stdout.trimEnd().split("\n");
};

let exchange: LocalExchange;

beforeAll(async () => {
  await built();
  exchange = await openMarket();
  folder.put("run.yaml", liveText(exchange, "{ type: sma-cross, params: { fast: 2, slow: 4 } }"));
  const { code, stderr } = await bellwether(["live", "run.yaml", "--bars", "9"], { cwd: folder.path });
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
});

afterAll(() => exchange?.close());

describe("bellwether journal show", () => {
  it("tells what the run did, line by line: when, what, whose, and why", async () => {
    const all = await lines("journal show run.yaml");
    expect(all[0]).toMatch(/^\S+Z start +paper on binance, 10000 USDT, version \S+: sma-cross$/);
    expect(all.at(-1)).toMatch(/ stop +9 bars are over$/);
    expect(all.filter((line) => / signal +sma-cross BTC\/USDT: (LONG|FLAT): /.test(line))).toHaveLength(9);
    expect(await lines("journal show journals/run")).toEqual(all);
  });

  it("by kind, by strategy, since a time, and the last ones", async () => {
    const fills = await lines("journal show run.yaml --kind fill,trade");
    expect(fills.every((line) => / (fill|trade) /.test(line))).toBe(true);
    expect(fills.length).toBeGreaterThan(0);
    expect(await lines("journal show run.yaml --kind fill,trade --last 1")).toEqual(fills.slice(-1));
    expect((await lines("journal show run.yaml --lane sma-cross")).some((line) => / bars /.test(line))).toBe(false);
    expect((await run("journal show run.yaml --since 2100-01-01")).stdout).toBe("");
  });

  it("of a run that goes on, up to the last step that is complete", async () => {
    folder.put("going.yaml", liveText(exchange, "{ type: buy-and-hold }"));
    const going = startBellwether(["live", "going.yaml"], { cwd: folder.path });
    await going.until("fill: bought");
    const shown = await lines("journal show going.yaml --kind start,bars");
    expect(shown[0]).toContain(" start ");
    expect((await run("parity going.yaml")).stdout).toContain("Equal: the replay repeats the run, bit for bit");
  });

  it.each([
    ["journal show run.yaml --kind fil", "no such kind. Did you mean"],
    ["journal show run.yaml --lane sma-cros", 'no strategy "sma-cros" in this journal. Did you mean'],
    ["journal show run.yaml --since monday", "expected a UTC date"],
    ["journal show run.yaml --last 0", "give a number of lines"],
    ["journal show gone.yaml", "gone.yaml does not exist"],
    ["journal export run.yaml", "--out: name a folder"],
    ["journal export run.yaml --out tables --format xml", "write csv or json"],
    ["journal export run.yaml --out run.yaml", "this is a file; name a folder"],
    ["parity journals", "holds no run"],
  ])("bellwether %s says what is wrong", async (line, says) => {
    const ended = await run(line);
    expect(ended.stderr).toContain(says);
    expectOneError(ended);
    expect(ended.code).toBe(2);
  });
});

describe("bellwether journal export", () => {
  it("writes a table for each kind of thing, and the bars as backtest reads them", async () => {
    const written = await lines("journal export run.yaml --out tables");
    expect(written).toEqual([
      ...["bars", "signals", "verdicts", "orders", "fills", "trades", "equity", "notes"].map(
        (name) => `tables/${name}.csv`,
      ),
      "tables/played/BTC-USDT-1s.csv.gz",
    ]);
    const rows = readFileSync(join(folder.path, "tables/equity.csv"), "utf8").trimEnd().split("\r\n");
    expect(rows[0]).toBe("seq,time,equity");
    expect(rows).toHaveLength(10);
    const replayed = liveText(exchange, "{ type: sma-cross, params: { fast: 2, slow: 4 } }");
    const rules = "{ tick: 0.01, step: 0.00001, minQuantity: 0.00001, minNotional: 5 }";
    folder.put("again.yaml", `${replayed}data: { directory: tables/played }\ninstruments: { BTC/USDT: ${rules} }\n`);
    const from = rows[1]!.split(",")[1]!;
    const first = new Date(Date.parse(from) - 1_000).toISOString();
    const report = await run(`backtest again.yaml --json --from ${first} --no-statistics --no-band`);
    expect({ code: report.code, stderr: report.stderr }).toEqual({ code: 0, stderr: "" });
    const { equity } = JSON.parse(report.stdout);
    expect(JSON.stringify(equity)).toContain(rows.at(-1)!.split(",")[2]!);
  });

  it("as JSON is every entry, one a line", async () => {
    expect((await lines("journal export run.yaml --out whole --format json"))[0]).toBe("whole/journal.jsonl");
    const entries = readFileSync(join(folder.path, "whole/journal.jsonl"), "utf8").trimEnd().split("\n");
    expect(entries.map((line) => JSON.parse(line).seq)).toEqual(entries.map((_, i) => i));
    expect(readdirSync(join(folder.path, "whole")).filter((name) => name.endsWith(".tmp"))).toEqual([]);
  });
});
