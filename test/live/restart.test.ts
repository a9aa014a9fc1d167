import { type History, SimulatedBroker } from "@bellwether/backtest";
import { readBars } from "@bellwether/backtest/node";
import { type BrokerListener, defineStrategy, long, type OrderRequest, type RiskEngine } from "@bellwether/core";
import { type Inbox, type LiveBroker, startLive } from "@bellwether/live";
import { VirtualTime } from "@bellwether/live/testing";
import { createRiskEngine, type RiskOptions } from "@bellwether/risk";
import { buyAndHold, smaCross } from "@bellwether/strategies";
import { describe, expect, it } from "vitest";
import { ListJournal, type PaperRun, paperOptions, RecordedSource, start, untilBatches } from "./run-on-paper.js";

const HOUR = 3_600_000;
const { columns } = await readBars("data/sample/eurusd-1h.csv");
const bars = (rows: number): History => ({
  symbol: "EUR/USD",
  timeframe: "1h",
  columns: Object.fromEntries(
    Object.entries(columns).map(([name, data]) => [name, (data as Float64Array).slice(0, rows)]),
  ) as never,
});
const risk = { riskPerTrade: 0.01, stopLossAtr: 2, takeProfitAtr: 3, maxDrawdown: 0.5 };
const run = (more: Partial<PaperRun> & Pick<PaperRun, "journal">): PaperRun => ({
  histories: [bars(300)],
  strategies: [{ definition: smaCross, params: { fast: 5, slow: 15 } }],
  risk,
  from: columns.openTime[0]!,
  step: HOUR,
  ...more,
});

/** A journal of a run that has taken in so many bars. */
async function journalOf(rows: number, more: Partial<PaperRun> = {}) {
  const journal = new ListJournal();
  const live = await start(run({ histories: [bars(rows)], journal, ...more }));
  await untilBatches(live, rows);
  await live.stop("over");
  return journal;
}

const swapsIn = (journal: ListJournal) => journal.all.flatMap((entry) => (entry.type === "swap" ? [entry] : []));

describe("limits that were changed while the run was down", () => {
  const strict: RiskOptions = { ...risk, riskPerTrade: 0.001 };

  it("hold from the restart on, as a step of its own, and the next restart knows of it", async () => {
    const journal = await journalOf(200);
    const again = await start(run({ journal, risk: strict }));
    await untilBatches(again, 300);
    await again.stop("over");
    expect(swapsIn(journal)).toMatchObject([{ lanes: [], risk: true, settings: { risk: strict } }]);
    const wanted = journal.all.map((entry) =>
      "out" in entry
        ? entry.out.flatMap((it) => (it.kind === "request" && !it.request.reduceOnly ? [it.request.quantity] : []))
        : [],
    );
    const changed = journal.all.findIndex(({ type }) => type === "swap");
    const [before, after] = [wanted.slice(0, changed).flat(), wanted.slice(changed).flat()];
    expect(after.length).toBeGreaterThan(0);
    expect(Math.max(...after)).toBeLessThan(Math.min(...before) / 2);
    const third = await start(run({ journal, risk: strict }));
    await third.ready;
    expect(third.loop.portfolio.equity).toBe(again.loop.portfolio.equity);
    await third.stop("over");
    expect(swapsIn(journal), "once is enough").toHaveLength(1);
  });

  it("and that say the same change nothing", async () => {
    const journal = await journalOf(100);
    const again = await start(run({ journal, risk: { ...risk } }));
    await again.ready;
    await again.stop("over");
    expect(swapsIn(journal)).toEqual([]);
  });
});

describe("a strategy whose code wants a longer warm-up today", () => {
  const eager = (warmup: number) =>
    defineStrategy({
      id: "eager",
      params: buyAndHold.params,
      create: () => ({ warmup, generateSignal: (df) => long(df, { slDistance: 0.01 }) }),
    });

  it("lets the run go on: what was said is in the journal", async () => {
    const journal = await journalOf(60, { strategies: [{ definition: eager(5) }] });
    const again = await start(run({ histories: [bars(60)], journal, strategies: [{ definition: eager(40) }] }));
    await again.ready;
    expect(again.replayed).toBe(60);
    await again.stop("over");
  });

  it("than there are bars is told, at the beginning and after a restart", async () => {
    const told: string[] = [];
    const more = {
      onNotice: ({ kind, message }: { kind: string; message: string }) => told.push(`${kind}: ${message}`),
    };
    const source = new RecordedSource([bars(60)], columns.openTime[40]!, HOUR);
    const journal = new ListJournal();
    const given = { histories: [bars(60)], journal, strategies: [{ definition: eager(100) }] };
    const live = await start(run({ ...given, more: { ...more, source } }));
    await untilBatches(live, 20);
    await live.stop("over");
    const again = await start(run({ ...given, more }));
    await again.ready;
    await again.stop("over");
    expect(told.filter((text) => text.includes("warm-up"))).toEqual([
      "gap: eager waits for 60 more bars of EUR/USD 1h: its warm-up is 100, and the run holds 40",
      "gap: eager waits for 40 more bars of EUR/USD 1h: its warm-up is 100, and the run holds 60",
    ]);
  });
});

describe("a risk engine that fails on a closed trade", () => {
  const failing = (settings: unknown): RiskEngine => {
    const engine = createRiskEngine((settings as { risk: RiskOptions }).risk);
    return {
      reentry: engine.reentry,
      warmup: engine.warmup,
      describe: () => engine.describe(),
      open: (lanes) => engine.open?.(lanes),
      applyRiskToSignal: (input) => engine.applyRiskToSignal(input),
      inspect: (portfolio, time) => engine.inspect(portfolio, time),
      closed() {
        throw new Error("lost count");
      },
    };
  };

  it("opens nothing more, and neither ends the run nor keeps it from going on", async () => {
    const told: string[] = [];
    const journal = await journalOf(200, {
      more: { makeRisk: failing, onNotice: ({ kind, message }) => told.push(`${kind}: ${message}`) },
    });
    expect(told.find((text) => text.startsWith("risk: "))).toMatch(/lost count/);
    const outputs = journal.all.flatMap((entry) => ("out" in entry ? entry.out : []));
    expect(outputs.filter(({ kind }) => kind === "trade")).toHaveLength(1);
    expect(outputs.filter(({ kind }) => kind === "halt")).toMatchObject([{ halt: { rule: "badInput" } }]);
    const again = await start(run({ histories: [bars(200)], journal, more: { makeRisk: failing } }));
    await again.ready;
    expect(again.loop.portfolio.halted).toBe(true);
    await again.stop("over");
  });
});

describe("a strategy that never finishes preparing", () => {
  const hanging = (from: number) =>
    defineStrategy({
      id: "hanging",
      params: buyAndHold.params,
      create: () => ({
        warmup: 1,
        prepare: (df) => (df.length > from ? new Promise<void>(() => {}) : undefined),
        generateSignal: (df) => long(df, { slDistance: 0.01 }),
      }),
    });

  it("has no opinion after a while, fails, and is asked no more in the end", async () => {
    const journal = new ListJournal();
    const timers = new VirtualTime(columns.openTime[0]!);
    const given = run({
      histories: [bars(100)],
      journal,
      strategies: [{ definition: hanging(50) }],
      more: { timers, now: () => timers.now() },
    });
    const options = paperOptions(given);
    const live = await startLive(options);
    let seen = false;
    void untilBatches(live, 100).then(() => {
      seen = true;
    });
    await timers.run(timers.now() + HOUR, () => seen);
    expect(live.disabled(0)).toBe(true);
    const steps = journal.all.flatMap((entry) => ("out" in entry ? [entry.out] : []));
    const failed = steps.filter((out) =>
      out.some((it) => it.kind === "failure" && /has not prepared/.test(it.message)),
    );
    expect(failed).toHaveLength(3);
    expect(failed.flat().filter(({ kind }) => kind === "signal")).toEqual([]);
    await live.stop("over");
  });

  it("is refused as a swap", async () => {
    const journal = new ListJournal();
    const timers = new VirtualTime(columns.openTime[0]!);
    const options = paperOptions(run({ histories: [bars(100)], journal, more: { timers, now: () => timers.now() } }));
    const live = await startLive(options);
    await untilBatches(live, 100);
    const { lanes } = paperOptions(run({ journal, strategies: [{ definition: hanging(0) }] }));
    const { strategy, ...to } = lanes[0]!;
    const swap = live.swap({ handOff: "adopt", lanes: [{ lane: 0, to, strategy }], risk: false, settings: { risk } });
    const refused = expect(swap).rejects.toThrow(/has not prepared within 30 s/);
    await timers.run(timers.now() + HOUR);
    await refused;
    await live.stop("over");
  });
});

describe("a stop before the run has begun", () => {
  it("does not wait for answers about its orders, and sends nothing", async () => {
    const journal = await journalOf(100);
    const sent: string[] = [];
    let answer: () => void = () => {};
    const broker = Object.assign(new SimulatedBroker(), {
      apply() {},
      release: () => void sent.push("released"),
      recover: () =>
        new Promise<never[]>((resolve) => {
          answer = () => resolve([]);
        }),
      settle: async () => [],
      close() {
        broker.release = () => {};
        answer();
      },
    });
    const again = await start(run({ journal, more: { makeBroker: () => broker } }));
    await new Promise((resolve) => setTimeout(resolve, 20));
    await again.stop("called off");
    expect(sent).toEqual([]);
    expect(journal.all.at(-1)).toMatchObject({ type: "stop", reason: "called off" });
  });
});

describe("a swap", () => {
  it("while the run was down sends its exits once all orders of before are known", async () => {
    const journal = await journalOf(100, { strategies: [{ definition: buyAndHold }], risk: { stopLossAtr: 50 } });
    const calls: string[] = [];
    /** As the simulated one, and says what is asked of it once the journal has been played. */
    class Telling extends SimulatedBroker implements LiveBroker {
      apply() {}
      release() {
        calls.push("release");
      }
      async recover() {
        calls.push("recover");
        return [];
      }
      async settle() {
        return [];
      }
      override submit(request: OrderRequest, stream: number) {
        if (request.exitReason === "flatten") calls.push("submit");
        super.submit(request, stream);
      }
    }
    const source = new RecordedSource([bars(100)], 0, HOUR);
    const more = { source, makeBroker: () => new Telling(), handOff: "flatten" } as const;
    const again = await start(run({ histories: [bars(100)], journal, risk: { stopLossAtr: 50 }, more }));
    await again.ready;
    await again.stop("over");
    expect(calls.slice(0, 3)).toEqual(["recover", "submit", "release"]);
    expect(swapsIn(journal)[0]!.out[0]).toMatchObject({ kind: "request", request: { exitReason: "flatten" } });
  });

  it("lets a strategy that reads other symbols try itself with them", async () => {
    const second = { ...bars(200), symbol: "GBP/USD" };
    const reader = defineStrategy({
      id: "reader",
      params: buyAndHold.params,
      create: () => ({
        warmup: 10,
        generateSignal: (df) => (df.peer("GBP/USD").length === df.length ? long(df, { slDistance: 0.01 }) : null),
      }),
    });
    const journal = new ListJournal();
    const given = run({ histories: [bars(200), second], journal });
    const live = await start(given);
    await untilBatches(live, 200);
    const { lanes } = paperOptions({ ...given, strategies: [{ definition: reader }] });
    const { strategy, ...to } = lanes[0]!;
    await live.swap({ handOff: "adopt", lanes: [{ lane: 0, to, strategy }], risk: false, settings: { risk } });
    expect(live.lanes[0]!.type).toBe("reader");
    await live.stop("over");
  });
});

describe("flattening", () => {
  /** Fills as the simulated broker does, but turns down the first exits. */
  class Unwilling extends SimulatedBroker {
    left = 1;
    #context: Parameters<SimulatedBroker["open"]>[0] | undefined;
    override open(context: Parameters<SimulatedBroker["open"]>[0]) {
      this.#context = context;
      super.open(context);
    }
    override submit(request: Parameters<SimulatedBroker["submit"]>[0], stream: number) {
      if (!request.reduceOnly || this.left-- <= 0) return super.submit(request, stream);
      const { id, lane, symbol, type, side, quantity, sentAt: time } = request;
      const update = { id, lane, symbol, type, side, quantity, filled: 0, time, status: "rejected" } as const;
      this.#context!.listener.order({ ...update, reason: "rate-limited" });
    }
  }

  it("tries again at the next close where an exit was rejected", async () => {
    const source = new RecordedSource([bars(300)], columns.openTime[0]!, HOUR);
    source.allowed = 100;
    const journal = new ListJournal();
    const given = run({ journal, more: { source, makeBroker: () => new Unwilling() } });
    const holding = {
      ...given,
      strategies: [{ definition: buyAndHold }],
      risk: { riskPerTrade: 0.01, stopLossAtr: 50 },
    };
    const live = await start(holding);
    await untilBatches(live, 100);
    expect(live.loop.portfolio.positions[0]!.quantity).toBeGreaterThan(0);
    await live.flatten("me");
    source.allow(2);
    await untilBatches(live, 2);
    await live.pause("me");
    expect(live.loop.portfolio.positions[0]!.quantity).toBe(0);
    const { equity } = live.loop.portfolio;
    await live.stop("over");
    const again = await startLive({ ...paperOptions(holding), source: new RecordedSource([bars(102)], 0, HOUR) });
    await again.ready;
    expect(again.loop.portfolio.equity).toBe(equity);
    await again.stop("over");
  });

  it("reaches what an entry under way still buys, and a restart plays it again", async () => {
    /** An exchange that takes its time: orders are told of by the test. */
    const slow = (inbox: Inbox) => {
      let listener: BrokerListener;
      const requests: OrderRequest[] = [];
      const broker: LiveBroker = {
        open: (context) => {
          listener = context.listener;
        },
        meet() {},
        submit: (request) => void requests.push(request),
        cancel() {},
        replace: () => false,
        cancelAll() {},
        cancelEntries() {},
        apply: (report) => {
          if (report.kind === "fill") listener.fill(report.fill);
        },
        release() {},
        recover: async () => [],
        settle: async () => [],
      };
      const fill = (request: OrderRequest) => {
        const { id: orderId, lane, symbol, side, quantity, sentAt: time } = request;
        const price = { price: 1.05, referencePrice: 1.05, fee: 0, liquidity: "taker", time } as const;
        inbox.put([
          { kind: "fill", tradeId: orderId, fill: { orderId, lane, symbol, side, quantity, remaining: 0, ...price } },
        ]);
      };
      return { broker, requests, fill };
    };
    let venue: ReturnType<typeof slow> | undefined;
    const makeBroker = (inbox: Inbox) => {
      venue = slow(inbox);
      return venue.broker;
    };
    const source = new RecordedSource([bars(300)], columns.openTime[0]!, HOUR);
    source.allowed = 60;
    const journal = new ListJournal();
    const holding = { strategies: [{ definition: buyAndHold }], risk: { riskPerTrade: 0.01, stopLossAtr: 50 } };
    const live = await start(run({ journal, ...holding, more: { source, makeBroker } }));
    await untilBatches(live, 60);
    await live.flatten("me");
    expect(venue!.requests.map(({ side }) => side)).toEqual(["buy"]);
    venue!.fill(venue!.requests[0]!);
    await live.resume("nobody").then(() => live.pause("me"));
    const [bought, sold] = venue!.requests;
    expect(sold).toMatchObject({ side: "sell", reduceOnly: true, quantity: bought!.quantity, exitReason: "halt" });
    venue!.fill(sold!);
    await live.stop("over");
    expect(live.loop.portfolio.positions[0]!.quantity).toBe(0);
    const again = await start(run({ journal, ...holding, more: { makeBroker } }));
    await again.ready;
    expect(again.loop.portfolio.equity).toBe(live.loop.portfolio.equity);
    await again.stop("over");
  });
});
