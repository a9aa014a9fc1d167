import { describe, expect, it } from "vitest";
import { barsFrom, saying, scripted, signalOf } from "../../test/loop-harness.js";
import { EventBus } from "../bus.js";
import { instrument } from "../market/instrument.js";
import { RISK_RULES } from "../risk/verdict.js";
import type { Strategy } from "../strategy/strategy.js";
import { StrategyFailedError } from "./errors.js";

const MINUTE = 60_000;
/** Shorts need one. */
const PERPETUAL = { kind: "linear" } as const;
const ONE_BAR = [{ symbol: "BTC/USDT", timeframe: "1m" as const, columns: barsFrom([100]) }];

describe("inside one bar", () => {
  it("orders meet the bar, the books mark, risk inspects, the strategy speaks, risk answers, the order rests", async () => {
    const log: string[] = [];
    const { loop } = scripted(saying(["LONG", "FLAT"], { log }), {
      log,
      sources: [{ symbol: "BTC/USDT", timeframe: "1m", columns: barsFrom([100, 101]) }],
    });
    loop.bus.on("equity", (_time, equity) => void log.push(`equity ${equity}`));
    await loop.run();
    expect(log).toEqual([
      "feed 60000",
      "broker meets BTC/USDT 0",
      "equity 10000",
      "risk inspects",
      "strategy speaks at 0",
      "risk answers LONG",
      "submit buy 1",
      "feed 120000",
      "broker meets BTC/USDT 60000",
      "fill buy 1 at 101",
      "equity 10000",
      "risk inspects",
      "strategy speaks at 60000",
      "submit sell 1 reduce-only",
    ]);
  });

  it("the strategy sees the position and the account that the bar has left", async () => {
    const views: unknown[] = [];
    const { loop, risk } = scripted({
      warmup: 0,
      generateSignal(df, context) {
        const { side, quantity, barsHeld, unrealised } = context!.position;
        views.push([df.length, side, quantity, barsHeld, unrealised]);
        return df.length === 1 ? signalOf("LONG") : null;
      },
    });
    await loop.run();
    expect(views.slice(0, 3)).toEqual([
      [1, null, 0, 0, 0],
      [2, "long", 1, 1, 1], // bought at the open of 101, marked at the close of 102
      [3, "long", 1, 2, 2],
    ]);
    expect(risk.inputs[0]).toMatchObject({ equity: 10_000, entryPrice: 101, confidence: 1 });
  });

  it("nothing decided at a close fills before the next open", async () => {
    const { loop } = scripted(saying(["LONG", "SHORT", "LONG", "FLAT"]), { rules: PERPETUAL });
    const fills: [number, number][] = [];
    const decided = new Map<string, number>();
    loop.bus.on("order", (update) => "decidedAt" in update && decided.set(update.id, update.decidedAt));
    loop.bus.on("fill", ({ orderId, time, price }) => {
      fills.push([time, price]);
      expect(time).toBeGreaterThan(decided.get(orderId)!);
    });
    await loop.run();
    expect(fills).toEqual([
      [1 * MINUTE, 101],
      [2 * MINUTE, 102],
      [2 * MINUTE, 102],
      [3 * MINUTE, 103],
      [3 * MINUTE, 103],
      [4 * MINUTE, 104],
    ]);
  });

  it("events are emitted in the order in which things happen", async () => {
    const bus = new EventBus();
    const { loop, risk } = scripted(saying(["LONG", "FLAT"]), { bus });
    const heard: string[] = [];
    for (const name of ["bar", "signal", "verdict", "order", "fill", "position", "equity", "halt", "error"] as const)
      bus.on(name, (...args: unknown[]) => {
        const status = name === "order" ? ((args[0] as { status?: string }).status ?? "request") : "";
        heard.push(`${name}${status && ` ${status}`}`);
      });
    risk.haltWhen = (equity) =>
      equity > 10_000 ? { rule: "maxDrawdown", limit: 0, observed: 1, flatten: false } : null;
    await loop.run();
    expect(heard.slice(0, 14)).toEqual([
      ...["bar", "equity", "signal", "verdict", "order request"],
      ...["fill", "position", "order filled", "bar", "equity", "halt", "signal", "order request"],
      "fill",
    ]);
  });

  it("nothing is emitted to nobody", async () => {
    class StrictBus extends EventBus {
      override emit(): void {
        throw new Error("emitted without a listener");
      }
    }
    const { loop } = scripted(saying(["LONG", "SHORT", "FLAT"]), { bus: new StrictBus(), rules: PERPETUAL });
    await expect(loop.run()).resolves.toBeUndefined();
  });
});

describe("a stance", () => {
  const sides = async (words: readonly unknown[]): Promise<string[]> => {
    const { loop, broker } = scripted(saying(words), { rules: PERPETUAL });
    await loop.run();
    return broker.requests.map(({ side, reduceOnly, decidedAt }) =>
      [side, reduceOnly ? "exit" : "entry", decidedAt / MINUTE].join(" "),
    );
  };

  it.each([
    ["null changes nothing", ["LONG", null, null], ["buy entry 0"]],
    ["held already is not repeated", ["LONG", "LONG", "LONG"], ["buy entry 0"]],
    ["FLAT leaves", ["LONG", null, "FLAT"], ["buy entry 0", "sell exit 2"]],
    ["FLAT while flat does nothing", ["FLAT", "FLAT"], []],
    ["SHORT after LONG leaves first", ["LONG", "SHORT"], ["buy entry 0", "sell exit 1", "sell entry 1"]],
    ["LONG after SHORT leaves first", ["SHORT", "LONG"], ["sell entry 0", "buy exit 1", "buy entry 1"]],
  ])("%s", async (_name, words, orders) => {
    expect(await sides(words)).toEqual(orders);
  });

  it("refused by risk is counted by rule, and asked for again as long as it is wished", async () => {
    const { loop, risk, broker } = scripted(saying(["LONG", "LONG", null, "SHORT"]));
    risk.verdict = ({ signal }) => ({
      status: "refused",
      rule: signal.signal === "LONG" ? "maxNotional" : "shortNotAllowed",
      limit: 1,
      observed: 2,
    });
    await loop.run();
    expect(loop.desk.refusals).toEqual({ maxNotional: 2, shortNotAllowed: 1 });
    expect(Object.keys(loop.desk.refusals).every((rule) => (RISK_RULES as readonly string[]).includes(rule))).toBe(
      true,
    );
    expect(broker.requests).toEqual([]);
  });

  it("whose order was rejected is asked for again", async () => {
    const { loop, broker } = scripted(saying(["LONG", "LONG", null]));
    broker.rejects = () => (broker.requests.length === 1 ? "insufficient-funds" : null);
    await loop.run();
    expect(broker.requests).toHaveLength(2);
    expect([loop.desk.orders, [...loop.desk.rejections]]).toEqual([
      { submitted: 2, rejected: 1 },
      [["insufficient-funds", 1]],
    ]);
    expect(loop.portfolio.position(0).side).toBe("long");
  });

  it("names its order after strategy, symbol, bar and leg", async () => {
    const { loop, broker } = scripted(saying(["LONG", "SHORT"]), { rules: PERPETUAL });
    await loop.run();
    expect(broker.requests.map(({ id }) => id)).toEqual([
      "strategy-0:BTC/USDT:0:entry:1",
      "strategy-0:BTC/USDT:60000:exit:1",
      "strategy-0:BTC/USDT:60000:entry:1",
    ]);
  });
});

describe("after a stop-loss", () => {
  const run = async (words: readonly unknown[], reentry: "on-new-signal" | "immediate") => {
    const { loop, broker } = scripted(saying(words), { reentry, rules: PERPETUAL });
    broker.stopOutAt.add(2 * MINUTE);
    await loop.run();
    return broker.requests.map(({ side, decidedAt }) => [side, decidedAt / MINUTE]);
  };

  it("the same stance does not re-enter before something else was said", async () => {
    expect(await run(["LONG", "LONG", "LONG", "LONG", "LONG"], "on-new-signal")).toEqual([["buy", 0]]);
  });

  it.each([
    ["FLAT", ["LONG", "LONG", "FLAT", "LONG"], ["buy", 3]],
    ["no opinion", ["LONG", "LONG", null, "LONG"], ["buy", 3]],
    ["the other side", ["LONG", "LONG", "LONG", "SHORT"], ["sell", 3]],
  ])("%s is something else", async (_name, words, order) => {
    expect(await run(words, "on-new-signal")).toEqual([["buy", 0], order]);
  });

  it("a risk engine may allow it at once", async () => {
    expect(await run(["LONG", "LONG", "LONG"], "immediate")).toEqual([
      ["buy", 0],
      ["buy", 2],
    ]);
  });
});

describe("warm-up", () => {
  it.each([
    [0, 1],
    [1, 1],
    [4, 4],
    [6, 6],
  ])("of %d bars: the strategy is asked from bar %d on", async (warmup, first) => {
    const asked: number[] = [];
    const { loop } = scripted({
      warmup,
      generateSignal(df) {
        asked.push(df.length);
        return null;
      },
    });
    await loop.run();
    expect(asked[0]).toBe(first);
    expect(asked).toHaveLength(6 - first + 1);
  });

  it("longer than the data leaves it silent, and prepare too", async () => {
    const never = () => {
      throw new Error("was asked");
    };
    await scripted({ warmup: 7, prepare: never, generateSignal: never }).loop.run();
  });
});

describe("a halt", () => {
  const halting = (flatten: boolean) => {
    const all = scripted(saying(["LONG", "LONG", "LONG", "SHORT", "LONG", "FLAT"]), { rules: PERPETUAL });
    all.risk.haltWhen = (equity) => (equity >= 10_002 ? { rule: "maxDrawdown", limit: 1, observed: 2, flatten } : null);
    return all;
  };

  it("closes what is open at the next open if it flattens, and opens nothing more", async () => {
    const { loop, broker } = halting(true);
    await loop.run();
    expect(broker.requests.map(({ side, exitReason, reason }) => [side, exitReason, reason])).toEqual([
      ["buy", undefined, undefined],
      ["sell", "halt", "maxDrawdown"],
    ]);
    expect(loop.desk.halt).toMatchObject({ rule: "maxDrawdown" });
    expect(loop.portfolio.trades[0]).toMatchObject({ exitReason: "halt", exitTime: 3 * MINUTE });
    expect(loop.desk.refusals.halted).toBeGreaterThan(0);
  });

  it("leaves exits to the strategy if it does not flatten", async () => {
    const { loop, broker } = halting(false);
    await loop.run();
    expect(broker.requests.map(({ side, decidedAt }) => [side, decidedAt / MINUTE])).toEqual([
      ["buy", 0],
      ["sell", 3], // SHORT leaves, and may not enter
    ]);
    expect(loop.portfolio.position(0).side).toBeNull();
  });

  it("is asked for once, and sends one exit although the strategy wants out at the same close", async () => {
    const { loop, broker, risk } = scripted(saying(["LONG", null, "FLAT"]));
    const halts: number[] = [];
    loop.bus.on("halt", (_halt, time) => halts.push(time));
    risk.haltWhen = (equity) =>
      equity >= 10_002 ? { rule: "maxDrawdown", limit: 1, observed: 2, flatten: true } : null;
    await loop.run();
    expect(halts).toEqual([3 * MINUTE]);
    expect(broker.requests).toHaveLength(2);
  });
});

it("lets go of the broker and then of the feed, though the broker's farewell fails", async () => {
  const closed: string[] = [];
  const { loop, broker } = scripted(saying([]), {
    feed: {
      streams: [{ symbol: "BTC/USDT", timeframe: "1m" }],
      open() {},
      next: () => false,
      close: () => void closed.push("feed"),
    },
  });
  Object.assign(broker, {
    close() {
      closed.push("broker");
      throw new Error("gone already");
    },
  });
  await loop.run();
  await expect(loop.close()).rejects.toThrow("gone already");
  expect(closed).toEqual(["broker", "feed"]);
});

it("leaves on a FLAT that knows no entry price, as at a bar whose close is NaN", async () => {
  const { loop, broker } = scripted(saying(["LONG", null, signalOf("FLAT", { entryPrice: Number.NaN })]));
  await loop.run();
  expect(broker.requests.map(({ side, reduceOnly }) => [side, reduceOnly])).toEqual([
    ["buy", false],
    ["sell", true],
  ]);
});

describe("a strategy that breaks its promise is named, with symbol and bar:", () => {
  const failing: [string, Strategy["generateSignal"], RegExp][] = [
    [
      "it throws",
      () => {
        throw new RangeError("boom");
      },
      /RangeError: boom$/,
    ],
    ["it returns undefined", () => undefined as never, /returned undefined; return a signal, or null for no opinion$/],
    ["it returns a promise", (() => Promise.resolve(null)) as never, /returned a promise; it is synchronous/],
    ["it says another word", () => signalOf("BUY" as never), /returned no signal: .*BUY/],
    ["it returns a text", () => "LONG" as never, /returned no signal/],
    ["its metadata is missing", () => ({ signal: "LONG" }) as never, /returned no signal/],
    [
      "its confidence is NaN",
      () => signalOf("LONG", { confidence: Number.NaN }),
      /: confidence is NaN; it lies in \[0, 1\]$/,
    ],
    ["its confidence is a text", () => signalOf("LONG", { confidence: "1" }), /returned no signal/],
    ["its confidence is above 1", () => signalOf("LONG", { confidence: 1.01 }), /returned no signal/],
    ["its entry price is zero", () => signalOf("SHORT", { entryPrice: 0 }), /returned no signal/],
    [
      "its stop is negative",
      () => signalOf("LONG", { slDistance: -1 }),
      /: slDistance is -1; it is finite and above 0$/,
    ],
    ["its target is infinite", () => signalOf("LONG", { tpDistance: Number.POSITIVE_INFINITY }), /returned no signal/],
  ];

  it.each(failing)("%s", async (_name, generateSignal, problem) => {
    const witnessed: unknown[] = [];
    const { loop } = scripted(
      { warmup: 2, generateSignal },
      {
        witness: { nextRow: Float64Array.of(1), see: (_lane, _row, signal) => witnessed.push(signal), decided() {} },
      },
    );
    const error = await loop.run().then(
      () => undefined,
      (reason: unknown) => reason as StrategyFailedError,
    );
    expect(error).toBeInstanceOf(StrategyFailedError);
    expect(error).toMatchObject({
      code: "STRATEGY_FAILED",
      strategy: "strategy-0",
      symbol: "BTC/USDT",
      openTime: MINUTE,
    });
    expect(error!.message).toMatch(
      /^strategy "strategy-0" on BTC\/USDT failed at the bar of 1970-01-01T00:01:00.000Z: /,
    );
    expect(error!.message).toMatch(problem);
    expect(loop.desk.orders.submitted).toBe(0);
  });

  it("keeps the strategy's own error as the cause, whether it speaks or prepares, at once or later", async () => {
    const cause = new RangeError("boom");
    const throwing = () => {
      throw cause;
    };
    for (const strategy of [
      { warmup: 0, generateSignal: throwing },
      { warmup: 0, prepare: throwing, generateSignal: () => null },
      { warmup: 0, prepare: () => Promise.reject(cause), generateSignal: () => null },
    ])
      await expect(scripted(strategy).loop.run()).rejects.toMatchObject({ code: "STRATEGY_FAILED", cause });
  });
});

describe("asynchronous ports", () => {
  const words = ["LONG", "SHORT", null, "FLAT", "LONG"];

  it("change nothing: neither a feed that is awaited nor a strategy that prepares", async () => {
    const fills = async (strategy: Strategy, asynchronous: boolean) => {
      const { loop, log } = scripted(strategy, { asynchronous, rules: PERPETUAL });
      await loop.run();
      return log;
    };
    const wanted = await fills(saying(words), false);
    const later = { prepare: () => new Promise<void>((done) => setTimeout(done, 0)) };
    // biome-ignore lint/suspicious/noThenProperty: what other promise libraries return
    const thenable = { prepare: () => ({ then: (done: () => void) => done() }) as Promise<void> };
    expect(await fills(saying(words), true)).toEqual(wanted);
    expect(await fills(saying(words, later), false)).toEqual(wanted);
    expect(await fills(saying(words, later), true)).toEqual(wanted);
    expect(await fills(saying(words, thenable), false)).toEqual(wanted);
  });

  it("are finished before the strategy speaks", async () => {
    let ready = 0;
    const { loop } = scripted({
      warmup: 2,
      async prepare(df) {
        await new Promise((done) => setTimeout(done, 0));
        ready = df.length;
      },
      generateSignal(df) {
        expect(ready).toBe(df.length);
        return null;
      },
    });
    await loop.run();
    expect(ready).toBe(6);
  });

  it("keep the order of lanes, prepared or not", async () => {
    const log: string[] = [];
    const prepare = () => Promise.resolve();
    const { loop } = scripted([
      { stream: 0, strategy: saying([], { log, name: "a" }) },
      { stream: 0, strategy: saying([], { log, name: "b", prepare }) },
      { stream: 0, strategy: saying([], { log, name: "c" }) },
      { stream: 0, strategy: saying([], { log, name: "d", prepare }) },
    ]);
    await loop.run();
    expect(log.slice(0, 5).map((line) => line[0])).toEqual(["a", "b", "c", "d", "a"]);
    expect(log).toHaveLength(24);
  });
});

describe("several symbols and strategies", () => {
  const sources = [
    { symbol: "BTC/USDT", timeframe: "1m" as const, columns: barsFrom([100, 101, 102, 103]) },
    { symbol: "ETH/USDT", timeframe: "2m" as const, columns: barsFrom([10, 11], "2m") },
  ];

  it("whose bars close together are one batch: all are booked before any strategy speaks, in a fixed order", async () => {
    const log: string[] = [];
    const { loop, log: steps } = scripted(
      [
        { stream: 0, strategy: saying([], { log: [] }) },
        { stream: 1, strategy: saying([], { log, name: "eth" }) },
        { stream: 0, strategy: saying([], { log, name: "btc" }) },
      ],
      { sources },
    );
    await loop.run();
    expect(steps.slice(2, 8)).toEqual([
      "risk inspects",
      "feed 120000",
      "broker meets BTC/USDT 60000",
      "broker meets ETH/USDT 0",
      "risk inspects",
      "feed 180000",
    ]);
    expect(log.slice(0, 3)).toEqual(["btc speaks at 0", "btc speaks at 60000", "eth speaks at 0"]);
    expect([loop.bars, loop.equity.length, [...loop.equity.time]]).toEqual([
      6,
      4,
      [1, 2, 3, 4].map((minutes) => minutes * MINUTE),
    ]);
  });

  it("all meet their bars before any is marked: a fill at one open does not know another symbol's close", async () => {
    const sources = ["BTC/USDT", "ETH/USDT"].map((symbol) => ({
      symbol,
      timeframe: "1m" as const,
      columns: barsFrom([100, 100, 300, 300]),
    }));
    const lanes = [
      { stream: 0, strategy: saying(["LONG"]) },
      { stream: 1, strategy: saying(["LONG"]) },
    ];
    const { loop } = scripted(lanes, { sources });
    const seen: [string, number][] = [];
    loop.bus.on("fill", ({ symbol }) => void seen.push([symbol, loop.portfolio.positions[0]!.notional]));
    loop.bus.on("bar", (_bar, symbol) => void seen.push([`${symbol} bar`, loop.portfolio.positions[0]!.notional]));
    await loop.run();
    expect(seen.slice(2, 6)).toEqual([
      ["BTC/USDT", 100],
      ["ETH/USDT", 100],
      ["BTC/USDT bar", 300],
      ["ETH/USDT bar", 300],
    ]);
  });

  it("see each other's bars as of now", async () => {
    const seen: number[][] = [];
    const { loop } = scripted(
      [
        {
          stream: 0,
          strategy: {
            warmup: 0,
            generateSignal(df) {
              seen.push([df.length, df.peer("ETH/USDT").length]);
              return null;
            },
          },
        },
      ],
      { sources },
    );
    await loop.run();
    expect(seen).toEqual([
      [1, 0],
      [2, 1],
      [3, 1],
      [4, 2],
    ]);
  });

  it("share one account, each with a position of its own", async () => {
    const { loop } = scripted(
      [
        { stream: 0, strategy: saying(["LONG"]) },
        { stream: 0, strategy: saying([null, "SHORT"]) },
        { stream: 1, strategy: saying(["LONG"]) },
      ],
      { sources, instruments: [instrument("BTC/USDT", { tick: 0.01, kind: "linear" }), instrument("ETH/USDT")] },
    );
    await loop.run();
    const { portfolio } = loop;
    expect([0, 1, 2].map((lane) => portfolio.position(lane).side)).toEqual(["long", "short", "long"]);
    // bought at 101, sold short at 102, both now at 103 with a margin of 103 each; 11 were spent on the third
    expect(portfolio.free).toBe(10_000 - 11 + (103 - 101) + (102 - 103) - 2 * 103);
    expect(portfolio.equity).toBe(10_000 - 11 + (103 - 101) + (102 - 103) + 11);
  });

  it("that decide together count each other's waiting entries as exposure", async () => {
    const { loop, risk } = scripted(
      [
        { stream: 0, strategy: saying(["LONG", null, "FLAT"]) },
        { stream: 0, strategy: saying(["LONG"]) },
      ],
      { sources: sources.slice(0, 1) },
    );
    const gross: number[] = [];
    risk.verdict = ({ portfolio }) => {
      gross.push(portfolio.grossNotional);
      return { status: "approved", order: { side: "buy", quantity: 2 }, sizing: [] };
    };
    await loop.run();
    expect(gross).toEqual([0, 2 * 101]);
    expect(loop.portfolio.grossNotional).toBe(2 * 103);
  });
});

it("runs that share a risk engine and start together find it fresh", async () => {
  const log: string[] = [];
  const start = () => {
    const { loop, risk } = scripted(saying(["LONG"]), { log, sources: ONE_BAR });
    Object.assign(risk, { open: () => void log.push("risk opens") });
    return loop.run();
  };
  await Promise.all([start(), start()]);
  const told = log.filter((line) => line.startsWith("risk"));
  expect(told).toEqual([...Array(2)].flatMap(() => ["risk opens", "risk inspects", "risk answers LONG"]));
});

describe("the end", () => {
  it("closes what is open at the last close, and the equity curve ends with what is left", async () => {
    const { loop } = scripted(saying(["LONG"]));
    await loop.run();
    const exposed = loop.portfolio.exposedCloses;
    loop.finalize();
    expect(loop.portfolio.trades).toMatchObject([{ exitReason: "end-of-data", exitPrice: 105, pnl: 4, barsHeld: 5 }]);
    expect(loop.portfolio.position(0).side).toBeNull();
    expect(loop.equity.equity.at(-1)).toBe(loop.portfolio.free);
    expect(loop.portfolio.exposedCloses, "closing is not a further close").toBe(exposed);
  });

  it("comes early when asked", async () => {
    for (const asynchronous of [false, true]) {
      const { loop } = scripted(saying([]), { asynchronous, onBatch: ({ time }) => time === 3 * MINUTE });
      await loop.run();
      expect(loop.bars).toBe(3);
    }
  });

  it("is reached at once without bars", async () => {
    const columns = barsFrom([]);
    const { loop } = scripted(saying(["LONG"]), { sources: [{ symbol: "BTC/USDT", timeframe: "1m", columns }] });
    await loop.run();
    loop.finalize();
    expect([loop.bars, loop.equity.length, loop.portfolio.equity]).toEqual([0, 0, 10_000]);
  });
});
