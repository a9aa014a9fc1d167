import { instrument } from "@bellwether/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BadBrokerError } from "../bad-broker-error.js";
import { type SlippageConfig, slippageModel, slippageSchema } from "./slippage.js";
import type { SlippageContext, SlippageModel } from "./slippage-model.js";

const context: SlippageContext = {
  side: "buy",
  quantity: 10,
  price: 100,
  open: 100,
  high: 100.5,
  low: 99.5,
  close: 100,
  volume: 1_000,
  instrument: instrument("BTC/USDT"),
  averageVolume: Number.NaN,
  volatility: Number.NaN,
};

const priceOf = (config: SlippageConfig, more: Partial<SlippageContext> = {}) =>
  slippageModel(config)!.price({ ...context, ...more });

describe("a slippage model by name", () => {
  it.each<[string, SlippageConfig, Partial<SlippageContext>, number]>([
    ["fixed: a share of the price", { type: "fixed", bps: 10 }, {}, 100.1],
    ["fixed, selling", { type: "fixed", bps: 10 }, { side: "sell" }, 99.9],
    ["fixed, in short", { bps: 10 }, {}, 100.1],
    ["fixed, kept inside the bar", { bps: 100, withinBar: true }, {}, 100.5],
    ["half-spread: half of it", { type: "half-spread", spreadBps: 10 }, {}, 100.05],
    ["half-spread, selling", { type: "half-spread", spreadBps: 10 }, { side: "sell" }, 99.95],
    // Zipline's documented form: price × (1 ± 0.1 × (10 ÷ 1000)²)
    ["volume-share: by the square of the share", { type: "volume-share" }, {}, 100 * (1 + 0.1 * 0.01 ** 2)],
    ["volume-share: a tenth of the bar", { type: "volume-share", impact: 0.1 }, { quantity: 100 }, 100.1],
    ["volume-share: more than the bar counts as all of it", { type: "volume-share" }, { quantity: 5_000 }, 110],
    ["volume-share: a bar without volume", { type: "volume-share" }, { volume: 0, side: "sell" }, 90],
    [
      "square-root: 2 % a bar, a hundredth of the volume",
      { type: "square-root" },
      { averageVolume: 1_000, volatility: 0.02 },
      100.2,
    ],
    [
      "square-root: twice as much",
      { type: "square-root", factor: 2 },
      { averageVolume: 1_000, volatility: 0.02 },
      100.4,
    ],
    ["square-root: before there are enough bars", { type: "square-root" }, {}, 100],
  ])("%s", (_name, config, more, price) => {
    expect(priceOf(config, more)).toBeCloseTo(price, 12);
  });

  it("is none where nothing slips, so that nobody is asked", () => {
    expect(slippageModel({ type: "none" })).toBeNull();
    expect(slippageModel({ bps: 0 })).toBeNull();
  });

  it("describes itself in the form that it is made from", () => {
    const configs: SlippageConfig[] = [
      { type: "fixed", bps: 3, withinBar: false },
      { type: "half-spread", spreadBps: 4 },
      { type: "volume-share", impact: 0.1 },
      { type: "square-root", factor: 1, bars: 20 },
    ];
    for (const config of configs) expect(slippageModel(config)!.describe()).toEqual(config);
  });

  it("may be a plugin's own", () => {
    const own: SlippageModel = { name: "own", price: ({ price }) => price + 1, describe: () => "own" };
    expect(slippageModel(own)).toBe(own);
  });

  it.each([
    { bps: -1 },
    { bps: 10_000 },
    { bps: Number.NaN },
    { bps: 1, spread: 2 },
    { type: "fixed" },
    { type: "fixed", bps: 1, impact: 0 },
    { type: "volume-share", impact: -1 },
    { type: "square-root", bars: 2 },
    { type: "cubic" },
  ])("refuses %o", (config) => {
    expect(() => slippageModel(config as SlippageConfig)).toThrow(BadBrokerError);
    expect(slippageSchema.safeParse(config).success).toBe(false);
  });

  it("never helps the order, and hurts more the larger it is", () => {
    const configs = fc.constantFrom<SlippageConfig>(
      { bps: 7 },
      { type: "half-spread", spreadBps: 9 },
      { type: "volume-share" },
      { type: "square-root" },
    );
    const quantity = fc.double({ min: 1e-6, max: 1e4, noNaN: true });
    const sides = fc.constantFrom("buy" as const, "sell" as const);
    fc.assert(
      fc.property(configs, sides, quantity, quantity, (config, side, one, other) => {
        const market = { side, averageVolume: 1_000, volatility: 0.02 };
        const sign = side === "buy" ? 1 : -1;
        const cost = (size: number) => (priceOf(config, { ...market, quantity: size }) - 100) * sign;
        expect(cost(one)).toBeGreaterThanOrEqual(0);
        expect(cost(Math.max(one, other))).toBeGreaterThanOrEqual(cost(Math.min(one, other)));
      }),
    );
  });
});
