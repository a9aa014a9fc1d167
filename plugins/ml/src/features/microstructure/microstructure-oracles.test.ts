import { type BarColumns, type Frame, frameOf, type Series } from "@bellwether/core";
import { sma } from "@bellwether/indicators";
import { describe, expect, it } from "vitest";
import { noOracles, readOracle, readReferenceBars, readTable } from "../../../test/oracle-files.js";
import { sliceBars } from "../../testing/bar-variants.js";
import {
  amihudLambda,
  barVpin,
  bekkerParkinson,
  bulkBuyVolume,
  corwinSchultz,
  hasbrouckLambda,
  kyleLambda,
  rollMeasure,
} from "./index.js";

interface Reference {
  readonly inputFile: string;
  readonly series: Readonly<Record<string, readonly (number | null)[]>>;
}
interface Oracle {
  readonly expected: {
    readonly "dollar-bars": Reference;
    readonly "btcusdt-1h rows 40000..41000": Reference;
    readonly published: {
      readonly values: readonly { readonly what: string; readonly expected: number; readonly delta: number }[];
    };
  };
}

const oracle = readOracle<Oracle>("microstructure-shared.json");

/** Dollar bars, whose turnover was recorded trade by trade. */
function dollarBars(): Frame {
  const { open, high, low, close, cum_vol, cum_dollar } = readTable("oracles/inputs/dollar-bars.csv");
  const bars = { open, high, low, close, volume: cum_vol, openTime: close!.map((_, i) => i * 60_000) };
  return frameOf({ ...bars, extra: { turnover: cum_dollar! } } as unknown as BarColumns);
}

/** Hourly bars; their turnover is the close times the volume. */
async function hourlyBars(): Promise<Frame> {
  const bars = sliceBars(await readReferenceBars("data/btcusdt-binance-1h.csv.gz", "1h"), 40_000, 41_000);
  const turnover = bars.close.map((close, i) => close * bars.volume[i]!);
  return frameOf({ ...bars, extra: { turnover } }, { timeframe: "1h" });
}

function kernels(df: Frame): Record<string, Series> {
  const turnover = df.column("turnover");
  return {
    roll_measure: rollMeasure(df.close, 20),
    corwin_schultz: corwinSchultz(df, 20),
    bekker_parkinson: bekkerParkinson(df, 20),
    kyle_lambda: kyleLambda(df.close, df.volume, 20),
    amihud_lambda: amihudLambda(df.close, turnover, 20),
    hasbrouck_lambda: hasbrouckLambda(df.close, turnover, 20),
    bvc_buy_volume: bulkBuyVolume(df, 20),
    vpin_1: barVpin(df, 1, 20),
    vpin_20: barVpin(df, 20, 20),
  };
}

describe("the estimators of microstructure", () => {
  it.runIf(oracle === undefined)("are not compared here", () => console.info(noOracles));

  const sets = [
    ["dollar-bars", async () => dollarBars()],
    ["btcusdt-1h rows 40000..41000", hourlyBars],
  ] as const;
  it.skipIf(oracle === undefined).each(sets)("reproduce the reference series of %s", async (key, read) => {
    const { series } = oracle!.expected[key];
    for (const [name, own] of Object.entries(kernels(await read()))) {
      const values = own.values();
      const reference = series[name]!;
      expect(values.length).toBe(reference.length);
      for (const [i, wanted] of reference.entries()) {
        const row = `${name}[${i}] is ${values[i]}, the reference ${wanted}`;
        if (wanted === null) expect(values[i], row).toBeNaN();
        else expect(Math.abs(values[i]! - wanted), row).toBeLessThanOrEqual(1e-9 * Math.abs(wanted));
      }
    }
  });

  it.skipIf(oracle === undefined)("give the figures published for the dollar bars", () => {
    const own: Record<string, Series> = kernels(dollarBars());
    let compared = 0;
    for (const { what, expected, delta } of oracle!.expected.published.values) {
      const [name = "", statistic, row] = what.split(" ");
      const values = own[name]?.values().filter((value) => !Number.isNaN(value));
      if (values === undefined) continue;
      const all = own[name]!.values();
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      const found = statistic === "max" ? Math.max(...values) : statistic === "mean" ? mean : all[Number(row)]!;
      expect(Math.abs(found - expected), `${what}: ${found}, published ${expected}`).toBeLessThanOrEqual(delta);
      compared++;
    }
    expect(compared).toBe(24);
  });

  it.skipIf(oracle === undefined)("give the reference's price impact of Roll's measure, per unit of turnover", () => {
    const df = dollarBars();
    const measure = rollMeasure(df.close, 20).values();
    const turnover = sma(df.column("turnover"), 1).values();
    for (const [i, wanted] of oracle!.expected["dollar-bars"].series.roll_impact!.entries())
      if (wanted !== null) expect(measure[i]! / turnover[i]! / wanted).toBeCloseTo(1, 9);
  });
});
