import { describe, expect, it } from "vitest";
import type { ConfigError } from "./config-error.js";
import { parseConfig } from "./parse-config.js";
import { RunConfig } from "./run-config.js";

const SPOT = "exchange: { symbols: [BTC/USDT], timeframe: 1h }\nstrategy: { type: a }\n";
const PERPETUAL = SPOT.replace("BTC/USDT", "BTC/USDT:USDT");

function complaints(text: string): string[] {
  try {
    parseConfig(text, RunConfig, { file: "run.yaml" });
  } catch (error) {
    return (error as ConfigError).issues.map(({ path, message }) => `${path}: ${message}`);
  }
  return [];
}

describe("a run that can be simulated", () => {
  it.each([
    [
      "a spot run with a fee asset",
      `${SPOT}account: { feeAsset: { asset: BNB, amount: 2, price: 300, discount: 0.25 } }`,
    ],
    ["a perpetual with margin", `${PERPETUAL}account: { margin: { mode: isolated, leverage: 5 } }`],
    ["a perpetual with funding", `${PERPETUAL}data: { funding: { "BTC/USDT:USDT": f.csv } }`],
    ["a perpetual by its own word", `${SPOT}instruments: { BTC/USDT: { kind: linear, leverage: 3 } }`],
    [
      "drilldown with detail",
      `${SPOT}data: { detail: { timeframe: 1m, files: { BTC/USDT: m.csv } } }\nbacktest: { intrabar: drilldown }`,
    ],
    [
      "rules that changed",
      `${SPOT}instruments: { BTC/USDT: { history: [{ from: 2020-01-01, tick: 0.1 }, { from: 2021-01-01, taker: 0 }] } }`,
    ],
  ])("is %s", (_, text) => expect(complaints(text)).toEqual([]));

  it.each([
    [
      "drilldown without detail",
      `${SPOT}backtest: { intrabar: drilldown }`,
      "backtest.intrabar: drilldown needs shorter bars of BTC/USDT; write data: { detail: { timeframe: 1m, files: { BTC/USDT: path } } }",
    ],
    [
      "drilldown with the detail of another symbol",
      `${SPOT.replace("BTC/USDT", "BTC/USDT, ETH/USDT")}data: { detail: { timeframe: 1m, files: { BTC/USDT: m.csv } } }\nbacktest: { intrabar: drilldown }`,
      "backtest.intrabar: drilldown needs shorter bars of ETH/USDT; write",
    ],
    ["detail as long as the bars", detail("1h"), "data.detail.timeframe: must be shorter than exchange.timeframe"],
    [
      "detail that does not divide them",
      detail("7m"),
      "data.detail.timeframe: must be shorter than exchange.timeframe",
    ],
    [
      "margin without a perpetual",
      `${SPOT}account: { margin: { leverage: 2 } }`,
      "account.margin: is a matter of perp",
    ],
    [
      "leverage on spot",
      `${SPOT}instruments: { BTC/USDT: { leverage: 2 } }`,
      "instruments.BTC/USDT.leverage: is a matter of perpetuals; name the symbol BASE/QUOTE:QUOTE, or write kind: linear",
    ],
    [
      "funding of spot",
      `${SPOT}data: { funding: { BTC/USDT: f.csv } }`,
      "data.funding.BTC/USDT: is spot, which pays no",
    ],
    [
      "a perpetual margined in its base asset",
      SPOT.replace("BTC/USDT", "BTC/USD:BTC"),
      "exchange.symbols[0]: settles in BTC; only perpetuals that settle in their quote currency (USD) are known",
    ],
    [
      "fees paid in the currency of the account",
      `${SPOT}account: { feeAsset: { asset: USDT, amount: 1, price: 1 } }`,
      "account.feeAsset.asset: is the currency of the account",
    ],
    [
      "a fee asset that another symbol would price",
      `${SPOT}account: { feeAsset: { asset: BNB, amount: 1, price: 1, symbol: BTC/USDT } }`,
      "account.feeAsset.symbol: prices no BNB in USDT",
    ],
    [
      "a fee asset whose symbol is not traded, and that no traded one could price",
      `${SPOT}account: { feeAsset: { asset: BNB, amount: 1, price: 1, symbol: BNB/USDT } }`,
      "account.feeAsset.symbol: is not among exchange.symbols.",
    ],
  ])("is none for %s", (_, text, message) => expect(complaints(text)).toEqual([expect.stringContaining(message)]));

  it("takes no other asset's symbol for the one that was meant", () => {
    const text = `${SPOT}account: { feeAsset: { asset: BNB, amount: 1, price: 1, symbol: BNB/USDT } }`;
    expect(complaints(text).join()).not.toContain("Did you mean");
    const asset = text.replace("asset: BNB", "asset: BTC").replace("BNB/USDT", "BTC/USD");
    expect(complaints(asset).join(), "of the same asset").toContain('Did you mean "BTC/USDT"?');
  });

  it("is asked about all that can be asked while other sections are broken", () => {
    const text = `${SPOT}risk: 5\nseed: x\naccount: { margin: { leverage: 2 } }\nbacktest: { intrabar: drilldown, fees: 1 }`;
    const found = complaints(text);
    expect(found).toHaveLength(4);
    expect(found.join()).toContain("account.margin: is a matter of perpetuals");
    expect(found.join(), "what the broken section says is not judged").not.toContain("drilldown");
  });
});

function detail(timeframe: string): string {
  return `${SPOT}data: { detail: { timeframe: ${timeframe}, files: { BTC/USDT: m.csv } } }`;
}
