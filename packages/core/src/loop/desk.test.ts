import { describe, expect, it } from "vitest";
import { limit, MINUTE, run, sent } from "../../test/desk-harness.js";
import { barsFrom, type Scripted, saying, scripted, signalOf, updateOf } from "../../test/loop-harness.js";
import { instrument } from "../market/instrument.js";
import { instrumentHistory } from "../market/instrument-history.js";
import type { Bracket } from "../order/order.js";

const PERPETUAL = { kind: "linear" } as const;

const approving =
  (bracket: Bracket, quantity = 1) =>
  ({ risk }: Scripted) => {
    risk.verdict = ({ signal }) => ({
      status: "approved",
      order: { side: signal.signal === "LONG" ? "buy" : "sell", quantity, bracket },
      sizing: [],
    });
  };

describe("an entry that works", () => {
  it("is not sent again while the stance repeats", async () => {
    const all = await run([limit(90), limit(90), limit(90), null, limit(90)]);
    expect(sent(all)).toEqual(["buy limit 90 at 0"]);
    expect([all.risk.inputs.length, all.broker.waiting.length]).toEqual([1, 1]);
    expect(all.loop.portfolio.grossNotional, "its value at the close counts").toBe(101);
  });

  it("is replaced when another price is wanted", async () => {
    const all = await run([limit(90), limit(90), limit(91), limit(91)]);
    expect(sent(all)).toEqual(["buy limit 90 at 0", "buy limit 91 at 2"]);
    expect(all.broker.waiting.map(({ request }) => request.limitPrice)).toEqual([91]);
    expect(all.log.filter((line) => line.startsWith("cancel"))).toEqual(["cancel entries 0"]);
    expect(all.loop.lanes[0]!.entering!.limitPrice, "the old one's end does not end the new one").toBe(91);
    expect(all.loop.portfolio.grossNotional).toBe(103);
  });

  it("is replaced by an entry of another type", async () => {
    const all = await run([limit(90), "LONG"]);
    expect(sent(all)).toEqual(["buy limit 90 at 0", "buy market at 1"]);
    expect([all.broker.waiting.length, all.loop.portfolio.position(0).quantity]).toEqual([0, 1]);
  });

  it("is cancelled by FLAT, and may be wanted again", async () => {
    const all = await run([limit(90), "FLAT", "FLAT", limit(90)]);
    expect(sent(all)).toEqual(["buy limit 90 at 0", "buy limit 90 at 3"]);
    const cancelled = await run([limit(90), "FLAT"]);
    expect([cancelled.broker.waiting.length, cancelled.loop.lanes[0]!.entering]).toEqual([0, null]);
    expect(cancelled.loop.portfolio.grossNotional, "nothing is awaited any more").toBe(0);
    expect(cancelled.loop.desk.orders).toEqual({ submitted: 1, rejected: 0 });
  });

  it("gives way to the other side", async () => {
    const all = await run([limit(90), "SHORT"], { rules: PERPETUAL });
    expect(sent(all)).toEqual(["buy limit 90 at 0", "sell market at 1"]);
    expect([all.broker.waiting.length, all.loop.portfolio.position(0).side]).toEqual([0, "short"]);
  });

  it("is cancelled, not replaced, where risk refuses the new one", async () => {
    const all = await run([limit(90), limit(91)], {}, ({ risk }) => {
      risk.verdict = () =>
        risk.inputs.length === 1
          ? { status: "approved", order: { side: "buy", quantity: 1 }, sizing: [] }
          : { status: "refused", rule: "maxNotional", limit: 1, observed: 2 };
    });
    expect([sent(all), all.broker.waiting]).toEqual([["buy limit 90 at 0"], []]);
    expect([all.loop.lanes[0]!.entering, all.loop.portfolio.grossNotional]).toEqual([null, 0]);
  });

  it.each(["rejected", "cancelled", "expired"] as const)(
    "and is %s by the venue is awaited no more",
    async (status) => {
      const all = await run([limit(90), null, limit(90)], {}, undefined, ({ loop, broker }, minute) => {
        if (minute === 2) loop.desk.order(updateOf(broker.requests[0]!, status, { reason: "because" }));
      });
      expect(sent(all)).toEqual(["buy limit 90 at 0", "buy limit 90 at 2"]);
      expect(all.loop.desk.orders.rejected).toBe(status === "rejected" ? 1 : 0);
    },
  );

  it("counts for what of it still waits, and for nothing once it has filled", async () => {
    const exposed: number[][] = [];
    const all = await run(["LONG", null, null, null], {}, ({ loop, broker }) => {
      broker.most = 0.4;
      loop.bus.on("fill", () => {
        const { notional, awaited } = loop.portfolio.positions[0]!;
        exposed.push([notional, awaited]);
      });
    });
    expect(exposed.flat()).toEqual(
      [0.4 * 101, 0.6 * 101, 0.8 * 102, 0.2 * 102, 103, 0].map((x) => expect.closeTo(x, 9)),
    );
    expect([all.loop.lanes[0]!.entering, all.loop.portfolio.grossNotional]).toEqual([null, 105]);
  });

  it("and has filled in part is left by FLAT: the rest is cancelled, what is held is sold", async () => {
    const all = await run(["LONG", "FLAT"], {}, ({ broker }) => {
      broker.most = 0.4;
    });
    expect(all.broker.requests.map(({ side, quantity }) => [side, quantity])).toEqual([
      ["buy", 1],
      ["sell", 0.4],
    ]);
    expect(all.loop.portfolio.position(0).quantity).toBe(0);
    expect([all.broker.waiting, all.loop.portfolio.grossNotional]).toEqual([[], 0]);
  });

  it("on its way in parts is not topped up by the same stance", async () => {
    const all = await run(["LONG", "LONG", "LONG", "LONG", "LONG"], {}, ({ broker }) => {
      broker.most = 0.4;
    });
    expect([sent(all), all.loop.portfolio.position(0).quantity]).toEqual([["buy market at 0"], 1]);
  });
});

describe("an exit that works", () => {
  it("is not sent again, and comes to its end before anything else is done", async () => {
    const all = await run(["LONG", "FLAT", "FLAT", "LONG", "LONG", "LONG"], {}, ({ broker }) => {
      broker.most = 0.5;
    });
    // bought in two parts, so FLAT after the first sells one half
    expect(sent(all)).toEqual(["buy market at 0", "sell exit at 1", "buy market at 3"]);
    const slow = await run(["LONG", null, "FLAT", "SHORT", "LONG", "LONG"], { rules: PERPETUAL }, ({ broker }) => {
      broker.most = 0.5;
    });
    expect(sent(slow)).toEqual(["buy market at 0", "sell exit at 2", "buy market at 4"]);
  });

  it("that was rejected is sent again at the next close", async () => {
    const all = await run(["LONG", "FLAT", "FLAT"], {}, ({ broker }) => {
      broker.rejects = ({ reduceOnly }) => (reduceOnly && broker.requests.length === 2 ? "busy" : null);
    });
    expect(sent(all)).toEqual(["buy market at 0", "sell exit at 1", "sell exit at 2"]);
    expect([all.loop.desk.orders.rejected, all.loop.portfolio.position(0).side]).toEqual([1, null]);
  });

  it("that is dust writes the position off, and is no rejection", async () => {
    const trades: unknown[] = [];
    const all = await run(["LONG", "FLAT", null], {}, ({ broker, loop }) => {
      broker.rejects = ({ reduceOnly }) => (reduceOnly ? "dust" : null);
      loop.bus.on("position", (_position, _lane, trade) => void trades.push(trade?.exitReason ?? null));
    });
    expect(trades).toEqual([null, "signal"]);
    expect(all.loop.portfolio.position(0).side).toBeNull();
    expect(all.loop.portfolio.trades).toMatchObject([{ exitReason: "signal", dust: 102, pnl: -101 }]);
    expect(all.loop.portfolio.costs).toMatchObject({ dust: 102, dustCount: 1 });
    expect([all.loop.desk.orders.rejected, all.loop.lanes[0]!.leaving]).toEqual([0, null]);
  });
});

it("what is left of an exit as dust is written off too, for the reason of that exit", async () => {
  const all = await run(["LONG", "FLAT", null, null], {}, ({ broker, loop }) => {
    loop.bus.on("fill", ({ side }) => {
      broker.most = 0.4;
      if (side === "buy") return;
      const { request } = broker.waiting[0]!;
      broker.waiting = [];
      loop.desk.order(updateOf(request, "cancelled", { filled: 0.4, reason: "dust", exitReason: "stop-loss" }));
    });
  });
  expect(all.loop.portfolio.trades).toMatchObject([{ exitReason: "stop-loss", exits: undefined }]);
  expect([all.loop.portfolio.position(0).side, all.loop.lanes[0]!.spentStance]).toEqual([null, null]);
});

it("an entry above the close takes up what it will cost", async () => {
  const awaited: number[] = [];
  await run(
    [signalOf("LONG", { entry: { type: "stop", stopPrice: 150 } }), null],
    {},
    undefined,
    ({ loop }, minute) => {
      if (minute === 1) awaited.push(loop.portfolio.grossNotional);
    },
  );
  expect(awaited).toEqual([150]);
});

describe("a time stop", () => {
  it.each([
    ["of two bars", { bars: 2 }, 2],
    ["of two minutes", { ms: 2 * MINUTE }, 2],
    ["of one bar, or an hour", { bars: 1, ms: 60 * MINUTE }, 1],
    ["of an hour", { ms: 60 * MINUTE }, null],
  ])("%s leaves at the next open, and spends the stance", async (_name, timeStop, at) => {
    const all = await run(["LONG", "LONG", "LONG", "LONG", "LONG", "LONG"], {}, approving({ timeStop }));
    const exit = at === null ? [] : [`sell exit at ${at}`];
    expect(sent(all)).toEqual(["buy market at 0", ...exit]);
    expect(all.loop.portfolio.trades.map(({ exitReason, exitTime }) => [exitReason, exitTime / MINUTE])).toEqual(
      at === null ? [] : [["time-stop", at + 1]],
    );
  });

  it("needs no word of the strategy, and lets it enter again after one", async () => {
    const all = await run(["LONG", null, null, null, "LONG"], {}, approving({ timeStop: { bars: 1 } }));
    expect(sent(all)).toEqual(["buy market at 0", "sell exit at 1", "buy market at 4", "sell exit at 5"]);
  });

  it("may be followed by the other side at the same close", async () => {
    const words = ["LONG", "SHORT", "SHORT", "SHORT", null, "SHORT"];
    const all = await run(words, { rules: PERPETUAL }, approving({ timeStop: { bars: 1 } }));
    expect(sent(all)).toEqual([
      "buy market at 0",
      "sell exit at 1",
      "sell market at 1",
      "buy exit at 2",
      "sell market at 5",
    ]);
    expect(all.loop.portfolio.trades.map(({ exitReason }) => exitReason)).toEqual(["time-stop", "time-stop"]);
  });

  it("of an earlier position does not hang over the next one", async () => {
    const all = await run(["LONG", "FLAT", "LONG", "LONG", "LONG", "LONG"], {}, ({ risk }) => {
      risk.verdict = () => {
        const bracket = risk.inputs.length === 1 ? { timeStop: { bars: 2 } } : undefined;
        return { status: "approved", order: { side: "buy", quantity: 1, bracket }, sizing: [] };
      };
    });
    expect(sent(all)).toEqual(["buy market at 0", "sell exit at 1", "buy market at 2"]);
  });
});

describe("what closes together", () => {
  it("acts in the order of streams and lanes, exits before entries of the same lane", async () => {
    const sources = ["BTC/USDT", "ETH/USDT"].map((symbol) => ({
      symbol,
      timeframe: "1m" as const,
      columns: barsFrom([100, 101, 102]),
    }));
    const all = scripted(
      [
        { stream: 1, strategy: saying(["LONG", "SHORT"]) },
        { stream: 0, strategy: saying(["SHORT", "LONG"]) },
        { stream: 1, strategy: saying(["SHORT", "LONG"]) },
        { stream: 0, strategy: saying(["LONG"]) },
      ],
      { sources, rules: PERPETUAL },
    );
    await all.loop.run();
    expect(all.broker.requests.map(({ lane, side, reduceOnly }) => [lane, side, reduceOnly])).toEqual([
      [1, "sell", false],
      [3, "buy", false],
      [0, "buy", false],
      [2, "sell", false],
      [1, "buy", true],
      [1, "buy", false],
      [0, "sell", true],
      [0, "sell", false],
      [2, "buy", true],
      [2, "buy", false],
    ]);
  });
});

describe("rules of the instrument that change", () => {
  it("hold from the bar on that opens then: for risk, the lane, the position and the broker", async () => {
    const history = instrumentHistory("BTC/USDT", { tick: 0.01, step: 0.001 }, [
      { from: 2 * MINUTE, step: 0.1 },
      { from: 2 * MINUTE + 1, minNotional: 7 },
    ]);
    let known: readonly { step: number; minNotional: number }[] = [];
    const seen: number[][] = [];
    const all = await run(["LONG", "FLAT", "LONG", "FLAT", "LONG"], { instruments: [history] }, ({ loop, broker }) => {
      const open = broker.open.bind(broker);
      broker.open = (context) => {
        known = context.instruments;
        open(context);
      };
      loop.bus.on("bar", ({ openTime }) => {
        const rules = [loop.lanes[0]!.instrument, loop.portfolio.positions[0]!.instrument, known[0]!];
        seen.push([openTime / MINUTE, ...rules.flatMap(({ step, minNotional }) => [step, minNotional])]);
      });
    });
    expect(seen).toEqual([
      [0, 0.001, 0, 0.001, 0, 0.001, 0],
      [1, 0.001, 0, 0.001, 0, 0.001, 0],
      [2, 0.1, 0, 0.1, 0, 0.1, 0],
      ...[3, 4, 5].map((minute) => [minute, 0.1, 7, 0.1, 7, 0.1, 7]),
    ]);
    expect(all.risk.inputs.map((input) => input.instrument!.step)).toEqual([0.001, 0.1, 0.1]);
  });

  it("leave other symbols alone", async () => {
    const sources = ["BTC/USDT", "ETH/USDT"].map((symbol) => ({
      symbol,
      timeframe: "1m" as const,
      columns: barsFrom([100, 101, 102]),
    }));
    const all = scripted(
      [0, 1].map((stream) => ({ stream, strategy: saying([]) })),
      {
        sources,
        instruments: [
          instrumentHistory("BTC/USDT", {}, [{ from: 1, step: 0.5 }]),
          instrument("ETH/USDT", { step: 0.25 }),
        ],
      },
    );
    await all.loop.run();
    expect(all.loop.lanes.map((lane) => lane.instrument.step)).toEqual([0.5, 0.25]);
  });
});

describe("the listener", () => {
  it("books funding, tells of it, and counts what the intrabar rule decided", async () => {
    const heard: unknown[] = [];
    const funding = { lane: 0, symbol: "BTC/USDT", time: 0, rate: 0.01, price: 100, payment: 1 };
    const all = await run(["LONG"], { rules: PERPETUAL }, ({ loop }) => {
      loop.bus.on("funding", (payment) => void heard.push(payment));
      loop.bus.once("equity", () => loop.desk.funding(funding));
    });
    expect([heard, all.loop.portfolio.costs.funding]).toEqual([[funding], 1]);
    expect(all.loop.portfolio.equity).toBe(10_000 - 1 + 4);
    const fill = { orderId: "x", lane: 0, symbol: "BTC/USDT", side: "sell", quantity: 1, remaining: 0 } as const;
    const how = { price: 105, referencePrice: 105, fee: 0, liquidity: "taker", time: 0, ambiguous: true } as const;
    all.loop.desk.fill({ ...fill, ...how });
    expect([all.loop.desk.ambiguousFills, all.loop.portfolio.trades[0]!.ambiguous]).toEqual([1, true]);
  });

  it("wants every step of an order only while somebody listens", () => {
    const { loop } = scripted(saying([]));
    expect(loop.desk.hearsOrders).toBe(false);
    const stop = loop.bus.on("order", () => {});
    expect(loop.desk.hearsOrders).toBe(true);
    stop();
    expect(loop.desk.hearsOrders).toBe(false);
  });
});

it("a refusal that has a name of its own is counted under it", async () => {
  const { loop } = await run(["LONG", "LONG", "LONG"], {}, ({ risk }) => {
    let asked = 0;
    risk.verdict = () => {
      const why = [
        { rule: "plugin", name: "even-hours" },
        { rule: "unsized", name: "kelly" },
        { rule: "margin" },
      ] as const;
      return { status: "refused", limit: 1, observed: 2, ...why[asked++]! };
    };
  });
  expect(loop.desk.refusals).toEqual({ "plugin:even-hours": 1, "unsized:kelly": 1, margin: 1 });
});
