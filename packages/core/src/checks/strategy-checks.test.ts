import { describe, expect, it } from "vitest";
import * as z from "zod";
import type { Frame } from "../frame/frame.js";
import { assertPeriod, defineIndicator } from "../indicator/define-indicator.js";
import { timeframeMs } from "../market/timeframe.js";
import { flat, long, type Signal, short } from "../signal.js";
import { defineStrategy, type StrategyDefinition } from "../strategy/define-strategy.js";
import { period } from "../strategy/params.js";
import type { Strategy, StrategyContext } from "../strategy/strategy.js";
import { sampleBars } from "./sample-bars.js";
import { strategyChecks } from "./strategy-checks.js";
import type { StrategyCheckOptions } from "./strategy-subject.js";

/** Mean of the last `length` values, written without state so that mistakes stand out. */
const mean = defineIndicator("mean", (length: number) => {
  assertPeriod("mean", length);
  return {
    warmup: length - 1,
    extend([x], [out], from, to) {
      for (let i = from; i < to; i++) {
        let sum = i < length - 1 ? Number.NaN : 0;
        for (let k = 0; k < length; k++) sum += x[i - k] ?? 0;
        out[i] = sum / length;
      }
    },
  };
});

/** Looks ahead: gives the next value of its input, where that is there to be read. */
const tomorrow = defineIndicator("tomorrow", () => ({
  warmup: 0,
  extend([x], [out], from, to) {
    for (let i = from; i < to; i++) out[i] = x[i + 1] || x[i]!;
  },
}));

type Say = (df: Frame, context?: StrategyContext) => Signal | null;
const good: Say = (df) => {
  const spread = df.close.last - mean(df.close, 10).last;
  if (Number.isNaN(spread)) return null;
  return spread > 0 ? long(df, { spread }) : flat(df, { spread });
};

function planted(create: () => Say | Partial<Strategy>, schema: z.ZodType = z.strictObject({})): StrategyDefinition {
  return defineStrategy({
    id: "planted",
    params: schema,
    create: () => {
      const made = create();
      return { warmup: 10, generateSignal: good, ...(typeof made === "function" ? { generateSignal: made } : made) };
    },
  });
}

/** Names of the broken promises, each with what the check said. */
async function broken(options: StrategyCheckOptions): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const { name, run } of strategyChecks(options))
    try {
      await run();
    } catch (error) {
      found[name.slice(name.indexOf(": ") + 2)] = (error as Error).message;
    }
  return found;
}

const saying = (say: Say) => broken({ definition: planted(() => say) });
const withParams = (shape: z.ZodRawShape) => broken({ definition: planted(() => good, z.strictObject(shape)) });

it("finds nothing wrong with an honest strategy, on made-up and on given bars, with and without parameters", async () => {
  const length = period({ default: 10, search: [5, 20] });
  const definition = defineStrategy({
    id: "honest",
    params: z.strictObject({ length }),
    create: ({ length }) => ({
      warmup: length,
      generateSignal(df) {
        const spread = df.close.last - mean(df.close, length).last;
        return spread > 0 ? long(df, { spread }) : spread < 0 ? short(df) : null;
      },
    }),
  });
  expect(await broken({ definition })).toEqual({});
  expect(await broken({ definition, params: [{}, { length: 30 }], bars: sampleBars({ rows: 400 }) })).toEqual({});
});

it("names each check after the strategy and its parameters", () => {
  const names = strategyChecks({ definition: planted(() => good), params: [{}, { length: 3 }] }).map(
    ({ name }) => name,
  );
  expect(new Set(names).size).toBe(names.length);
  expect(names.filter((name) => name.startsWith('planted {"length":3}: '))).toHaveLength((names.length - 3) / 2);
});

describe("finds parameters", () => {
  it("whose default the schema itself would refuse", async () => {
    expect(await withParams({ length: z.int().min(1).max(20).default(30) })).toMatchObject({
      "defaults are values that the schema accepts, inside their search ranges": "length: the default 30 is above 20",
    });
  });

  it("whose default lies outside the search range", async () => {
    expect(await withParams({ length: period({ default: 30, search: [5, 20] }) })).toMatchObject({
      "defaults are values that the schema accepts, inside their search ranges":
        "length: the default 30 lies outside the search range 5 to 20",
    });
  });

  it("whose search range leaves the bounds, falls, or has a step that is no whole number", async () => {
    const name = "search ranges rise, in steps that the schema accepts";
    for (const [search, said] of [
      [[0, 20], "length: 0, an end of the search range, is below 1"],
      [[20, 5], "length: the search range 20 to 5 does not rise"],
      [[5, 20, 0.5], "length: the search step 0.5 of a whole number is not one"],
      [[5, 20, 0], "length: the search step 0 is not positive"],
    ] as const)
      expect((await withParams({ length: period({ default: 10, search }) }))[name]).toBe(said);
  });

  it("that are taken in silence when misspelt", async () => {
    expect(await broken({ definition: planted(() => good, z.object({})) })).toMatchObject({
      "refuses a parameter that it does not know": expect.stringContaining("z.strictObject"),
    });
  });

  it("that have no default and are not given", async () => {
    const name = "these parameters are accepted, and make a warm-up that is a whole number of bars";
    expect((await withParams({ length: z.int() }))[name]).toContain("length: ");
    expect((await broken({ definition: planted(() => ({ warmup: 2.5 })) }))[name]).toContain("got 2.5");
  });
});

describe("finds answers", () => {
  const name = "from its warm-up on it says a valid signal or null at each bar";

  it.each<[string, Say, string]>([
    ["with a stance of their own", (df) => ({ ...long(df), signal: "BUY" as "LONG" }), "has the stance BUY"],
    ["that are undefined", () => undefined as never, "has the stance undefined"],
    ["that are promises", (df) => Promise.resolve(long(df)) as never, "returned a promise"],
    ["with a confidence above 1", (df) => long(df, { confidence: 1.5 }), "a confidence from 0 to 1"],
    ["with a distance of NaN", (df) => long(df, { slDistance: Number.NaN }), "distances that are positive"],
    ["with a distance of 0", (df) => short(df, { tpDistance: 0 }), "distances that are positive"],
    ["with an entry price of Infinity", (df) => flat(df, { entryPrice: 1 / 0 }), "needs an entryPrice"],
    [
      "with NaN in their metadata",
      (df) => long(df, { spread: Number.NaN }),
      "journalled: spread has no canonical JSON",
    ],
    ["with functions in their metadata", (df) => long(df, { plot: () => 0 }), "journalled: plot has no canonical JSON"],
    [
      "that are errors",
      () => {
        throw new RangeError("beyond the end");
      },
      "bar 9, flat: threw RangeError: beyond the end",
    ],
  ])("%s", async (_what, say, said) => {
    expect((await saying(say))[name]).toContain(said);
  });

  it("that fail only while a position is held", async () => {
    expect(
      await saying((df, context) => (context?.position.side === "short" ? long(df, { confidence: -1 }) : null)),
    ).toEqual({ "it answers validly while long, short and flat": expect.stringContaining("bar 9, short: LONG") });
  });
});

describe("finds a warm-up", () => {
  it("that ends before the indicators have values, though NaN compares as if all were well", async () => {
    const found = await saying((df) => (df.close.last > mean(df.close, 40).last ? long(df) : flat(df)));
    expect(found).toEqual({
      "with exactly its warm-up in bars it can speak, and every indicator that it reads has a value":
        expect.stringContaining("after a warm-up of 10 bars 1 of its indicators are still NaN"),
    });
  });

  it("that is a bar short of what it reads", async () => {
    const found = await saying((df) => (df.close.at(-11) < df.close.last ? long(df) : null));
    expect(found).toEqual({
      "with exactly its warm-up in bars it can speak, and every indicator that it reads has a value":
        expect.stringContaining("after a warm-up of 10 bars it says nothing"),
    });
  });

  it("of a higher timeframe that ends before its bars have closed", async () => {
    const found = await saying((df) => {
      if (Number.isNaN(df.close.last)) return null;
      const higher = df.resample("4h");
      return higher.close.last > mean(higher.close, 3).last ? long(df) : flat(df);
    });
    expect(Object.keys(found)).toEqual([
      "with exactly its warm-up in bars it can speak, and every indicator that it reads has a value",
    ]);
  });

  it("that is too short for what the stance remembers", async () => {
    const say: Say = (df) => (df.close.last > (df.close.values()[0] ?? 0) ? long(df) : flat(df));
    const name = "needs no longer history than four warm-ups to take its stance";
    expect((await saying(say))[name]).toContain("the warm-up of 10 bars is too short");
    expect(await broken({ definition: planted(() => say), pathDependent: true })).not.toHaveProperty([name]);
  });
});

describe("finds a strategy", () => {
  it("that rolls dice", async () => {
    expect(await saying((df) => long(df, { luck: Math.random() }))).toHaveProperty([
      "deterministic: two fresh instances say the same at each bar",
    ]);
  });

  it("that counts how often it is asked", async () => {
    const definition = planted(() => {
      let asked = 0;
      return (df) => long(df, { asked: asked++ });
    });
    expect(await broken({ definition })).toHaveProperty([
      "without hidden state: asked twice at one bar, it says the same",
    ]);
  });

  it("that remembers from bar to bar what its frame would not tell a fresh instance", async () => {
    const definition = planted(() => {
      let since = Number.NaN;
      return (df) => {
        if (Number.isNaN(since)) since = df.openTime.last;
        return Number.isNaN(df.close.last) ? null : long(df, { since });
      };
    });
    const name = "never looks ahead: a fresh instance that sees no later bar says the same";
    expect(Object.keys(await broken({ definition }))).toEqual([name]);
  });

  it("that looks ahead", async () => {
    const found = await saying((df) => (tomorrow(df.close).last > df.close.last ? long(df) : flat(df)));
    expect(found).toHaveProperty(["never looks ahead: a fresh instance that sees no later bar says the same"]);
    expect(found).toHaveProperty(["says the same live, bar by bar, as in a backtest"]);
  });

  it("that reaches back to rows which a live frame lets go", async () => {
    expect(await saying((df) => long(df, { first: df.close.at(0) || 0 }))).toHaveProperty([
      "says the same when a live frame lets old rows go",
    ]);
  });

  it("that writes to the bars", async () => {
    const bars = sampleBars({ rows: 300, seed: 3 });
    const definition = planted(() => (df) => {
      if (df.length === 50) bars.volume[20] = -1;
      return good(df);
    });
    expect((await broken({ definition, bars }))["leaves the bars as they are"]).toContain(
      "it changed volume[20] of TEST/USDT from",
    );
  });

  it("that writes to its context", async () => {
    const found = await saying((df, context) => {
      Object.assign(context!.position, { quantity: 5 });
      return good(df);
    });
    expect(found["it answers validly while long, short and flat"]).toContain("threw TypeError");
  });

  it.each<[string, string, Say]>([
    [
      "divides by a range of zero",
      "calm on flat prices",
      (df) =>
        long(df, {
          confidence: 1 / (1 + 1 / (df.high.last - df.low.last)),
          spread: 1 / (df.high.at(-5) - df.low.last),
        }),
    ],
    [
      "divides by no volume",
      "calm without volume",
      (df) => long(df, { slDistance: 1 / df.volume.values(9).reduce((a, b) => a + b) }),
    ],
    [
      "takes bars to follow each other",
      "calm after a gap in time, which its peers do not have",
      (df) => (df.openTime.last - df.openTime.at(-2) === timeframeMs("1h") ? good(df) : long(df, { confidence: 2 })),
    ],
    [
      "trades on NaN",
      "calm on a bar of NaN, and after it: null, or FLAT, until it can speak again",
      (df) => (df.close.last <= mean(df.close, 10).last ? flat(df) : long(df)),
    ],
  ])("that %s", async (_what, name, say) => {
    expect(Object.keys(await saying(say))).toContain(name);
  });

  it("but lets it leave on a bar of NaN, whose close is no entry price", async () => {
    expect(await saying((df) => (df.close.last > mean(df.close, 10).last ? long(df) : flat(df)))).toEqual({});
  });
});

describe("peers", () => {
  const bars = { "A/USDT": sampleBars({ rows: 400, seed: 1 }), "B/USDT": sampleBars({ rows: 400, seed: 2 }) };
  const definition = planted(() => (df) => {
    const other = df.peer(df.symbol === "A/USDT" ? "B/USDT" : "A/USDT");
    return df.close.last > other.close.last ? long(df, { other: other.close.last }) : null;
  });

  it("are seen as of the bar, for whichever symbol is asked", async () => {
    expect(await broken({ definition, bars, timeframe: "1m" })).toEqual({});
    expect(await broken({ definition, bars, timeframe: "1m", symbol: "B/USDT" })).toEqual({});
  });

  it("of a symbol without bars: says which there are", async () => {
    const found = await broken({ definition, bars, symbol: "C/USDT" });
    expect(Object.values(found)).toContain("no bars of C/USDT; there are bars of A/USDT, B/USDT");
  });
});

it("carries extra columns into every replay", async () => {
  const closes = sampleBars({ rows: 300, seed: 5 });
  const bars = { ...closes, extra: { funding: closes.close.map((price) => price / 1e6) } };
  const definition = planted(() => (df) => {
    const funding = df.column("funding").last;
    return funding > 0 ? long(df, { funding }) : null;
  });
  expect(await broken({ definition, bars })).toEqual({});
});

it("waits for what a strategy prepares", async () => {
  const definition = planted(() => {
    let ready = -1;
    return {
      prepare: async (df) => {
        await Promise.resolve();
        ready = df.length;
      },
      generateSignal: (df) => (ready === df.length ? good(df) : long(df, { confidence: 9 })),
    };
  });
  expect(await broken({ definition })).toEqual({});
});

it("says how many bars it needs", async () => {
  const found = await broken({ definition: planted(() => good), bars: sampleBars({ rows: 100 }) });
  expect(Object.values(found)).toContain("100 bars of TEST/USDT are too few: a warm-up of 10 needs 140");
});
