import { createRng, type Fill, type OrderRequest, type OrderUpdate, type Signal, type Trade } from "@bellwether/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { BarsEntry, NoteEntry, Output, StartEntry, SwapEntry } from "../journal/entry.js";
import { createParityComparer, ParityUnstartedError, type ReplayedCode, type ReplayedStep } from "./parity-comparer.js";
import { type ParityDifference, type ParityReport, parityReportSchema } from "./parity-report.js";

const HOUR = 3_600_000;
const T0 = Date.UTC(2024, 0, 1);
const SYMBOLS = ["BTC/USDT", "ETH/USDT"] as const;

const start: StartEntry = {
  seq: 0,
  at: T0,
  type: "start",
  format: 1,
  version: "0.1.0",
  mode: "paper",
  exchange: "binance",
  quote: "USDT",
  startingBalance: 1_000,
  streams: SYMBOLS.map((symbol) => ({ symbol, timeframe: "1h" })),
  instruments: [{}, {}],
  lanes: SYMBOLS.map((_, stream) => ({
    name: stream === 0 ? "trend" : "forest",
    type: stream === 0 ? "ema-cross" : "ml-strategy",
    params: {},
    stream,
    artifacts: stream === 0 ? { "./mine.ts": "aaa" } : { "model trend": "v3" },
  })),
  history: 500,
  settings: {},
  code: {},
  process: { node: "v20.20.2", platform: "linux" },
};
const same: ReplayedCode = { version: "0.1.0", artifacts: start.lanes.map(({ artifacts }) => artifacts), code: {} };

type Mutable<T> = T extends (infer U)[]
  ? Mutable<U>[]
  : T extends object
    ? { -readonly [K in keyof T]: Mutable<T[K]> }
    : T;
interface Step {
  entry: Mutable<BarsEntry>;
  replayed: Mutable<ReplayedStep>;
}

/** A run of two lanes that buy and sell by chance: what it recorded, and the same once more as its replay. */
function makeRun(seed: number, bars: number): Step[] {
  const rng = createRng(seed);
  let equity = 1_000;
  const held = [false, false];
  const pending: (OrderRequest | null)[] = [null, null];
  let trades = 0;
  return Array.from({ length: bars }, (_, i): Step => {
    const open = T0 + i * HOUR;
    const time = open + HOUR;
    const rows = SYMBOLS.map((_, stream) => ({ stream, row: [open, 100, 102, 98, 100 + rng.next(), 5] as const }));
    const out: Output[] = [];
    for (const lane of [0, 1]) {
      const symbol = SYMBOLS[lane]!;
      const request = pending[lane];
      if (request != null) {
        const price = 100 + rng.next();
        const quantity = request.quantity;
        const fill: Fill = {
          orderId: request.id,
          lane,
          symbol,
          side: request.side,
          quantity,
          remaining: 0,
          price,
          referencePrice: price,
          fee: price * quantity * 0.001,
          liquidity: "taker",
          time: open,
        };
        equity -= fill.fee;
        const update = { id: request.id, lane, symbol, status: "filled", quantity, filled: quantity } as OrderUpdate;
        out.push(
          { kind: "order", update: { ...update, type: "market", side: request.side, time: open } },
          { kind: "fill", fill },
        );
        held[lane] = request.side === "buy";
        if (request.side === "sell")
          out.push({ kind: "trade", lane, trade: { id: ++trades, symbol, pnl: -fill.fee, fees: fill.fee } as Trade });
        pending[lane] = null;
      }
      if (held[lane]) equity += rng.next() - 0.5;
      const stance = rng.int(3) === 0 ? "LONG" : "FLAT";
      const signal: Signal = {
        signal: stance,
        metadata: { entryPrice: 100, strategyType: "rule_based", reason: `r${i}` },
      };
      out.push({ kind: "signal", lane, signal });
      if ((stance === "LONG") === held[lane]) continue;
      const quantity = 0.5 + rng.next();
      const side = stance === "LONG" ? "buy" : "sell";
      if (side === "buy")
        out.push({
          kind: "verdict",
          lane,
          verdict: { status: "approved", order: { side, quantity }, sizing: [{ rule: "fixed", quantity }] },
          facts: null,
        });
      const id = `s${lane}:${symbol}:${time}`;
      const next: OrderRequest = {
        id,
        lane,
        symbol,
        side,
        type: "market",
        quantity,
        reduceOnly: side === "sell",
        sentAt: time,
        decidedAt: open,
      };
      pending[lane] = next;
      out.push({ kind: "request", request: next });
    }
    const entry: BarsEntry = {
      seq: i + 1,
      at: time,
      type: "bars",
      time,
      ageMs: 900,
      quiet: false,
      bars: rows,
      held: [],
      equity,
      out,
    };
    return { entry: structuredClone(entry), replayed: structuredClone({ out, equity }) } as Step;
  });
}

function reportOf(
  steps: readonly Step[],
  replayed: ReplayedCode = same,
  more: { notes?: Map<number, NoteEntry>; max?: number } = {},
): ParityReport {
  const comparer = createParityComparer({ maxDifferences: more.max });
  comparer.start(start, replayed);
  for (const [i, step] of steps.entries()) {
    const note = more.notes?.get(i);
    if (note !== undefined) comparer.note(note);
    comparer.step(step.entry as BarsEntry, step.replayed as ReplayedStep);
  }
  return comparer.result();
}

function laneOf(output: Mutable<Output>): number | null {
  if ("lane" in output) return output.lane;
  if (output.kind === "fill") return output.fill.lane;
  if (output.kind === "request") return output.request.lane;
  return output.kind === "order" ? output.update.lane : null;
}

type OutputOf<K extends Output["kind"]> = Mutable<Extract<Output, { kind: K }>>;
/** Changes the first output of a kind and lane from a step on, in the replay. */
function plant<K extends Output["kind"]>(
  steps: Step[],
  kind: K,
  lane: number,
  change: (output: OutputOf<K>) => void,
  from = 20,
) {
  for (let at = from; at < steps.length; at++)
    for (const output of steps[at]!.replayed.out as Mutable<Output>[]) {
      if (output.kind !== kind || laneOf(output) !== lane) continue;
      change(output as OutputOf<K>);
      return at;
    }
  throw new Error(`no ${kind}`);
}
const ulpUp = (value: number) => {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  view.setBigInt64(0, view.getBigInt64(0) + 1n);
  return view.getFloat64(0);
};
const rootsOf = (report: ParityReport): ParityDifference[] =>
  report.differences.filter(({ followsFrom }) => followsFrom === null);
const note = (kind: NoteEntry["note"]["kind"], stream: number): NoteEntry => ({
  seq: 0,
  at: T0,
  type: "note",
  note: { kind, message: "", stream },
});

describe("a run and its replay", () => {
  it("are equal where everything is, whatever happened", () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 1, max: 80 }), (seed, bars) => {
        const report = reportOf(makeRun(seed, bars));
        expect([report.verdict, report.differences, report.omitted]).toEqual(["equal", [], 0]);
        for (const { compared, equal, different } of Object.values(report.counts)) {
          expect(equal).toBe(compared);
          expect(different).toBe(0);
        }
        expect(report.counts.signal!.compared).toBe(2 * bars);
        expect(report.counts.equity!.compared).toBe(bars);
        expect(parityReportSchema.parse(JSON.parse(JSON.stringify(report)))).toEqual(report);
      }),
    );
  });

  it("are equal where a field is undefined on one side and absent on the other, and a strategy had no opinion", () => {
    const steps = makeRun(1, 30);
    for (const { entry, replayed } of steps) {
      entry.out.push({ kind: "signal", lane: 0, signal: null });
      for (const output of replayed.out) if (output.kind === "fill") output.fill.reason = undefined;
    }
    expect(reportOf(steps).verdict).toBe("equal");
  });

  it("are told with when, where and what ran", () => {
    const { run } = reportOf(makeRun(1, 30));
    expect(run).toMatchObject({ mode: "paper", exchange: "binance", starts: 1, swaps: 0, steps: 30 });
    expect([run.from, run.to]).toEqual([T0 + HOUR, T0 + 30 * HOUR]);
    expect(run.lanes[1]).toEqual({ name: "forest", type: "ml-strategy", symbol: "ETH/USDT", timeframe: "1h" });
  });

  it("cannot be told of before they begin", () => {
    expect(() => createParityComparer().result()).toThrow(ParityUnstartedError);
  });
});

describe("a planted difference is found, with its cause, and nothing else is a root", () => {
  it("one signal", () => {
    const steps = makeRun(2, 60);
    const at = plant(steps, "signal", 0, ({ signal }) => {
      signal!.signal = signal!.signal === "LONG" ? "FLAT" : "LONG";
    });
    const report = reportOf(steps);
    expect(report.verdict).toBe("unexplained");
    expect(rootsOf(report)).toEqual([
      expect.objectContaining({
        at: steps[at]!.entry.time,
        lane: 0,
        strategy: "trend",
        symbol: "BTC/USDT",
        what: "signal",
        path: "signal",
        cause: "unexplained",
      }),
    ]);
    expect(report.counts.signal).toEqual({ compared: 120, equal: 119, different: 1 });
  });

  it("one signal of a lane whose strategy has another hash, or whose model is another version", () => {
    for (const [lane, artifacts, cause] of [
      [0, [{ "./mine.ts": "bbb" }, { "model trend": "v3" }], "code-version"],
      [1, [{ "./mine.ts": "aaa" }, { "model trend": "v4" }], "model-version"],
    ] as const) {
      const steps = makeRun(3, 60);
      plant(steps, "signal", lane, ({ signal }) => {
        signal!.metadata.reason = "other";
      });
      const report = reportOf(steps, { ...same, artifacts });
      expect(report.verdict).toBe("explained");
      expect(rootsOf(report)).toMatchObject(
        [{ lane, what: "signal", path: "metadata.reason", recorded: /^r/, replayed: "other", cause }].map((d) => ({
          ...d,
          recorded: expect.stringMatching(/^r/),
        })),
      );
      expect(report.versions).toEqual([
        {
          lane,
          name: lane === 0 ? "./mine.ts" : "model trend",
          recorded: lane === 0 ? "aaa" : "v3",
          replayed: lane === 0 ? "bbb" : "v4",
        },
      ]);
    }
  });

  it("another version of everything, though nothing came of it: no difference, but it is said", () => {
    const report = reportOf(makeRun(3, 20), { ...same, version: "0.2.0", code: { "./p.ts": "x" } });
    expect(report.verdict).toBe("equal");
    expect(report.versions).toEqual([
      { lane: null, name: "@bellwether/live", recorded: "0.1.0", replayed: "0.2.0" },
      { lane: null, name: "./p.ts", recorded: null, replayed: "x" },
    ]);
  });

  it("one quantity, with the request, fill, trade and equity that follow from it", () => {
    const steps = makeRun(4, 60);
    const at = plant(steps, "verdict", 1, ({ verdict }) => {
      if (verdict.status === "approved") verdict.order.quantity *= 2;
    });
    plant(
      steps,
      "request",
      1,
      ({ request }) => {
        request.quantity *= 2;
      },
      at,
    );
    const filled = plant(
      steps,
      "fill",
      1,
      ({ fill }) => {
        fill.quantity *= 2;
        fill.fee *= 2;
      },
      at + 1,
    );
    for (const { replayed } of steps.slice(filled)) replayed.equity -= 0.1;
    const report = reportOf(steps);
    expect(rootsOf(report)).toMatchObject([{ lane: 1, what: "verdict", path: "order.quantity", cause: "sizing" }]);
    expect(report.causes.sizing).toEqual({ roots: 1, all: report.differences.length });
    expect(new Set(report.differences.map(({ what }) => what))).toEqual(
      new Set(["verdict", "request", "fill", "equity"]),
    );
  });

  it("one fill price by one unit in the last place", () => {
    const steps = makeRun(5, 60);
    let prices: number[] = [];
    plant(steps, "fill", 0, ({ fill }) => {
      prices = [fill.price, ulpUp(fill.price)];
      fill.price = prices[1]!;
    });
    const report = reportOf(steps);
    expect(rootsOf(report)).toMatchObject([
      { lane: 0, what: "fill", path: "price", recorded: prices[0], replayed: prices[1], cause: "fill" },
    ]);
    expect(report.counts.fill!.different).toBe(1);
  });

  it("one fee, which moves equity for good: later equity follows from it", () => {
    const steps = makeRun(6, 60);
    const at = plant(steps, "fill", 1, ({ fill }) => {
      fill.fee += 0.25;
    });
    for (const { replayed } of steps.slice(at)) replayed.equity -= 0.25;
    const report = reportOf(steps);
    expect(rootsOf(report)).toMatchObject([{ lane: 1, what: "fill", path: "fee", cause: "fee" }]);
    expect(report.counts.equity).toEqual({ compared: 60, equal: at, different: 60 - at });
    expect(
      report.differences
        .filter(({ what }) => what === "equity")
        .every(({ cause, followsFrom }) => cause === "fee" && followsFrom === 1),
    ).toBe(true);
  });

  it("another fee on every fill is one root, not many", () => {
    const steps = makeRun(6, 80);
    for (const { replayed } of steps)
      for (const output of replayed.out) if (output.kind === "fill" && output.fill.lane === 0) output.fill.fee *= 2;
    const report = reportOf(steps);
    expect(report.causes.fee!.roots).toBe(1);
    expect(report.causes.fee!.all).toBeGreaterThan(5);
  });

  it("one bar that was revised, with the signal that it changed", () => {
    const steps = makeRun(7, 60);
    for (const { entry, replayed } of steps) replayed.bars = structuredClone(entry.bars);
    const row = steps[30]!.replayed.bars![0]!.row as unknown as number[];
    row[4] = row[4]! + 1;
    plant(
      steps,
      "signal",
      0,
      ({ signal }) => {
        signal!.metadata.reason = "other close";
      },
      30,
    );
    const report = reportOf(steps);
    expect(rootsOf(report)).toMatchObject([
      { lane: null, symbol: "BTC/USDT", what: "bar", path: "close", cause: "data-revision", at: steps[30]!.entry.time },
    ]);
    expect(report.differences[1]).toMatchObject({ what: "signal", cause: "data-revision", followsFrom: 1 });
    expect(report.counts.bar).toEqual({ compared: 120, equal: 119, different: 1 });
  });

  it("a bar of which only a note tells, or that was carried on flat", () => {
    for (const told of ["note", "flat"]) {
      const steps = makeRun(8, 60);
      if (told === "flat") steps[30]!.entry.bars[1]!.flat = true;
      plant(
        steps,
        "signal",
        1,
        ({ signal }) => {
          signal!.metadata.reason = "other";
        },
        31,
      );
      const notes = new Map(told === "note" ? [[30, note("revision", 1)]] : []);
      expect(rootsOf(reportOf(steps, same, { notes }))).toMatchObject([
        { lane: 1, what: "signal", cause: "data-revision" },
      ]);
      const unrelated = new Map([
        [30, note("revision", 0)],
        [29, note("gap", 1)],
      ]);
      if (told === "note")
        expect(
          rootsOf(reportOf(steps, same, { notes: unrelated })),
          "of another stream, or of another kind",
        ).toMatchObject([{ cause: "unexplained" }]);
    }
  });

  it("a step on which no strategy was asked, whose stream was held, or whose bar was late", () => {
    for (const change of [
      (entry: Step["entry"]) => {
        entry.quiet = true;
      },
      (entry: Step["entry"]) => {
        entry.held.push({ stream: 0, reason: "stall" });
      },
      (entry: Step["entry"]) => {
        (entry.bars[0]!.row as unknown as number[])[0]! -= HOUR;
      },
    ]) {
      const steps = makeRun(9, 60);
      const { entry } = steps[40]!;
      change(entry);
      entry.out = entry.out.filter((output) => !(output.kind === "signal" && output.lane === 0));
      const report = reportOf(steps);
      expect(rootsOf(report).filter(({ what }) => what === "signal")).toMatchObject([
        { lane: 0, what: "signal", path: "", recorded: null, cause: "timing" },
      ]);
    }
  });

  it("a fill on one side only, and a trade that came of nothing different", () => {
    const lacking = makeRun(10, 60);
    const at = plant(lacking, "fill", 0, () => {});
    lacking[at]!.replayed.out = lacking[at]!.replayed.out.filter(({ kind }) => kind !== "fill");
    expect(rootsOf(reportOf(lacking))[0]).toMatchObject({
      what: "fill",
      path: "",
      recorded: expect.stringMatching(/^(buy|sell) .* at 10/),
      replayed: null,
      cause: "fill",
    });
    const steps = makeRun(10, 60);
    plant(steps, "trade", 0, ({ trade }) => {
      trade.barsHeld = 99;
    });
    expect(rootsOf(reportOf(steps))).toMatchObject([{ what: "trade", cause: "unexplained" }]);
  });
});

describe("what follows from a difference", () => {
  it("is a signal of the same bar, where a fill of that bar changed the position that the strategy sees", () => {
    const steps = makeRun(5, 60);
    const at = plant(steps, "fill", 0, ({ fill }) => {
      fill.price += 1;
    });
    plant(
      steps,
      "signal",
      0,
      ({ signal }) => {
        signal!.metadata.reason = "a worse entry";
      },
      at,
    );
    expect(reportOf(steps).differences).toMatchObject([
      { what: "fill", cause: "fill", followsFrom: null },
      { what: "signal", cause: "fill", followsFrom: 1 },
    ]);
  });

  it("ends when positions, orders and equity agree again: the next difference is a root of its own", () => {
    const steps = makeRun(11, 80);
    const change = ({ signal }: OutputOf<"signal">) => {
      signal!.metadata.reason = "planted";
    };
    plant(steps, "signal", 0, change, 20);
    plant(steps, "signal", 0, change, 50);
    expect(rootsOf(reportOf(steps)).map(({ at }) => at)).toEqual([steps[20]!.entry.time, steps[50]!.entry.time]);
  });

  it("goes on while one side holds what the other does not, in that lane and for equity, not for another lane's signals", () => {
    const steps = makeRun(12, 60);
    const at = plant(steps, "signal", 0, ({ signal }) => {
      signal!.signal = signal!.signal === "LONG" ? "FLAT" : "LONG";
    });
    // the replay never trades in this lane again
    for (const [i, { replayed }] of steps.entries()) {
      const gone = i < at ? [] : i === at ? ["verdict", "request"] : ["verdict", "request", "order", "fill", "trade"];
      replayed.out = replayed.out.filter((output) => !(gone.includes(output.kind) && laneOf(output) === 0));
    }
    for (const { replayed } of steps.slice(at + 2)) replayed.equity += 3;
    plant(
      steps,
      "signal",
      0,
      ({ signal }) => {
        signal!.metadata.reason = "sees another position";
      },
      at + 10,
    );
    plant(
      steps,
      "signal",
      1,
      ({ signal }) => {
        signal!.metadata.reason = "sees the same as ever";
      },
      at + 10,
    );
    const report = reportOf(steps);
    expect(rootsOf(report)).toMatchObject([
      { lane: 0, what: "signal" },
      { lane: 1, what: "signal", path: "metadata.reason" },
    ]);
    expect(report.differences.filter(({ followsFrom }) => followsFrom === 1).length).toBeGreaterThan(30);
  });

  it("is counted beyond what is kept, and roots are kept first", () => {
    const steps = makeRun(13, 300);
    for (const { replayed } of steps)
      for (const output of replayed.out) if (output.kind === "signal") output.signal!.metadata.reason = "x";
    const report = reportOf(steps, same, { max: 10 });
    expect(report.differences).toHaveLength(10);
    expect(report.counts.signal!.different).toBe(600);
    expect(report.omitted).toBe(590);
    expect(report.differences.every(({ followsFrom }) => followsFrom === null)).toBe(true);
  });
});

describe("restarts and swaps", () => {
  it("a restart goes on with the lanes as they were", () => {
    const comparer = createParityComparer();
    const steps = makeRun(14, 40);
    comparer.start(start, same);
    for (const [i, { entry, replayed }] of steps.entries()) {
      if (i === 20) comparer.start({ ...start, seq: 20 }, same);
      comparer.step(entry as BarsEntry, replayed as ReplayedStep);
    }
    expect(comparer.result()).toMatchObject({ verdict: "equal", run: { starts: 2, steps: 40 } });
  });

  it("a swap changes what a lane stands on", () => {
    const steps = makeRun(15, 60);
    const to = { ...start.lanes[1]!, name: "forest2", artifacts: { "model trend": "v5" } };
    const swap: SwapEntry = {
      seq: 30,
      at: 0,
      type: "swap",
      handOff: "keep",
      risk: false,
      lanes: [{ lane: 1, to }],
      settings: {},
      out: [],
    };
    plant(
      steps,
      "signal",
      1,
      ({ signal }) => {
        signal!.metadata.reason = "other";
      },
      40,
    );
    const swapped = (artifacts: ReplayedStep["artifacts"]) => {
      const comparer = createParityComparer();
      comparer.start(start, same);
      for (const [i, { entry, replayed }] of steps.entries()) {
        if (i === 30) comparer.step(swap, { out: [], equity: Number.NaN, artifacts });
        comparer.step(entry as BarsEntry, replayed as ReplayedStep);
      }
      return comparer.result();
    };
    expect(rootsOf(swapped({ 1: { "model trend": "v4" } }))).toMatchObject([
      { strategy: "forest2", cause: "model-version" },
    ]);
    expect(rootsOf(swapped(undefined))).toMatchObject([{ strategy: "forest2", cause: "unexplained" }]);
    expect(swapped(undefined).run.swaps).toBe(1);
  });
});

it("keeps a drawing of equity that does not grow with the run, ends included", () => {
  const comparer = createParityComparer();
  comparer.start(start, same);
  const { entry } = makeRun(1, 1)[0]!;
  for (let i = 0; i < 30_000; i++)
    comparer.step({ ...(entry as BarsEntry), time: T0 + i * HOUR, equity: i, out: [] }, { out: [], equity: i + 1 });
  const { equity, differences } = comparer.result();
  expect(equity.time.length).toBeGreaterThan(900);
  expect(equity.time.length).toBeLessThan(2_002);
  expect([equity.recorded[0], equity.recorded.at(-1), equity.replayed.at(-1)]).toEqual([0, 29_999, 30_000]);
  expect(differences).toHaveLength(1_000);
});

it("finds any one change of any one number, as a difference with a cause of the list", () => {
  fc.assert(
    fc.property(fc.integer(), fc.nat(), (seed, pick) => {
      const steps = makeRun(seed, 30);
      const places: [Record<string, unknown>, string][] = [];
      const walk = (value: unknown) => {
        if (typeof value !== "object" || value === null) return;
        for (const [key, inner] of Object.entries(value))
          if (typeof inner === "number" && key !== "lane") places.push([value as Record<string, unknown>, key]);
          else walk(inner);
      };
      for (const { replayed } of steps) walk(replayed);
      const [object, key] = places[pick % places.length]!;
      object[key] = ulpUp(object[key] as number);
      const report = reportOf(steps);
      expect(report.verdict).not.toBe("equal");
      expect(rootsOf(report)).toHaveLength(1);
      expect(parityReportSchema.safeParse(report).success).toBe(true);
    }),
    { numRuns: 200 },
  );
});
