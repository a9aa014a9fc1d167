import { defineIndicator, type Frame, type Series } from "@bellwether/core";
import { ema, returns, rollingStd, sma } from "@bellwether/indicators";
import { beforeAll, describe, expect, it } from "vitest";
import { sampleHours } from "../../test/sample-bars.js";
import { defineFeature, type Feature } from "../features/feature.js";
import { distance, ratioOrOne, shift } from "../features/ops/ops.js";
import { emaSettling } from "../features/ops/settling.js";
import { sliceBars } from "./bar-variants.js";
import { type FeatureCheckName, featureChecks } from "./feature-checks.js";

let bars: Awaited<ReturnType<typeof sampleHours>>;
beforeAll(async () => {
  bars = sliceBars(await sampleHours(), 0, 1200);
});

const feature = (warmup: number, series: (df: Frame) => Series): Feature =>
  defineFeature({ name: "subject", group: "price", about: "made for a test", warmup: () => warmup, series });

const failed = (subject: Feature): FeatureCheckName[] =>
  featureChecks({ feature: subject, params: [], bars, timeframe: "1h" }).map(({ name }) => name);

/** A kernel over a whole batch, which may look wherever it likes. */
const cheat = (name: string, fill: (x: Float64Array, out: Float64Array, from: number, to: number) => void) =>
  defineIndicator(name, () => ({ warmup: 0, extend: ([x], [out], from, to) => fill(x, out, from, to) }));

describe("featureChecks", () => {
  it("finds nothing in a windowed feature, a recursive one and a lagged one", () => {
    expect(failed(feature(19, (df) => distance(df.close, sma(df.close, 20))))).toEqual([]);
    expect(failed(feature(emaSettling(9), (df) => distance(df.close, ema(df.close, 9))))).toEqual([]);
    expect(failed(feature(4, (df) => shift(returns(df.close), 3)))).toEqual([]);
  });

  it("says in one line what it found, and where", () => {
    const raw = feature(0, (df) => df.close);
    expect(featureChecks({ feature: raw, params: [], bars, timeframe: "1h" })).toEqual([
      { name: "units", message: "row 0 is 1.05227, and 1077.52448 with every price times 1024" },
    ]);
  });

  it("asks for enough bars to check a long warm-up on", () => {
    const [failure] = featureChecks({
      feature: feature(900, (df) => returns(df.close)),
      params: [],
      bars,
      timeframe: "1h",
    });
    expect(failure).toEqual({ name: "rows", message: "1200 bars are too few for a warm-up of 900; give 2000" });
  });

  it("reads and spoils the extra columns of a feature that needs them, in the units that they have", () => {
    const extra = { bid: bars.close.map((x) => 0.999 * x), ask: bars.close.map((x) => 1.001 * x) };
    const spread = defineFeature({
      name: "spread",
      group: "order-book",
      about: "ask over bid",
      needs: ["ask", "bid"],
      warmup: () => 0,
      series: (df) => distance(df.column("ask"), df.column("bid")),
    });
    const options = { feature: spread, params: [], bars: { ...bars, extra }, timeframe: "1h" } as const;
    expect(featureChecks(options)).toEqual([]);
    expect(featureChecks({ ...options, units: { ask: "price" } })[0]?.name).toBe("units");
  });

  it("counts what throws as broken", () => {
    const subject = feature(0, (df) => {
      if (df.length === 7) throw new RangeError("seven");
      return returns(df.close);
    });
    const streaming = featureChecks({ feature: subject, params: [], bars, timeframe: "1h" });
    expect(streaming).toContainEqual({ name: "streaming", message: "threw RangeError: seven" });
  });
});

describe("featureChecks catches a planted cheat", () => {
  it("a centred mean, by the rows that were absent or other than they are", () => {
    const centred = cheat("centred", (x, out, from, to) => {
      for (let i = from; i < to; i++) out[i] = x[i]! / ((x[i]! + (x[i + 1] ?? x[i]!) + (x[i - 1] ?? x[i]!)) / 3);
    });
    expect(failed(feature(1, (df) => centred(df.close)))).toEqual(
      expect.arrayContaining(["streaming", "prefix", "future"]),
    );
  });

  it("a z-score over the full sample", () => {
    const standardised = cheat("standardised", (x, out, from, to) => {
      let sum = 0;
      let squares = 0;
      for (let i = 0; i < to; i++) sum += x[i]!;
      for (let i = 0; i < to; i++) squares += (x[i]! - sum / to) ** 2;
      for (let i = from; i < to; i++) out[i] = squares === 0 ? 0 : (x[i]! - sum / to) / Math.sqrt(squares / to);
    });
    expect(failed(feature(0, (df) => standardised(df.close)))).toEqual(
      expect.arrayContaining(["streaming", "prefix", "future", "history-start"]),
    );
  });

  it("a back-fill of the rows in warm-up", () => {
    const filled = cheat("filled", (x, out, from, to) => {
      for (let i = to - 1; i >= from; i--) out[i] = Number.isNaN(x[i]!) ? (out[i + 1] ?? Number.NaN) : x[i]!;
    });
    expect(failed(feature(19, (df) => filled(distance(df.close, sma(df.close, 20)))))).toEqual(
      expect.arrayContaining(["streaming", "prefix"]),
    );
  });

  it("a look at the next bar", () => {
    const next = cheat("next", (x, out, from, to) => {
      for (let i = from; i < to; i++) out[i] = (x[i + 1] ?? x[i]!) / x[i]! - 1;
    });
    expect(failed(feature(0, (df) => next(df.close)))).toEqual(
      expect.arrayContaining(["streaming", "prefix", "future"]),
    );
  });

  it("a raw price, and a raw volume", () => {
    expect(failed(feature(19, (df) => sma(df.close, 20)))).toEqual(["units"]);
    expect(failed(feature(19, (df) => sma(df.volume, 20)))).toEqual(["units"]);
  });

  it("a small price: units are told from zero by the feature's own size", () => {
    const tiny = cheat("tiny", (x, out, from, to) => {
      for (let i = from; i < to; i++) out[i] = 1e-12 * x[i]!;
    });
    expect(failed(feature(0, (df) => tiny(df.close)))).toEqual(["units"]);
  });

  it("a warm-up too short for the first number, and one too short to forget the first row", () => {
    expect(failed(feature(18, (df) => distance(df.close, sma(df.close, 20))))).toContain("warm-up");
    expect(failed(feature(60, (df) => distance(df.close, ema(df.close, 20))))).toEqual(["history-start"]);
  });

  it("a value that never forgets where the history began", () => {
    const growth = cheat("growth", (x, out, from, to) => {
      for (let i = from; i < to; i++) out[i] = x[i]! / x[0]! - 1;
    });
    expect(failed(feature(5, (df) => growth(df.close)))).toEqual(expect.arrayContaining(["history-start"]));
  });

  it("state kept by row number, which a frame that lets old rows go renumbers", () => {
    const parity = cheat("parity", (x, out, from, to) => {
      for (let i = from; i < to; i++) out[i] = Number.isNaN(x[i]!) ? Number.NaN : i >= 300 ? 1 : 0;
    });
    expect(failed(feature(0, (df) => parity(df.close)))).toContain("bounded-history");
  });

  it("a division by what may be nothing", () => {
    const untraded = cheat("untraded", (x, out, from, to) => {
      for (let i = from; i < to; i++) out[i] = x[i]! / x[i]!;
    });
    expect(failed(feature(0, (df) => untraded(df.volume)))).toEqual(["finite"]);
    const score = defineIndicator({ name: "score", inputs: "pair" }, () => ({
      warmup: 0,
      extend([x, y], [out], from, to) {
        for (let i = from; i < to; i++) out[i] = x[i]! / y[i]!;
      },
    }));
    const flat = feature(20, (df) => score(returns(df.close), rollingStd(returns(df.close), 20)));
    expect(failed(flat)).toEqual(["finite"]);
  });

  it("a NaN bar that is passed over, and one that is never forgotten", () => {
    const carried = defineIndicator("carried", () => {
      let last = Number.NaN;
      return {
        warmup: 0,
        extend([x], [out], from, to) {
          for (let i = from; i < to; i++) {
            if (!Number.isNaN(x[i]!)) last = x[i]!;
            out[i] = last;
          }
        },
      };
    });
    expect(failed(feature(1, (df) => carried(returns(df.close))))).toContain("nan");
    const poisoned = defineIndicator("poisoned", () => {
      let mean = 0;
      return {
        warmup: 0,
        extend([x], [out], from, to) {
          for (let i = from; i < to; i++) {
            mean = 0.5 * (mean + x[i]!);
            out[i] = mean;
          }
        },
      };
    });
    expect(failed(feature(60, (df) => ratioOrOne(df.close, poisoned(df.close))))).toEqual(["nan"]);
  });
});
