import { describe, expect, it } from "vitest";
import { instrument } from "./instrument.js";
import { BadInstrumentError, type InstrumentRules } from "./instrument-spec.js";

const tier = (upTo: number | undefined, maintenanceRate: number, maxLeverage: number) => ({
  ...(upTo === undefined ? {} : { upTo }),
  maintenanceRate,
  maxLeverage,
});

describe("rules of an instrument", () => {
  it.each<[string, InstrumentRules]>([
    ["rebates", { maker: -0.0002 }],
    ["no fees", { maker: 0, taker: 0, liquidationFee: 0 }],
    ["a spot market with fees in base units", { feeIn: "base" }],
    [
      "rising fee tiers",
      {
        feeTiers: [
          { volume: 1, maker: 0, taker: 0.1 },
          { volume: 2, maker: -0.1, taker: 0 },
        ],
      },
    ],
    ["leverage up to that of the first tier", { leverage: 125 }],
    ["leverage below 1", { leverage: 0.5 }],
    ["tiers of equal maintenance", { marginTiers: [tier(10, 0.01, 20), tier(undefined, 0.01, 10)] }],
    ["a tier that may lose all of its margin", { marginTiers: [tier(undefined, 0.05, 20)], leverage: 20 }],
  ])("may be %s", (_name, rules) => {
    expect(instrument("BTC/USDT", rules)).toMatchObject(rules);
  });

  it.each<[InstrumentRules, string]>([
    [{ minQuantity: Number.NaN }, "minQuantity must not be negative, got NaN"],
    [{ minNotional: -5 }, "minNotional must not be negative, got -5"],
    [{ maker: -1 }, "the maker fee is a fraction of notional (0.001 is 0.1 %), got -1"],
    [{ taker: "0.1" as never }, "the taker fee is a fraction of notional"],
    [{ contractSize: Number.POSITIVE_INFINITY }, "contractSize must be positive, got Infinity"],
    [{ kind: "inverse" as never }, 'kind is spot or linear, got "inverse"'],
    [{ feeIn: "bnb" as never }, 'feeIn is quote or base, got "bnb"'],
    [{ feeIn: "base", kind: "linear" }, "a perpetual pays its fees in the quote currency"],
    [{ marginMode: "portfolio" as never }, 'marginMode is cross or isolated, got "portfolio"'],
    [{ liquidationFee: -0.01 }, "liquidationFee is a fraction of notional, got -0.01"],
    [{ liquidationFee: 1 }, "liquidationFee is a fraction of notional, got 1"],
    [{ liquidationFee: Number.NaN }, "liquidationFee is a fraction of notional, got NaN"],
    [{ feeTiers: [{ volume: 0, maker: 0, taker: 0 }] }, "fee tiers have rising volumes above 0, got 0 after 0"],
    [
      {
        feeTiers: [
          { volume: 2, maker: 0, taker: 0 },
          { volume: 2, maker: 0, taker: 0 },
        ],
      },
      "fee tiers have rising volumes above 0, got 2 after 2",
    ],
    [
      { feeTiers: [{ volume: Number.NaN, maker: 0, taker: 0 }] },
      "fee tiers have rising volumes above 0, got NaN after 0",
    ],
    [
      { feeTiers: [{ volume: 1, maker: 0, taker: 2 }] },
      "the fees of a tier are fractions of notional, got maker 0, taker 2",
    ],
    [{ marginTiers: [] }, "a margin table has at least one tier"],
    [{ marginTiers: [tier(10, 0.01, 10)] }, "every margin tier but the last says how far it goes (upTo)"],
    [
      { marginTiers: [tier(undefined, 0.01, 10), tier(undefined, 0.02, 5)] },
      "every margin tier but the last says how far it goes (upTo)",
    ],
    [
      { marginTiers: [tier(10, 0.01, 10), tier(10, 0.02, 5), tier(undefined, 0.03, 4)] },
      "margin tiers rise, got upTo 10 after 10",
    ],
    [
      { marginTiers: [tier(Number.NaN, 0.01, 10), tier(undefined, 0.02, 5)] },
      "margin tiers rise, got upTo NaN after 0",
    ],
    [
      { marginTiers: [tier(10, 0.02, 10), tier(undefined, 0.01, 5)] },
      "maintenance rates are fractions that never fall from tier to tier, got 0.01",
    ],
    [{ marginTiers: [tier(undefined, 1, 1)] }, "maintenance rates are fractions that never fall"],
    [
      { marginTiers: [tier(undefined, 0.05, 21)] },
      "at maxLeverage 21 a new position would be below its maintenance margin at once",
    ],
    [{ marginTiers: [tier(undefined, 0.05, 0.5)] }, "at maxLeverage 0.5"],
    [{ leverage: 126 }, "leverage lies in (0, 125], got 126"],
    [{ leverage: 0 }, "leverage lies in (0, 125], got 0"],
    [{ leverage: Number.NaN }, "leverage lies in (0, 125], got NaN"],
  ])("may not be %j", (rules, problem) => {
    expect(() => instrument("BTC/USDT", rules)).toThrow(BadInstrumentError);
    expect(() => instrument("BTC/USDT", rules)).toThrow(`BTC/USDT: ${problem}`);
  });
});
