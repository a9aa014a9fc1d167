import { describe, expect, it } from "vitest";
import { instrument } from "./instrument.js";
import { BadInstrumentError } from "./instrument-spec.js";

describe("an instrument", () => {
  it("has fine steps, no minimums and fees of 0.1 % unless told", () => {
    const { prices, quantities, ...spec } = instrument("BTC/USDT");
    expect(spec).toEqual({
      symbol: "BTC/USDT",
      base: "BTC",
      quote: "USDT",
      tick: 1e-8,
      step: 1e-8,
      minQuantity: 0,
      minNotional: 0,
      maker: 0.001,
      taker: 0.001,
      contractSize: 1,
      kind: "spot",
      feeIn: "quote",
      feeTiers: [],
      leverage: 1,
      marginMode: "cross",
      marginTiers: [{ maintenanceRate: 0.005, maxLeverage: 125 }],
      liquidationFee: 0.0125,
    });
    expect([prices.step, quantities.step]).toEqual([1e-8, 1e-8]);
  });

  it("is frozen, and knows the symbol of a perpetual", () => {
    const perpetual = instrument("BTC/USDT:USDT", { tick: 0.5 });
    expect(Object.isFrozen(perpetual)).toBe(true);
    expect([perpetual.base, perpetual.quote, perpetual.prices.step]).toEqual(["BTC", "USDT", 0.5]);
  });

  it.each(["BTCUSDT", "BTC/", "/USDT", "BTC/USDT/X", "BTC / USDT", "", "A".repeat(99)])("refuses %j", (symbol) => {
    expect(() => instrument(symbol)).toThrow(BadInstrumentError);
    expect(() => instrument(symbol)).toThrow('a symbol reads BASE/QUOTE, such as "BTC/USDT"');
  });

  it.each([
    [{ tick: 0 }, "tick must be a positive decimal"],
    [{ step: Number.NaN }, "step must be a positive decimal"],
    [{ minQuantity: -1 }, "minQuantity must not be negative"],
    [{ minNotional: Number.POSITIVE_INFINITY }, "minNotional must not be negative"],
    [{ taker: 1 }, "the taker fee is a fraction of notional"],
    [{ maker: Number.NaN }, "the maker fee is a fraction of notional"],
    [{ contractSize: 0 }, "contractSize must be positive"],
  ])("refuses %j, naming symbol and rule", (rules, problem) => {
    expect(() => instrument("BTC/USDT", rules)).toThrow(BadInstrumentError);
    expect(() => instrument("BTC/USDT", rules)).toThrow(`BTC/USDT: ${problem}`);
  });
});
