import { describe, expect, it } from "vitest";
import type { ConfigError } from "./config-error.js";
import { parseConfig } from "./parse-config.js";
import { RunConfig } from "./run-config.js";
import { symbolRulesOf } from "./symbol-rules.js";

const PERPETUAL = "BTC/USDT:USDT";
const HEAD = `exchange: { symbols: [BTC/USDT, "${PERPETUAL}"], timeframe: 1h }\nstrategy: { type: a }\n`;
const parse = (text: string) => parseConfig(HEAD + text, RunConfig, { file: "run.yaml" }).value;
const own = (rules: string) => `instruments: { "${PERPETUAL}": ${rules} }`;

function complaint(text: string): string {
  try {
    parse(text);
  } catch (error) {
    return (error as ConfigError).message;
  }
  return "accepted";
}

describe("the rules of a symbol", () => {
  it("are its own, over the account's margin, over the fees of the backtest", () => {
    const run = parse(
      `account: { margin: { mode: isolated, leverage: 5 } }\nbacktest: { fees: { maker: 0.0002 } }\n${own("{ leverage: 3, taker: 0.0004, tick: 0.1 }")}`,
    );
    expect(symbolRulesOf(run, PERPETUAL)).toEqual({
      maker: 0.0002,
      taker: 0.0004,
      marginMode: "isolated",
      leverage: 3,
      tick: 0.1,
      history: [],
    });
  });

  it("have no margin on spot", () => {
    const run = parse("account: { margin: { mode: isolated, leverage: 5 } }");
    expect(symbolRulesOf(run, "BTC/USDT")).toEqual({ maker: 0.001, taker: 0.001, history: [] });
  });

  it("carry their changes with dates as epoch ms", () => {
    const run = parse(own("{ history: [{ from: 2020-01-01, tick: 0.1 }, { from: 2021-01-01T12:00, taker: 0.0005 }] }"));
    expect(symbolRulesOf(run, PERPETUAL).history).toEqual([
      { from: Date.UTC(2020, 0, 1), tick: 0.1 },
      { from: Date.UTC(2021, 0, 1, 12), taker: 0.0005 },
    ]);
  });
});

describe("rules that contradict are refused where they are said:", () => {
  const TIERS =
    "marginTiers: [{ upTo: 50000, maintenanceRate: 0.01, maxLeverage: 20 }, { maintenanceRate: 0.05, maxLeverage: 5 }]";

  it.each([
    [
      "leverage beyond the margin table",
      own(`{ ${TIERS}, leverage: 50 }`),
      "instruments.BTC/USDT:USDT.leverage: leverage lies in (0, 20], got 50",
    ],
    [
      "leverage of the account beyond the margin table",
      `account: { margin: { leverage: 50 } }\n${own(`{ ${TIERS} }`)}`,
      "account.margin.leverage: leverage lies in (0, 20], got 50",
    ],
    [
      "leverage of the account beyond what any venue gives",
      "account: { margin: { leverage: 500 } }",
      "account.margin.leverage: leverage lies in (0, 125], got 500",
    ],
    [
      "margin tiers that fall",
      own(
        "{ marginTiers: [{ upTo: 9, maintenanceRate: 0.1, maxLeverage: 5 }, { maintenanceRate: 0.05, maxLeverage: 5 }] }",
      ),
      "instruments.BTC/USDT:USDT.marginTiers: maintenance rates are fractions that never fall",
    ],
    [
      "fee tiers that do not rise",
      own("{ feeTiers: [{ volume: 9, maker: 0, taker: 0 }, { volume: 9, maker: 0, taker: 0 }] }"),
      "instruments.BTC/USDT:USDT.feeTiers: fee tiers have rising volumes above 0, got 9 after 9",
    ],
    [
      "fees in the base asset of a perpetual",
      own("{ feeIn: base }"),
      "instruments.BTC/USDT:USDT.feeIn: a perpetual pays its fees in the quote currency",
    ],
    [
      "changes that do not follow each other",
      own("{ history: [{ from: 2021-01-01 }, { from: 2020-01-01T06:00:00Z, tick: 1 }] }"),
      "history[1].from: dated rules are in rising order of from, and 2020-01-01T06:00:00Z is not after 2021-01-01",
    ],
    [
      "a margin table that came to forbid the leverage",
      own(
        "{ leverage: 50, history: [{ from: 2021-01-01, tick: 1, marginTiers: [{ maintenanceRate: 0.05, maxLeverage: 20 }] }] }",
      ),
      "instruments.BTC/USDT:USDT.history[0].marginTiers: leverage lies in (0, 20], got 50",
    ],
    [
      "a tick that is no decimal step",
      own("{ tick: 1.23456789012e-17 }"),
      "instruments.BTC/USDT:USDT.tick: tick must be a positive decimal such as 0.01",
    ],
  ])("%s", (_, text, message) => expect(complaint(text)).toContain(message));
});
