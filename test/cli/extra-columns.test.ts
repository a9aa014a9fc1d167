import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { bellwether, expectOneError } from "../helpers/bellwether.js";
import { built } from "../helpers/built.js";
import { temporaryFolder } from "../helpers/folder.js";
import type { Ended } from "../helpers/process.js";
import { EURUSD } from "../helpers/run-file.js";

const folder = temporaryFolder("extra-columns");
const HOURS = 3_000;

/**
 * Real hours with made quotes whose depth knows where the next bar goes: whoever reads them in the right rows cannot fail to
 * see it, and one row too late or too early is worth nothing.
 */
function withQuotes(text: string): string[] {
  const [header, ...rows] = text
    .trim()
    .split("\n")
    .slice(0, HOURS + 2);
  const prices = rows.map((row) => row.split(",").map(Number));
  const lines = rows.slice(0, HOURS).map((row, i) => {
    const close = prices[i]![4]!;
    const rises = prices[i + 1]![4]! > close;
    const quotes = [close - 0.00001, close + 0.00001].map((price) => price.toFixed(5));
    return `${row},${quotes.join(",")},${rises ? 9 : 2},${rises ? 2 : 9}`;
  });
  return [`${header},bid,ask,bidQuantity,askQuantity`, ...lines];
}

const trainingText = (file: string) => `
name: quotes
registry: models
seed: 1
data: { symbol: EUR/USD, timeframe: 1h, files: ${file} }
features: [order-book]
model:
  family: random-forest
  params: { trees: 8, maxDepth: 4, minSamplesLeaf: 20 }
  label: { type: direction, horizon: 1 }
validation: { method: none }
permutationRepeats: 0
`;

const runText = (columns: string) => `
exchange: { symbols: [EUR/USD], timeframe: 1h }
plugins: [{ use: '@bellwether/ml', options: { registry: models } }]
strategy: { type: ml-strategy, params: { minConfidence: 0.6, sides: long } }
account: { quote: USD }
data: { files: { EUR/USD: book.csv }${columns} }
risk: { riskPerTrade: 0.01 }
backtest: { fees: { maker: 0, taker: 0 }, statistics: false }
`;
const COLUMNS = "bid, ask, bidQuantity, askQuantity";

const type = (line: string): Promise<Ended> => bellwether(line.split(" "), { cwd: folder.path });

beforeAll(async () => {
  await built();
  const lines = withQuotes(readFileSync(EURUSD, "utf8"));
  folder.put("book.csv", `${lines.join("\n")}\n`);
  folder.put("edited.csv", `${lines.join("\n").replace(/\d$/, "5")}\n`);
  folder.put("plain.csv", `${lines.map((line) => line.split(",").slice(0, 7).join(",")).join("\n")}\n`);
  folder.put("torn.csv", `${lines.join("\n").replace(/,2\n/, ",two\n")}\n`);
  for (const name of ["book", "plain"]) folder.put(`${name}.yaml`, trainingText(`${name}.csv`));
  folder.put("run.yaml", runText(`, columns: [${COLUMNS}]`));
  folder.put("bare.yaml", runText(""));
});

describe("quotes in a file of bars", () => {
  it("reach features, training and trading in their own rows, and only the run file names them", async () => {
    const trained = await type("train book.yaml --json");
    expect(trained.stderr).toBe("");
    const { features, metrics } = JSON.parse(trained.stdout);
    expect(features).toHaveLength(8);
    expect(metrics.accuracy, "the depth says it all").toBeGreaterThan(0.95);

    const traded = await type("backtest run.yaml --json");
    expect(traded.stderr).toBe("");
    const report = JSON.parse(traded.stdout);
    expect(report.trades.length).toBeGreaterThan(50);
    expect(report.metrics.winRate, "without costs").toBeGreaterThan(0.9);
    const edited = JSON.parse((await type("backtest run.yaml --data edited.csv --json")).stdout);
    expect(edited.fingerprint, "the fingerprint covers them").not.toBe(report.fingerprint);
  });

  it("can be looked at without naming them", async () => {
    const { stdout } = await type("features inspect book.csv --features book-imbalance --json");
    expect(JSON.parse(stdout).columns).toMatchObject([{ column: "book-imbalance", missing: 0 }]);
    const built = JSON.parse((await type("features build book.csv out.csv --features order-book --json")).stdout);
    expect(built.rows).toBe(HOURS - 20);
  });
});

describe("quotes that are not there", () => {
  it.each([
    [
      "train plain.yaml",
      /data\.files: .*plain\.csv:1: no columns "ask", "askQuantity", "bidQuantity" among "timestamp, open, high, low, close, volume, bid"; book-imbalance, book-pressure\(5\), book-pressure\(20\) and 5 more need ask, askQuantity, bidQuantity; check the names\./,
    ],
    [
      "features inspect plain.csv --features quoted-spread-bps",
      /plain\.csv:1: no column "ask" among .*; quoted-spread-bps needs ask; check the name\./,
    ],
    [
      "features build book.csv out.csv --features quoted-spread-bps@4h",
      /quoted-spread-bps@4h: quoted-spread-bps needs bid, ask, and bars of a higher timeframe have no extra columns/,
    ],
    [
      "backtest run.yaml --data plain.csv",
      /--data: .*plain\.csv:1: no columns "ask", "bidQuantity", "askQuantity" among .*; data\.columns asks for them; check the names\./,
    ],
    [
      "backtest run.yaml --set data.columns=[bid,bod]",
      /data\.columns asks for it; check the name\. Did you mean "bid"\?/,
    ],
    ["backtest run.yaml --set data.columns=[bid,close]", /every bar has this one; list further columns only/],
    ["backtest run.yaml --data torn.csv", /torn\.csv:\d+:\d+: askQuantity is "two", which is not a finite number/],
    [
      "backtest bare.yaml",
      /UnsuitableModelError: model quotes: .* need ask, askQuantity, bid, bidQuantity, which the bars of EUR\/USD do not have; in a run file set data\.columns: \[ask, askQuantity, bid, bidQuantity\]/,
    ],
  ])("%s", async (line, says) => {
    const ended = await type(line);
    expectOneError(ended);
    expect(ended.stderr).toMatch(says);
  });
});
