import { describe, expect, it } from "vitest";
import { type Ohlc, venueOf } from "../../test/broker-venue.js";

const NONE: Ohlc = [Number.NaN, Number.NaN, Number.NaN, Number.NaN, Number.NaN];

describe.each(["spot", "linear"] as const)("a bar without a price, %s", (kind) => {
  it("fills nothing and writes nothing off: what rests waits for the next price", () => {
    const { send, bar, flat, story, ends } = venueOf({ rules: { kind } });
    send({ bracket: { stopLoss: { price: 95 } } });
    bar(NONE);
    flat(100);
    send({ side: "sell", reduceOnly: true, exitReason: "signal" });
    bar(NONE);
    flat(101);
    expect(story()).toEqual(["buy at 100", "signal at 101"]);
    expect(ends()).toEqual(["o1 filled", "o2 filled"]);
  });

  it("that is the last leaves what is open at the last price there was", () => {
    const { send, bar, flat, broker, story } = venueOf({ rules: { kind } });
    send();
    flat(100);
    flat(103);
    broker.finalize(0, 0, bar(NONE));
    expect(story()).toEqual(["buy at 100", "end-of-data at 103"]);
  });

  it("half of a price is none", () => {
    const { send, bar, story } = venueOf({ rules: { kind } });
    send();
    bar([100, Number.NaN, 99, 100]);
    bar([100, 101, 0, 100]);
    expect(story()).toEqual([]);
  });
});
