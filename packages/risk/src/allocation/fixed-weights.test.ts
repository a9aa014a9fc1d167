import { describe, expect, it } from "vitest";
import { BadAllocationError } from "./errors.js";
import { fixedWeights } from "./fixed-weights.js";

describe("fixed weights", () => {
  it("stand as given, in the order of the keys; what is left stays cash", () => {
    expect([...fixedWeights({ BTC: 0.5, ETH: 0.2 }, ["ETH", "BTC"])]).toEqual([0.2, 0.5]);
    expect([...fixedWeights({ BTC: 0, ETH: 0 }, ["ETH", "BTC"])]).toEqual([0, 0]);
  });
  it("are scaled down to 1 where they exceed it", () => {
    expect([...fixedWeights({ BTC: 3, ETH: 1 }, ["BTC", "ETH"])]).toEqual([0.75, 0.25]);
  });
  it.each([
    ["below zero", { BTC: -0.1 }, ["BTC"], 'the weight of "BTC" must be a fraction of at least 0, not -0.1'],
    ["no number", { BTC: Number.NaN }, ["BTC"], 'the weight of "BTC"'],
    ["endless", { BTC: Number.POSITIVE_INFINITY }, ["BTC"], 'the weight of "BTC"'],
    ["missing", { BTC: 1 }, ["BTC", "ETH"], '"ETH" has no weight'],
    ["missing, of a name that every object has", { BTC: 1 }, ["BTC", "constructor"], '"constructor" has no weight'],
    ["misspelt", { BTCUSD: 1 }, ["BTCUSDT"], '"BTCUSD" has a weight, but nothing trades it. Did you mean "BTCUSDT"?'],
  ])("%s: an error that names it", (_, weights, keys, message) => {
    expect(() => fixedWeights(weights, keys)).toThrow(BadAllocationError);
    expect(() => fixedWeights(weights, keys)).toThrow(message);
  });
});
