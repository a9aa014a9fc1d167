import {
  type BarColumns,
  defineIndicator,
  defineStrategy,
  type Frame,
  FutureAccessError,
  flat,
  long,
  type RiskEngine,
  type Series,
  type Signal,
  type Strategy,
  StrategyFailedError,
} from "@bellwether/core";
import { sampleBars } from "@bellwether/core/checks";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { backtest } from "../run/backtest.js";
import { LookAheadError } from "./prefix-check.js";

const columns = sampleBars({ rows: 400, seed: 4 });
const risk: RiskEngine = {
  reentry: "immediate",
  warmup: 0,
  inspect: () => null,
  applyRiskToSignal: ({ signal }) => ({
    status: "approved",
    order: { side: signal.signal === "LONG" ? "buy" : "sell", quantity: 1 },
    sizing: [],
  }),
  describe: () => ({}),
};

async function run(create: () => Strategy, data: BarColumns = columns, prefixChecks = 8): Promise<number> {
  const definition = defineStrategy({ id: "suspect", params: z.strictObject({}), create });
  const peer = { symbol: "ETH/USDT", timeframe: "1m", columns: sampleBars({ rows: 400, seed: 9 }) } as const;
  const report = await backtest({
    data: [{ symbol: "BTC/USDT", timeframe: "1m", columns: data }, peer],
    strategy: { definition, symbols: ["BTC/USDT"] },
    risk,
    prefixChecks,
  });
  return report.prefixChecks;
}

/** Long when told up, flat when told down. */
function says(up: boolean, df: Frame): Signal {
  return up ? long(df) : flat(df);
}

const strategy = (generateSignal: Strategy["generateSignal"], more: Partial<Strategy> = {}) => ({
  warmup: 1,
  generateSignal,
  ...more,
});

const kernel = (name: string, at: (x: Float64Array, out: Float64Array, i: number) => void) =>
  defineIndicator(name, () => ({
    warmup: 0,
    extend([x], [out], from, to) {
      for (let i = from; i < to; i++) at(x, out, i);
    },
  }));

describe("an honest strategy passes", () => {
  it("checked at random bars and at decisions", async () => {
    const checks = await run(() => strategy((df) => says(df.close.last > df.close.at(-5), df)));
    expect(checks).toBeGreaterThan(12);
  });

  it("that reads indicators, resampled bars, peers, its position and what it prepares", async () => {
    const mean = kernel("mean_of_three", (x, out, i) => {
      out[i] = (x[i]! + x[i - 1]! + x[i - 2]!) / 3;
    });
    const checks = await run(() => {
      let prepared = Number.NaN;
      return {
        warmup: 20,
        async prepare(df) {
          prepared = mean(df.close).last;
        },
        generateSignal(df, context) {
          const { side } = context!.position;
          const hourly = df.resample("5m").close;
          return says(prepared > mean(hourly).last === (df.peer("ETH/USDT").close.last > 90 || side === null), df);
        },
      };
    });
    expect(checks).toBeGreaterThan(8);
  });

  it("or is not checked where checks are turned off", async () => {
    const module = { calls: 0 };
    expect(await run(() => strategy((df) => says(module.calls++ % 2 === 0, df)), columns, 0)).toBe(0);
  });
});

describe("a strategy is caught that", () => {
  const ahead = kernel("ahead", (x, out, i) => {
    out[i] = x[i + 1]!;
  });
  const repaint = kernel("repaint", (x, out, i) => {
    out[i] = Number.NaN;
    if (i > 0) out[i - 1] = x[i]!; // finished rows are written again
  });
  const held: Float64Array[] = [];
  const smuggle = kernel("smuggle", (x, out, i) => {
    held[0] = x;
    out[i] = x[i]!;
  });
  const seen: number[] = [];
  let calls = 0;

  const cheats: Record<string, () => Strategy> = {
    "reads a kernel that reads one row further": () => strategy((df) => says(ahead(df.close).last > df.close.last, df)),
    "reads a kernel whose kernel reads one row further": () =>
      strategy((df) => says(ahead(smuggle(df.close)).last > df.close.last, df)),
    "reads a kernel that repaints": () => strategy((df) => says(repaint(df.close).last > df.close.last, df)),
    "takes the array that a kernel was handed": () =>
      strategy((df) => says(smuggle(df.close).last > 0 && held[0]![df.length]! > df.close.last, df)),
    "takes the buffer of that array": () =>
      strategy((df) => {
        smuggle(df.close).at(-1);
        return says(new Float64Array(held[0]!.buffer)[df.length]! > df.close.last, df);
      }),
    "peeks while it prepares": () => {
      let up = false;
      return strategy((df) => says(up, df), {
        prepare(df) {
          up = ahead(df.close).last > df.close.last;
        },
      });
    },
    "peeks at resampled bars": () =>
      strategy((df) => says(ahead(df.resample("5m").close).last > df.resample("5m").close.last, df), { warmup: 10 }),
    "peeks at a peer": () =>
      strategy((df) => says(ahead(df.peer("ETH/USDT").close).last > df.peer("ETH/USDT").close.last, df)),
    "counts its own calls": () => {
      let count = 0;
      return strategy((df) => says(++count % 3 === 0, df));
    },
    "counts calls in its module": () => strategy((df) => says(++calls % 3 === 0, df)),
    "remembers what it saw in its module": () =>
      strategy((df) => {
        seen[df.length] = df.close.last;
        return says((seen[df.length + 1] ?? 0) > df.close.last, df);
      }),
    "remembers its own position instead of asking for it": () => {
      let entered = 0;
      return strategy((df) => {
        if (df.length % 10 === 3) entered = df.length;
        return says(df.length - entered < 5, df);
      });
    },
    "reports what it should not know, though it acts on nothing": () =>
      strategy((df) => flat(df, { next: ahead(df.close).last })),
    "is silent or not by what comes": () =>
      strategy((df) => (ahead(df.close).last > df.close.last ? null : says(df.length % 2 === 0, df))),
  };

  it.each(Object.entries(cheats))("%s", async (_name, create) => {
    seen.length = 0;
    calls = 0;
    const error = (await run(create).catch((reason: unknown) => reason)) as LookAheadError;
    expect(error).toBeInstanceOf(LookAheadError);
    expect(error).toMatchObject({ code: "LOOK_AHEAD", strategy: "suspect", symbol: "BTC/USDT" });
    expect(columns.openTime).toContain(error.openTime);
    expect(error.message).toMatch(
      /^strategy "suspect" on BTC\/USDT looks ahead or keeps hidden state: at the bar of 2024-01-01T\d\d:\d\d:00.000Z it said "/,
    );
    expect(error.said).not.toBe(error.saysOnPrefix);
  });
});

describe("a strategy is stopped that", () => {
  const stopped: [string, Strategy["generateSignal"], unknown][] = [
    ["asks for the next row", (df) => says(df.close.at(df.length) > df.close.last, df), FutureAccessError],
    ["asks a resampled frame for it", (df) => says(df.resample("5m").close.at(df.length) > 0, df), FutureAccessError],
    ["asks a peer for it", (df) => says(df.peer("ETH/USDT").close.at(df.length) > 0, df), FutureAccessError],
    // @ts-expect-error a series has no index
    ["indexes a series", (df) => says(df.close[df.length].valueOf() > 0, df), TypeError],
    // @ts-expect-error a frame does not tell its store
    ["asks for the store", (df) => says(df.store.rows > 0, df), TypeError],
    [
      "digs for the column",
      (df) => says((df.close as never as { column: Float64Array[] }).column[0]![9]! > 0, df),
      TypeError,
    ],
    // @ts-expect-error there is no buffer behind a series
    ["asks a series for its buffer", (df) => says(new Float64Array(df.close.buffer.slice(0))[9] > 0, df), TypeError],
    [
      "changes the frame",
      (df) => {
        (df as { close: Series }).close = df.open;
        return null;
      },
      TypeError,
    ],
    [
      "changes what all series inherit",
      (df) => {
        (Object.getPrototypeOf(df.close) as { at: unknown }).at = () => 1;
        return null;
      },
      TypeError,
    ],
    [
      "changes its position",
      (_df, context) => {
        // @ts-expect-error a position is read-only
        context!.position.quantity = 100;
        return null;
      },
      TypeError,
    ],
    [
      "replaces its position",
      (_df, context) => {
        (context as { position: unknown }).position = null;
        return null;
      },
      TypeError,
    ],
    [
      "stands a proxy in front of a series",
      (df) => says(new Proxy(df.close, { get: (target, key) => Reflect.get(target, key, {}) as never }).last > 0, df),
      TypeError,
    ],
  ];

  it.each(stopped)("%s", async (_name, generateSignal, type) => {
    const error = (await run(() => strategy(generateSignal)).catch((reason: unknown) => reason)) as Error;
    expect(error).toBeInstanceOf(StrategyFailedError);
    expect(error.cause).toBeInstanceOf(type);
  });

  it("writes to the values it was given changes nothing", async () => {
    await run(() =>
      strategy((df) => {
        df.close.values().fill(1);
        return says(df.close.last > df.close.at(-3), df);
      }),
    );
    expect(columns.close).toEqual(sampleBars({ rows: 400, seed: 4 }).close);
  });
});

describe("metadata that cannot be compared", () => {
  it.each<[string, () => unknown]>([
    ["a big integer", () => 5n],
    [
      "a circle",
      () => {
        const circle: Record<string, unknown> = {};
        circle.self = circle;
        return circle;
      },
    ],
    ["a NaN", () => Number.NaN],
    ["the frame", () => undefined],
  ])("is written down as well as can be: %s", async (_name, make) => {
    await run(() => strategy((df) => long(df, { extra: make() ?? df })));
  });

  it("tells NaN from null", async () => {
    let calls = 0;
    const create = () => strategy((df) => flat(df, { extra: calls++ < 400 ? Number.NaN : null }));
    await expect(run(create)).rejects.toBeInstanceOf(LookAheadError);
  });
});

it("notes the first decision, the second, the fourth, the eighth ...: growing gaps, whatever other strategies do", async () => {
  const asked: number[] = [];
  let during = true;
  const create = () =>
    strategy((df) => {
      if (!during) asked.push(df.length);
      if (df.length === 400) during = false;
      return says(df.length % 2 === 1, df); // a decision at every bar
    });
  await run(create, columns, 8);
  for (const decision of [1, 2, 4, 8, 16, 32, 64, 128]) expect(asked).toContain(decision);
});
