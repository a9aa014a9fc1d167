import { describe, expect, it } from "vitest";
import { noOracles, readOracle, readReferenceBars } from "../../test/oracle-files.js";
import { cusumEvents } from "./cusum-events.js";
import { dailyVolatility, ewmaDeviation, ewmaVolatility } from "./ewma-volatility.js";

const closesOf = (moves: readonly number[]) => {
  let price = 0;
  return Float64Array.from([0, ...moves], (move) => {
    price += move;
    return 100 * Math.exp(price);
  });
};

describe("events of a CUSUM filter", () => {
  it("fire above the threshold up or down, and start again", () => {
    expect([...cusumEvents(closesOf([0.015, 0.01, 0.01, 0.015, -0.01, -0.015]), 0.02)]).toEqual([2, 4, 6]);
  });
  it("forget moves that went the other way, down to nothing", () => {
    expect([...cusumEvents(closesOf([-0.019, 0.019, 0.0005, 0.001]), 0.02)]).toEqual([4]);
  });
  it("take a threshold a row, and do not fire where it is not known", () => {
    const close = closesOf([0.03, 0.03, 0.03]);
    expect([...cusumEvents(close, Float64Array.of(1, Number.NaN, 0.05, 0.02))]).toEqual([2, 3]);
  });
  it("pass over closes that are not known", () => {
    const close = closesOf([0.03, 0.03, 0.03]);
    close[1] = Number.NaN;
    expect([...cusumEvents(close, 0.02)]).toEqual([3]);
  });
  it("refuse a threshold that is none", () => {
    expect(() => cusumEvents(closesOf([0]), 0)).toThrow(
      "the threshold of events is a return above 0, such as 0.02; got 0",
    );
    expect(() => cusumEvents(closesOf([0]), new Float64Array(1))).toThrow(
      "1 thresholds for 2 closes; give one a close",
    );
  });
});

describe("exponentially weighted volatility", () => {
  it("is the bias-corrected deviation of returns so far", () => {
    // weights 1, 1/3, 1/9 from the newest: mean 0, variance Σwx²/Σw × (Σw)²/((Σw)² − Σw²)
    const [a, b, c] = [1 / 9, 1 / 3, 1];
    const sum = a + b + c;
    const mean = (a * 1 + b * 2 + c * 6) / sum;
    const variance = (a * (1 - mean) ** 2 + b * (2 - mean) ** 2 + c * (6 - mean) ** 2) / sum;
    const bias = sum ** 2 / (sum ** 2 - (a * a + b * b + c * c));
    expect(ewmaDeviation(Float64Array.of(1, 2, 6), 2)[2]).toBeCloseTo(Math.sqrt(variance * bias), 12);
  });
  it("needs as many returns as it is asked to, the span unless told otherwise", () => {
    const close = closesOf([0.01, -0.01, 0.02, 0.01, 0]);
    expect([...ewmaVolatility(close, 3)].findIndex((value) => value > 0)).toBe(3);
    expect([...ewmaVolatility(close, 3, 2)].findIndex((value) => value > 0)).toBe(2);
  });
  it("never looks ahead, and has none where the return is not known", () => {
    const close = closesOf(Array.from({ length: 40 }, (_, i) => 0.01 * Math.sin(i * i)));
    close[20] = Number.NaN;
    const whole = ewmaVolatility(close, 5);
    expect([whole[20], whole[21]]).toEqual([Number.NaN, Number.NaN]);
    expect(whole[22]).toBeGreaterThan(0);
    for (let rows = 1; rows < 40; rows++) expect(ewmaVolatility(close.slice(0, rows), 5)).toEqual(whole.slice(0, rows));
  });
  it("refuses a span and a minimum that are none", () => {
    expect(() => ewmaVolatility(closesOf([0]), 1)).toThrow("the span of a volatility is a number above 1");
    expect(() => ewmaVolatility(closesOf([0]), 3, 1)).toThrow(
      "a volatility needs a whole number of at least 2 returns",
    );
    expect(() => dailyVolatility(new Float64Array(1), closesOf([0]))).toThrow("1 open times and 2 closes");
  });
});

interface Oracle {
  readonly inputFile: string;
  readonly params: { readonly rows: [number, number] };
  readonly tolerance: number;
  readonly expected: Record<"cusum_0.02" | "cusum_0.035" | "cusum_0.06", { threshold: number; eventRows: number[] }> & {
    readonly dailyVol_span100: { readonly values: (number | null)[] };
  };
}

describe("against another implementation", async () => {
  const oracle = readOracle<Oracle>("labels-btcusdt-1h.json");
  if (oracle === undefined) {
    it("events and volatility are compared where its reference file is", (context) => context.skip(noOracles));
    return;
  }
  const { expected, inputFile, params, tolerance } = oracle;
  const bars = await readReferenceBars(inputFile, "1h");
  const close = bars.close.slice(...params.rows);

  it("the same rows fire", () => {
    for (const key of ["cusum_0.02", "cusum_0.035", "cusum_0.06"] as const) {
      const { threshold, eventRows } = expected[key];
      expect([...cusumEvents(close, threshold)]).toEqual(eventRows);
    }
  });

  it("the daily volatility is the same", () => {
    const ours = dailyVolatility(bars.openTime.slice(...params.rows), close);
    expected.dailyVol_span100.values.forEach((theirs, i) => {
      if (theirs === null) expect(ours[i]).toBeNaN();
      else expect(Math.abs(ours[i]! - theirs)).toBeLessThan(tolerance);
    });
  });
});
