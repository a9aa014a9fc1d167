import fc from "fast-check";
import { expect, it } from "vitest";
import { BarStore } from "../frame/bar-store.js";
import { instrument } from "../market/instrument.js";
import { Position } from "../portfolio/position.js";
import { Lane } from "./lane.js";

const btc = instrument("BTC/USDT");
const silent = { warmup: 0, generateSignal: () => null };
const makeLane = () =>
  new Lane(
    0,
    "cross",
    "BTC/USDT",
    0,
    btc,
    silent,
    new BarStore({ symbol: "BTC/USDT", timeframe: "1m" }),
    new Position(0, "cross", btc, 8, true),
  );

it("names an order by strategy, symbol, bar, leg and attempt, whatever it has named for other bars", () => {
  const times = fc.oneof(
    fc.integer({ min: -1e9, max: 1e9 }),
    fc.integer({ min: Number.MIN_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER }),
    fc.integer({ min: 0, max: 1e6 }).map((minutes) => 1_600_000_000_000 + 60_000 * minutes),
    fc.double(),
    fc.constantFrom(0, -0, 1e8, 99_999_999, 2 ** 53, 1e21),
  );
  fc.assert(
    fc.property(fc.array(times), fc.constantFrom<"entry" | "exit">("entry", "exit"), (decided, leg) => {
      const lane = makeLane();
      let before = Number.NaN;
      let attempt = 1;
      for (const time of decided) {
        attempt = time === before ? attempt + 1 : 1;
        before = time;
        expect(lane.orderId(time, leg)).toBe(`cross:BTC/USDT:${time}:${leg}:${attempt}`);
      }
    }),
  );
  const lane = makeLane();
  expect(lane.orderId(1_700_000_060_000, "exit")).toBe("cross:BTC/USDT:1700000060000:exit:1");
});

it("names the orders of whoever has taken over, from the first attempt on", () => {
  const lane = makeLane();
  lane.orderId(1_700_000_060_000, "entry");
  lane.hand("trend", silent);
  expect(lane.strategy).toBe("trend");
  expect(lane.orderId(1_700_000_120_000, "entry")).toBe("trend:BTC/USDT:1700000120000:entry:1");
});
