import { describe, expect, it } from "vitest";
import { venueOf } from "../../../test/broker-venue.js";
import { BadBrokerError } from "../bad-broker-error.js";
import type { SlippageModel } from "./slippage-model.js";

const model = (price: SlippageModel["price"]): SlippageModel => ({ name: "eager", price, describe: () => "eager" });

/** A buy of one unit at the open, 100, under a slippage model; sold again in the next bar. */
function tradeUnder(price: SlippageModel["price"]) {
  const { send, flat, fills } = venueOf({ slippage: model(price) });
  send();
  flat(100);
  send({ side: "sell" });
  flat(100);
  return fills.map((fill) => fill.price);
}

describe("a model of slippage", () => {
  it("may cost nothing, or much", () => {
    expect(tradeUnder(({ price }) => price)).toEqual([100, 100]);
    expect(tradeUnder(({ side }) => (side === "buy" ? 150 : 50))).toEqual([150, 50]);
  });

  it("may miss its own price by the noise of doubles", () => {
    expect(tradeUnder(({ side, price }) => price * (side === "buy" ? 1 - 1e-15 : 1 + 1e-15))).toEqual([100, 100]);
  });

  it("cannot help a buy, and is named with symbol, side and bar", () => {
    expect(() => tradeUnder(() => 99.99)).toThrow(BadBrokerError);
    expect(() => tradeUnder(() => 99.99)).toThrow(
      'slippage model "eager" gave 99.99 for a buy of BTC/USDT at 100 in the bar of 1970-01-01T00:00:00.000Z: ' +
        "slippage never helps, so return a finite price of 100 or more",
    );
  });

  it("cannot help a sale", () => {
    expect(() => tradeUnder(({ side }) => (side === "buy" ? 100 : 100.01))).toThrow(
      /100\.01 for a sell of BTC\/USDT at 100 in the bar of 1970-01-01T00:01:00.000Z: .* above 0, of 100 or less$/,
    );
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, 0, -1, undefined, "101"])(
    "cannot give %s to either side",
    (slipped) => {
      for (const side of ["buy", "sell"])
        expect(() => tradeUnder((context) => (context.side === side ? (slipped as number) : context.price))).toThrow(
          BadBrokerError,
        );
    },
  );
});
