import { backtest, type History } from "@bellwether/backtest";
import { readBars } from "@bellwether/backtest/node";
import { defineStrategy, flat, long, type StrategyDefinition } from "@bellwether/core";
import { type LiveRun, ReplayDivergedError, RunMismatchError, SwapRefusedError, startLive } from "@bellwether/live";
import { createRiskEngine } from "@bellwether/risk";
import { buyAndHold, emaCross, smaCross, strategies } from "@bellwether/strategies";
import { describe, expect, it } from "vitest";
import {
  ListJournal,
  type PaperRun,
  paperOptions,
  RecordedSource,
  start,
  untilBar,
  untilBatches,
} from "./run-on-paper.js";

const HOUR = 3_600_000;
const whole = (await readBars("data/sample/eurusd-1h.csv")).columns;
const cut = (rows: number): History => ({
  symbol: "EUR/USD",
  timeframe: "1h",
  columns: Object.fromEntries(
    Object.entries(whole).map(([name, data]) => [name, (data as Float64Array).slice(0, rows)]),
  ) as never,
});
const eur = cut(5_000);
const usd: History = {
  symbol: "GBP/USD",
  timeframe: "1h",
  columns: {
    ...eur.columns,
    ...Object.fromEntries(
      (["open", "high", "low", "close"] as const).map((name) => [
        name,
        eur.columns[name].map((price, i) => Math.round(1e5 * price * (1 + Math.sin(i / 200) / 50)) / 1e5),
      ]),
    ),
  } as never,
};
const risk = { riskPerTrade: 0.01, stopLossAtr: 2, takeProfitAtr: 3, maxDrawdown: 0.5 };
const plain = { prefixChecks: 0, band: false, statistics: false, finalize: false } as const;

const first = eur.columns.openTime[0]!;
const run = (more: Partial<PaperRun> & Pick<PaperRun, "journal">): PaperRun => ({
  histories: [eur],
  strategies: [{ definition: emaCross }],
  risk,
  from: first,
  step: HOUR,
  ...more,
});

const paramsOf = ({ id }: StrategyDefinition) => (id === "relative-strength" ? { peers: ["GBP/USD"] } : undefined);

describe("a run on paper", () => {
  it.each(strategies.map((definition) => [definition.id, definition] as const))(
    "trades %s as the backtester does, to the last bit",
    async (_id, definition) => {
      const journal = new ListJournal();
      const params = paramsOf(definition);
      const live = await start(run({ histories: [eur, usd], strategies: [{ definition, params }], journal }));
      await untilBatches(live, 5_000);
      await live.stop("the bars are over");
      const tested = await backtest({
        data: [eur, usd],
        strategy: definition,
        params,
        risk: createRiskEngine(risk),
        ...plain,
      });
      expect(live.loop.portfolio.trades).toEqual(tested.trades);
      expect(live.loop.equity.equity).toEqual(tested.equity.equity);
      expect(live.loop.desk.refusals).toEqual(tested.refusals);
    },
  );
});

/** All that a restart must bring back. */
function stateOf({ loop }: LiveRun) {
  const { portfolio, desk, equity } = loop;
  return {
    equity: [...equity.equity],
    trades: portfolio.trades,
    positions: portfolio.positions.map(({ quantity, averagePrice, awaited, view }) => ({
      ...view,
      quantity,
      averagePrice,
      awaited,
    })),
    refusals: desk.refusals,
    orders: { ...desk.orders },
    halts: desk.halts,
    lanes: loop.lanes.map(({ entering, leaving, spentStance, timeStop }) => ({
      entering,
      leaving,
      spentStance,
      timeStop,
    })),
  };
}

describe("a run that is killed", () => {
  it("comes back as if nothing had happened, wherever the journal was cut", async () => {
    const histories = [
      cut(400),
      {
        ...usd,
        columns: Object.fromEntries(Object.entries(usd.columns).map(([k, v]) => [k, v.slice(0, 400)])) as never,
      },
    ];
    const chosen = [{ definition: smaCross, params: { fast: 5, slow: 15 } }, { definition: emaCross }];
    const given = { histories, strategies: chosen, from: first + 60 * HOUR };
    const calm = new ListJournal();
    const live = await start(run({ ...given, journal: calm }));
    await untilBatches(live, 340);
    await live.stop("over");
    const expected = stateOf(live);
    expect(expected.trades.length).toBeGreaterThan(20);
    const lines = calm.lines.length;
    for (let kept = 0; kept < lines; kept += kept < 8 ? 1 : 7) {
      const journal = new ListJournal(calm.lines.slice(0, kept));
      const again = await start(run({ ...given, journal }));
      const bars = calm.all.slice(0, kept).filter(({ type }) => type === "bars").length;
      await untilBatches(again, 340);
      await again.stop("over");
      expect(again.replayed, `cut after ${kept}`).toBe(bars);
      expect(stateOf(again), `cut after ${kept}`).toEqual(expected);
      expect(journal.all.map(({ seq }) => seq)).toEqual(journal.all.map((_, i) => i));
    }
  });

  it("refuses to go on where the journal leads elsewhere when it is played again", async () => {
    const journal = new ListJournal();
    const live = await start(run({ histories: [cut(300)], journal }));
    await untilBatches(live, 300);
    await live.stop("over");
    const at = journal.lines.findIndex((line) => line.includes('"kind":"fill"'));
    journal.lines[at] = journal.lines[at]!.replace(/("kind":"fill".*?"price":)([\d.]+)/, (_, head) => `${head}1.5`);
    const again = await start(run({ histories: [cut(300)], journal }));
    await expect(again.done).rejects.toThrow(ReplayDivergedError);
    await expect(again.done).rejects.toThrow(new RegExp(`^entry ${JSON.parse(journal.lines[at]!).seq} of the journal`));
  });

  it("refuses a journal of another run", async () => {
    const journal = new ListJournal();
    await (await start(run({ histories: [cut(50)], journal }))).stop("over");
    await expect(start(run({ histories: [cut(50), usd], journal }))).rejects.toThrow(RunMismatchError);
    await expect(start(run({ histories: [cut(50)], journal, more: { mode: "testnet" } }))).rejects.toThrow(
      /mode is paper/,
    );
  });
});

/** Throws on the rows from one to another, counted from 1. */
const bad = (from: number, to: number) =>
  defineStrategy({
    id: "bad-tempered",
    params: buyAndHold.params,
    create: () => {
      let row = 0;
      return {
        warmup: 1,
        generateSignal(df) {
          row++;
          if (row >= from && row < to) throw new Error(`row ${row}`);
          return row % 20 < 10 ? long(df, { slDistance: 0.01 }) : flat(df);
        },
      };
    },
  });

describe("a strategy that fails", () => {
  it("has no opinion on that bar, and the failure is journalled and told", async () => {
    const journal = new ListJournal();
    const told: string[] = [];
    const live = await start(
      run({
        histories: [cut(100)],
        strategies: [{ definition: bad(30, 32) }],
        journal,
        more: { onNotice: ({ kind, message }) => told.push(`${kind}: ${message}`) },
      }),
    );
    await untilBatches(live, 100);
    await live.stop("over");
    const failures = journal.all
      .flatMap((entry) => ("out" in entry ? entry.out : []))
      .filter(({ kind }) => kind === "failure");
    expect(failures).toHaveLength(2);
    expect(told.filter((text) => text.startsWith("strategy-failed"))).toHaveLength(2);
    expect(live.disabled(0)).toBe(false);
    expect(live.loop.portfolio.trades.length).toBeGreaterThan(3);
  });

  it("lets go of a stance that was stopped out, as with no opinion, and a restart plays it again", async () => {
    // long on every bar with a stop within the noise, failing on every third: what was spent may be entered again
    const stubborn = defineStrategy({
      id: "stubborn",
      params: buyAndHold.params,
      create: () => ({
        warmup: 1,
        generateSignal(df) {
          if ((df.openTime.last / HOUR) % 3 === 0) throw new Error("every third");
          return long(df, { slDistance: 0.0002 });
        },
      }),
    });
    const journal = new ListJournal();
    const given = { histories: [cut(200)], strategies: [{ definition: stubborn }] };
    const live = await start(run({ ...given, journal }));
    await untilBatches(live, 200);
    const { length } = journal.lines;
    await live.stop("over");
    expect(live.loop.portfolio.trades.length).toBeGreaterThan(20);
    const again = await start(run({ ...given, journal: new ListJournal(journal.lines.slice(0, length)) }));
    await again.ready;
    expect(stateOf(again)).toEqual(stateOf(live));
    await again.stop("over");
  });

  it("is asked no more after three failures in a row; its position keeps its exits", async () => {
    const journal = new ListJournal();
    const strategies = [{ definition: bad(25, 1e9) }];
    const live = await start(run({ histories: [cut(200)], strategies, journal }));
    await untilBatches(live, 200);
    await live.stop("over");
    expect(live.disabled(0)).toBe(true);
    const failures = journal.all
      .flatMap((entry) => ("out" in entry ? entry.out : []))
      .filter(({ kind }) => kind === "failure");
    expect(failures).toHaveLength(3);
    const again = await start(run({ histories: [cut(200)], strategies, journal }));
    await again.stop("over");
    expect(again.disabled(0), "a person has started it again").toBe(false);
  });
});

it("tells of a fill only when it is on the disk", async () => {
  const journal = new ListJournal();
  const told: number[] = [];
  const live = await start(
    run({
      histories: [cut(300)],
      journal,
      more: {
        onNotice: ({ kind }) => {
          if (kind !== "fill") return;
          const fills = journal.all
            .flatMap((entry) => ("out" in entry ? entry.out : []))
            .filter((it) => it.kind === "fill");
          told.push(fills.length);
        },
      },
    }),
  );
  await untilBatches(live, 300);
  await live.stop("over");
  expect(told.length).toBeGreaterThan(3);
  told.forEach((fills, i) => {
    expect(fills, `notice ${i}`).toBeGreaterThan(i);
  });
});

describe("a person", () => {
  const upTo = async (bars: number, more: Partial<PaperRun> = {}) => {
    const journal = new ListJournal();
    const live = await start(
      run({
        histories: [cut(600)],
        strategies: [{ definition: smaCross, params: { fast: 5, slow: 15 } }],
        journal,
        ...more,
      }),
    );
    await untilBatches(live, bars);
    return { live, journal };
  };

  it("pauses, resumes and flattens, and a restart knows of it", async () => {
    const { live, journal } = await upTo(200);
    await live.flatten("me");
    await untilBatches(live, 50);
    expect(live.loop.portfolio.positions[0]!.quantity).toBe(0);
    expect(live.loop.portfolio.halted).toBe(true);
    await live.resume("me");
    expect(live.loop.portfolio.halted).toBe(false);
    await untilBatches(live, 50);
    await live.pause("me");
    await live.stop("over");
    expect(journal.all.flatMap((entry) => (entry.type === "control" ? [entry.command] : []))).toEqual([
      "flatten",
      "resume",
      "pause",
    ]);
    const again = await start(
      run({
        histories: [cut(600)],
        strategies: [{ definition: smaCross, params: { fast: 5, slow: 15 } }],
        journal: new ListJournal(journal.lines.slice(0, -1)),
      }),
    );
    await again.ready;
    expect(again.loop.portfolio.halted).toBe(true);
    await again.stop("over");
  });

  const planOf = (params: { fast: number; slow: number }, handOff: "keep" | "adopt" | "flatten") => {
    const { lanes } = paperOptions(run({ journal: new ListJournal(), strategies: [{ definition: smaCross, params }] }));
    const { strategy, ...to } = lanes[0]!;
    return { handOff, lanes: [{ lane: 0, to: { ...to, name: "slower" }, strategy }], risk: false, settings: { risk } };
  };

  it.each(["keep", "adopt", "flatten"] as const)(
    "swaps a strategy at the next close with %s, and a restart plays it again",
    async (handOff) => {
      const source = new RecordedSource([cut(600)], first, HOUR);
      source.allowed = 210;
      const { live, journal } = await upTo(210, { more: { source } });
      while (live.loop.portfolio.positions[0]!.quantity === 0) {
        source.allow(1);
        await untilBatches(live, 1);
      }
      await live.swap(planOf({ fast: 30, slow: 90 }, handOff));
      source.allow(600);
      await untilBar(live, eur.columns.openTime[599]!);
      await live.stop("over");
      expect(live.lanes[0]).toMatchObject({ name: "slower", params: { fast: 30, slow: 90 } });
      const expected = stateOf(live);
      const { trades } = live.loop.portfolio;
      const held = trades.find(
        ({ strategy }) => strategy === "sma-cross" && trades.some((later) => later.strategy === "slower"),
      )!;
      expect(held).toBeDefined();
      if (handOff === "flatten")
        expect(trades.some(({ exitReason, strategy }) => exitReason === "flatten" && strategy === "sma-cross")).toBe(
          true,
        );
      const options = paperOptions(
        run({
          histories: [cut(600)],
          strategies: [{ definition: smaCross, params: { fast: 30, slow: 90 } }],
          journal: new ListJournal(journal.lines.slice(0, -1)),
        }),
      );
      const again = await startLive({ ...options, lanes: [{ ...options.lanes[0]!, name: "slower" }] });
      await again.ready;
      expect(stateOf(again)).toEqual(expected);
      await again.stop("over");
    },
  );

  it("is refused a strategy that fails on the bars at hand, or wants more of them; nothing changes", async () => {
    const { live, journal } = await upTo(60);
    await expect(live.swap(planOf({ fast: 30, slow: 5_000 }, "adopt"))).rejects.toThrow(SwapRefusedError);
    const { lanes } = paperOptions(run({ journal: new ListJournal(), strategies: [{ definition: bad(2, 3) }] }));
    const { strategy, ...to } = lanes[0]!;
    await expect(
      live.swap({ handOff: "adopt", lanes: [{ lane: 0, to, strategy }], risk: false, settings: {} }),
    ).rejects.toThrow(/"bad-tempered" failed on the bar of .*row 2/);
    await live.stop("over");
    expect(live.lanes[0]!.type).toBe("sma-cross");
    expect(journal.all.filter(({ type }) => type === "swap")).toHaveLength(0);
    expect(journal.all.filter(({ type }) => type === "note")).toHaveLength(2);
  });

  it("may change strategies while the run is down: the change is a step of its own", async () => {
    const { live, journal } = await upTo(250);
    await live.stop("over");
    const again = await start(run({ histories: [cut(600)], strategies: [{ definition: emaCross }], journal }));
    await untilBar(again, eur.columns.openTime[599]!);
    await again.stop("over");
    expect(journal.all.flatMap((entry) => (entry.type === "swap" ? [entry.lanes[0]!.to.name] : []))).toEqual([
      "ema-cross",
    ]);
    expect(again.loop.portfolio.trades.at(-1)!.strategy).toBe("ema-cross");
  });
});
