import { expect, it } from "vitest";
import { sampleEntries, startEntry } from "../../test/helpers/sample-entries.js";
import { csvLine } from "./csv-line.js";
import type { Entry, Output } from "./entry.js";
import { EXPORT_COLUMNS, EXPORT_KINDS, type ExportKind, exportCsv, exportJsonLines } from "./export.js";

const AT = Date.UTC(2024, 0, 1, 1);
const bars = (out: readonly Output[]): Entry => ({
  seq: 1,
  at: AT + 300,
  type: "bars",
  time: AT,
  ageMs: 300,
  quiet: false,
  bars: [{ stream: 1, row: [AT - 3_600_000, 1, 2, 0.5, 1.5, 1e-7], flat: true }],
  held: [],
  equity: 0.1 + 0.2,
  out,
});

async function table(kind: ExportKind, entries: readonly Entry[]): Promise<Record<string, string>[]> {
  let text = "";
  for await (const part of exportCsv([entries], kind)) text += part;
  const [header, ...lines] = text.trimEnd().split("\r\n");
  expect(header).toBe(EXPORT_COLUMNS[kind].join(","));
  // no cell of these tests holds a comma, so that splitting is enough
  return lines.map((line) => Object.fromEntries(line.split(",").map((cell, i) => [header!.split(",")[i]!, cell])));
}

it("writes bars and equity, with the names that the start gives, and every digit", async () => {
  expect(await table("bars", [startEntry(), bars([])])).toEqual([
    {
      seq: "1",
      openTime: "2024-01-01T00:00:00.000Z",
      closeTime: "2024-01-01T01:00:00.000Z",
      symbol: "ETH/USDT",
      timeframe: "1h",
      open: "1",
      high: "2",
      low: "0.5",
      close: "1.5",
      volume: "1e-7",
      flat: "true",
      quiet: "false",
    },
  ]);
  expect(await table("equity", [startEntry(), bars([])])).toEqual([
    { seq: "1", time: "2024-01-01T01:00:00.000Z", equity: "0.30000000000000004" },
  ]);
});

it("writes what a step has led to, by kind", async () => {
  const fill = {
    orderId: "a-1",
    lane: 0,
    symbol: "BTC/USDT",
    side: "buy",
    quantity: 0.5,
    remaining: 0,
    price: 100,
    referencePrice: 99.9,
    fee: 0.05,
    feePaid: { asset: "BNB", amount: 0.0002 },
    liquidity: "taker",
    time: AT,
  } as const;
  const entries = [
    startEntry(),
    bars([
      { kind: "signal", lane: 0, signal: null },
      {
        kind: "signal",
        lane: 1,
        signal: {
          signal: "SHORT",
          metadata: { entryPrice: 5, strategyType: "rule_based", signal: 3, seq: 9, lane: "x" },
        },
      },
      {
        kind: "verdict",
        lane: 0,
        verdict: {
          status: "approved",
          order: { side: "buy", quantity: 2 },
          sizing: [{ rule: "riskPerTrade", quantity: 2 }],
        },
        facts: {},
      },
      { kind: "verdict", lane: 1, verdict: { status: "refused", rule: "maxRisk", limit: 1, observed: 2 }, facts: {} },
      { kind: "fill", fill },
    ]),
  ];
  expect(await table("signals", entries)).toMatchObject([
    { seq: "1", lane: "revert", symbol: "ETH/USDT", stance: "SHORT", entryPrice: "5", confidence: "" },
  ]);
  expect(await table("verdicts", entries)).toMatchObject([
    { lane: "trend", status: "approved", side: "buy", quantity: "2", rule: "", sizing: "riskPerTrade 2" },
    { lane: "revert", status: "refused", rule: "maxRisk", limit: "1", observed: "2" },
  ]);
  expect(await table("fills", entries)).toMatchObject([
    { lane: "trend", symbol: "BTC/USDT", price: "100", feeAsset: "BNB", feeAmount: "0.0002", exitReason: "" },
  ]);
  for (const kind of ["orders", "trades", "notes"] as const) expect(await table(kind, entries)).toEqual([]);
});

it("follows a swap: from then on a lane has its new name", async () => {
  const signal: Output = {
    kind: "signal",
    lane: 0,
    signal: { signal: "FLAT", metadata: { entryPrice: 1, strategyType: "x" } },
  };
  const to = { name: "calm", type: "rsi", params: {}, stream: 0, artifacts: {} };
  const swap: Entry = {
    seq: 2,
    at: AT,
    type: "swap",
    handOff: "keep",
    risk: false,
    lanes: [{ lane: 0, to }],
    settings: {},
    out: [signal],
  };
  const rows = await table("signals", [startEntry(), bars([signal]), swap]);
  expect(rows.map(({ lane, time }) => [lane, time])).toEqual([
    ["trend", "2024-01-01T01:00:00.000Z"],
    ["calm", "2024-01-01T01:00:00.000Z"],
  ]);
});

it("writes a header and sound rows for every kind, whatever the journal", async () => {
  for (const kind of EXPORT_KINDS) {
    let text = "";
    for await (const part of exportCsv([sampleEntries(50), []], kind)) text += part;
    expect(text.endsWith("\r\n")).toBe(true);
    expect(text).not.toContain("undefined");
    expect(text).not.toContain("[object");
  }
});

it("writes entries as lines of JSON that read back", async () => {
  let text = "";
  for await (const part of exportJsonLines([sampleEntries(20), []])) text += part;
  expect(
    text
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as Entry),
  ).toEqual(sampleEntries(20));
});

it.each<[unknown, string]>([
  ["plain", "plain"],
  ['say "a, b"', '"say ""a, b"""'],
  ["two\r\nlines", '"two\r\nlines"'],
  ["=HYPERLINK(1)", "'=HYPERLINK(1)"],
  [" @sum", "' @sum"],
  ["-5 %", "'-5 %"],
  [-5, "-5"],
  [-0, "-0"],
  [1e21, "1e+21"],
  [true, "true"],
  [undefined, ""],
  [null, ""],
  [{ a: [1, 2] }, '"{""a"":[1,2]}"'],
])("quotes the cell %j as %j", (cell, text) => {
  expect(csvLine([cell])).toBe(`${text}\r\n`);
});
