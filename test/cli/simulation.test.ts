import { copyFileSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { bellwether, expectOneError } from "../helpers/bellwether.js";
import { built, ROOT } from "../helpers/built.js";
import { temporaryFolder } from "../helpers/folder.js";
import { EURUSD, runText } from "../helpers/run-file.js";

const folder = temporaryFolder("simulation");
const run = (...args: string[]) => bellwether(args, { cwd: folder.path });

async function reportOf(...args: string[]) {
  const { code, stdout, stderr } = await run("backtest", ...args, "--json");
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  return JSON.parse(stdout);
}

/** The hourly sample as if it were a perpetual. */
const PERPETUAL = `exchange: { symbols: ["EUR/USD:USD"], timeframe: 1h }
strategy: { type: sma-cross }
account: { quote: USD, margin: { mode: isolated, leverage: 5 } }
data: { files: { "EUR/USD:USD": ${JSON.stringify(EURUSD)} }, funding: { "EUR/USD:USD": funding.csv } }
risk: { riskPerTrade: 0.01, stopLossAtr: 2, maxExposure: 3 }
instruments: { "EUR/USD:USD": { marginTiers: [{ upTo: 50000, maintenanceRate: 0.01, maxLeverage: 20 }, { maintenanceRate: 0.05, maxLeverage: 10 }] } }
`;

const PLUGIN = `import { definePlugin } from "@bellwether/core";
import type {} from "@bellwether/risk";
import type {} from "@bellwether/backtest";
export default definePlugin({ name: "extras", apiVersion: 1, setup({ register }) {
  register.add("sizer", "lots", (options: any) => {
    if (!(options?.units > 0)) throw new Error("units is a positive number");
    return { name: "lots", quantity: () => options.units };
  });
  register.add("limit", "one-by-one", () => ({ stage: "order", check: (facts, quantity) => quantity <= 500 ? Infinity : { limit: 500, observed: quantity } }));
  register.add("slippage", "penny", () => ({ name: "penny", price: ({ side, price }) => side === "buy" ? price + 0.01 : price - 0.01, describe: () => "penny" }));
} });
`;

beforeAll(async () => {
  await built();
  const bars = readFileSync(EURUSD, "utf8").trimEnd().split("\n");
  const rows = bars.slice(1).map((line) => line.split(","));
  const times = rows.map(([time]) =>
    Date.parse(/^\d+$/.test(time!) ? new Date(Number(time)).toISOString() : `${time}`),
  );
  const funding = times.filter((time) => time % (8 * 3_600_000) === 0).map((time) => `${time},0.0001`);
  folder.put("funding.csv", `timestamp,fundingRate\n${funding.join("\n")}\n`);
  folder.put("bad-funding.csv", "timestamp,fundingRate\n1483308000000,0.0001\n1483336800000,lots\n");
  folder.put("nameless.csv", "1483308000000,0.0001\n");
  // every bar in two halves: up to its high first, then down to its low
  const halves = rows.flatMap(([, o, h, l, c], i) => [
    [times[i], o, h, Math.min(Number(o), Number(c)), c, 1],
    [times[i]! + 1_800_000, c, c, l, c, 1],
  ]);
  folder.put("halves.csv", `timestamp,open,high,low,close,volume\n${halves.map((row) => row.join(",")).join("\n")}\n`);
  folder.put("run.yaml", runText("sma-cross"));
  folder.put("bare.yaml", runText("sma-cross").replace(", slippageBps: 0.5", ""));
  folder.put("bracket.yaml", runText("sma-cross").replace("stopLossAtr: 2", "stopLossAtr: 0.3, takeProfitAtr: 0.3"));
  folder.put("perpetual.yaml", PERPETUAL);
  folder.put("extras.ts", PLUGIN);
  folder.put(
    "extras.yaml",
    runText("sma-cross", "plugins: [./extras.ts]").replace("slippageBps: 0.5", "slippage: { type: penny }"),
  );
  folder.put("folder.yaml", runText("sma-cross").replace(/^data:.*$/m, "data: { directory: bars }"));
  mkdirSync(join(folder.path, "bars"));
  copyFileSync(EURUSD, join(folder.path, "bars/EUR-USD-1h.csv"));
});

describe("a run file of the simulation", () => {
  it("trades a perpetual on margin and pays its funding", async () => {
    const { costs, warnings, trades } = await reportOf("perpetual.yaml");
    expect(costs.funding).not.toBe(0);
    expect(warnings.join()).not.toContain("funding");
    const largest = Math.max(
      ...trades.map(({ quantity, entryPrice }: Record<string, number>) => quantity! * entryPrice!),
    );
    expect(largest, "beyond what a wallet without leverage could hold").toBeGreaterThan(10_000);
    const free = await reportOf("perpetual.yaml", "--set", "data.funding={}");
    expect(free.costs.funding).toBe(0);
    expect(free.warnings).toContain("EUR/USD:USD pays no funding here: data.funding names no file of it");
  });

  it("lets shorter bars decide what came first, and --intrabar choose the rule", async () => {
    const detail = '{ timeframe: 30m, files: { EUR/USD: "halves.csv" } }';
    const drilled = await reportOf("bracket.yaml", "--intrabar", "drilldown", "--set", `data.detail=${detail}`);
    const optimistic = await reportOf("bracket.yaml", "--intrabar", "optimistic");
    const pessimistic = await reportOf("bracket.yaml");
    expect(pessimistic.ambiguousBars).toBeGreaterThan(0);
    expect(drilled.ambiguousBars, "detail leaves none or few").toBeLessThan(pessimistic.ambiguousBars);
    const end = (report: typeof drilled) => report.equity.equity.at(-1);
    expect(end(optimistic)).toBeGreaterThan(end(pessimistic));
    expect(pessimistic.band).toMatchObject({ rule: "pessimistic", optimistic: { endEquity: end(optimistic) } });
  });

  it("leaves band and statistics out where asked to", async () => {
    const full = await reportOf("run.yaml");
    const { band, statistics, config, trades } = await reportOf("run.yaml", "--no-band", "--no-statistics");
    expect([full.band, full.statistics]).toEqual([expect.anything(), expect.anything()]);
    expect({ band, statistics }).toEqual({ band: null, statistics: null });
    expect(config.backtest).toMatchObject({ band: false, statistics: false });
    expect(trades).toEqual(full.trades);
  });

  it.each([
    ["a model of slippage", "backtest.slippage={type: half-spread, spreadBps: 20}"],
    ["latency", "backtest.latency={bars: 2}"],
    ["a cap on volume", "backtest.volumeShare=0.000001"],
    ["fees by volume", "instruments.EUR/USD.feeTiers=[{volume: 1000, maker: 0.01, taker: 0.01}]"],
    ["rules that changed", "instruments.EUR/USD.history=[{from: 2017-06-01, taker: 0.01}]"],
    ["a fee asset", "account.feeAsset={asset: BNB, amount: 5, price: 300, discount: 0.5}"],
  ])("makes a difference with %s", async (_, set) => {
    const flags = ["bare.yaml", "--no-statistics", "--no-band"];
    const bare = await reportOf(...flags);
    const changed = await reportOf(...flags, "--set", set);
    expect(changed.equity.equity.at(-1)).not.toBe(bare.equity.equity.at(-1));
    expect(changed.fingerprint).not.toBe(bare.fingerprint);
  });

  it("finds bars in data.directory by the name of symbol and timeframe", async () => {
    expect((await reportOf("folder.yaml")).trades).toEqual((await reportOf("run.yaml")).trades);
  });

  it("ships one of a perpetual that only lacks its data", async () => {
    const file = join(ROOT, "config/perpetual.yaml");
    expect(await run("config", file)).toMatchObject({ code: 0, stderr: "" });
    const { code, stderr } = await run("backtest", file);
    expect(code).toBe(4);
    expect(stderr).toContain("BTCUSDT-1h-2024-01.csv: does not exist");
  });
});

describe("sizers, limits and slippage of a plugin", () => {
  const SIZERS = "stopLossAtr: 2, sizers: [{ type: lots, options: { units: 700 } }]";
  const backtest = (risk: string) =>
    reportOf("extras.yaml", "--no-band", "--no-statistics", "--set", `risk={ ${risk} }`);

  it("reach the RiskEngine and the broker", async () => {
    const { trades, costs } = await backtest(SIZERS);
    expect(new Set(trades.map(({ quantity }: { quantity: number }) => quantity))).toEqual(new Set([700]));
    expect(costs.slippage).toBeCloseTo(trades.length * 2 * 700 * 0.01, 0);
  });

  it("refuse, by the name of their rule", async () => {
    const { trades, refusals } = await backtest(`${SIZERS}, limits: [{ type: one-by-one }]`);
    expect(trades).toEqual([]);
    expect(refusals["plugin:one-by-one"]).toBeGreaterThan(0);
  });

  it("are listed beside those that ship", async () => {
    const listed = async (kind: string) => (await run("list", kind, "--config", "extras.yaml")).stdout;
    expect(await listed("sizers")).toMatch(/^kelly +@bellwether\/risk\n[\s\S]*^lots +extras$/m);
    expect(await listed("limits")).toBe("one-by-one  extras\n");
    expect(await listed("slippage")).toMatch(/^square-root +@bellwether\/backtest\npenny +extras$/m);
    expect((await run("list", "limits")).stdout).toContain("No limits: name a run file with --config");
  });
});

describe("a newcomer's mistake in the simulation gets one clear error, with place and hint, and no stack:", () => {
  it.each<[string, readonly string[], number, string | RegExp]>([
    [
      "a misspelt key",
      ["perpetual.yaml", "--set", "account.feAsset={}"],
      3,
      '--set account.feAsset  unknown key. Did you mean "feeAsset"?',
    ],
    [
      "drilldown without detail",
      ["run.yaml", "--intrabar", "drilldown"],
      3,
      "--intrabar  backtest.intrabar: drilldown needs shorter bars of EUR/USD; write data: { detail: { timeframe: 1m, files: { EUR/USD: path } } }",
    ],
    [
      "a rule that is none",
      ["run.yaml", "--intrabar", "drildown"],
      3,
      '--intrabar  backtest.intrabar: expected "pessimistic" or "optimistic" or "adaptive" or "drilldown", found the text "drildown". Did you mean "drilldown"?',
    ],
    [
      "both slippages",
      ["run.yaml", "--set", "backtest.slippage={type: square-root}"],
      3,
      "--set backtest.slippage  cannot stand beside slippageBps; keep one of the two",
    ],
    [
      "a misspelt model",
      ["perpetual.yaml", "--set", "backtest.slippage={type: halfspread, spreadBps: 2}"],
      3,
      'backtest.slippage.type: no slippage model is called "halfspread". Did you mean "half-spread"? All: bellwether list slippage',
    ],
    [
      "leverage of the account beyond the tier",
      ["perpetual.yaml", "--set", "account.margin.leverage=50"],
      3,
      "--set account.margin.leverage  leverage lies in (0, 20], got 50",
    ],
    [
      "margin tiers that fall",
      [
        "perpetual.yaml",
        "--set",
        "instruments.EUR/USD:USD.marginTiers=[{upTo: 5, maintenanceRate: 0.02, maxLeverage: 9}, {maintenanceRate: 0.01, maxLeverage: 9}]",
      ],
      3,
      "instruments.EUR/USD:USD.marginTiers  maintenance rates are fractions that never fall",
    ],
    [
      "leverage on spot",
      ["run.yaml", "--set", "account.margin.leverage=5"],
      3,
      "account.margin: is a matter of perpetuals, and the run trades none",
    ],
    [
      "funding with a bad row",
      ["perpetual.yaml", "--set", "data.funding.EUR/USD:USD=bad-funding.csv"],
      4,
      /bad-funding\.csv:3:15: fundingRate is "lots"; write the fraction of notional that longs pay: 0\.0001 is 0\.01 %$/m,
    ],
    [
      "funding without a header",
      ["perpetual.yaml", "--set", "data.funding.EUR/USD:USD=nameless.csv"],
      4,
      /nameless\.csv:1: no column of the time among/,
    ],
    [
      "funding that is not there",
      ["perpetual.yaml", "--set", "data.funding.EUR/USD:USD=fundin.csv"],
      4,
      /fundin\.csv: does not exist\. Did you mean "funding\.csv"\?/,
    ],
    [
      "a folder without the bars",
      ["folder.yaml", "--set", "data.directory=."],
      3,
      /data\.directory {2}.* holds neither EUR-USD-1h\.csv nor EUR-USD-1h\.csv\.gz/,
    ],
    [
      "a plugin's options",
      ["extras.yaml", "--set", "risk.sizers=[{type: lots}]"],
      3,
      'risk.sizers[0].options: the sizer "lots" refuses it: units is a positive number',
    ],
  ])("%s", async (_what, typed, code, says) => {
    const ended = await run("backtest", ...typed);
    expectOneError(ended);
    if (typeof says === "string") expect(ended.stderr).toContain(says);
    else expect(ended.stderr).toMatch(says);
    expect(ended.code).toBe(code);
  });
});
