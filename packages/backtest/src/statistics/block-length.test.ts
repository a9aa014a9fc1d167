import { describe, expect, it } from "vitest";
import { noOracles, readInput, readOracle } from "../../test/oracles/oracle-files.js";
import { returnsOf } from "../metrics/returns.js";
import { BadStatisticsError } from "./bad-statistics-error.js";
import { meanBlockLength } from "./block-length.js";

/** Looks like noise; everyone can rebuild it. */
const noise = Float64Array.from({ length: 400 }, (_, i) => Math.sin(0.37 * (i + 1) ** 2));
const withMemory = (memory: number) => {
  let value = 0;
  return noise.map((shock) => {
    value = memory * value + shock;
    return value;
  });
};

describe("meanBlockLength", () => {
  it("agrees with the Python package arch 8.0.0", () => {
    expect(meanBlockLength(noise)).toBeCloseTo(1.52149886, 8);
    expect(meanBlockLength(withMemory(0.6))).toBeCloseTo(9.47535038, 8);
    expect(meanBlockLength(withMemory(-0.5))).toBeCloseTo(10.29833843, 8);
    expect(meanBlockLength(noise.map((_, i) => Math.sin((2 * Math.PI * i) / 100)))).toBeCloseTo(29.63546582, 7);
    expect(meanBlockLength(withMemory(0.6).slice(0, 30))).toBeCloseTo(2.86212311, 8);
  });

  it("agrees with it on real daily returns", async (context) => {
    if (readOracle("special-functions.json") === undefined) return context.skip(noOracles);
    const returns = async (file: string) => returnsOf((await readInput(`data/${file}`, "1d")).columns.close)!;
    expect(meanBlockLength(await returns("btcusdt-binance-1d.csv"))).toBeCloseTo(2.965549, 6);
    const spy = await returns("spy-1d.csv");
    expect(meanBlockLength(spy)).toBeCloseTo(7.10774158, 7);
    expect(meanBlockLength(spy.map((value) => value * value))).toBeCloseTo(132.64023049, 6);
  });

  it("does not change with place and scale", () => {
    const x = withMemory(0.6);
    expect(meanBlockLength(x.map((value) => 0.001 * value + 7))).toBeCloseTo(meanBlockLength(x), 6);
  });

  it("stays between one and a third of the values, or three times their root", () => {
    const cancelling = noise.map((value, i) => (noise[i + 1] ?? 0) - value).slice(0, 399);
    expect(meanBlockLength(cancelling)).toBe(Math.ceil(3 * Math.sqrt(399)));
    expect(meanBlockLength(cancelling.slice(0, 49))).toBe(Math.ceil(49 / 3));
    expect(meanBlockLength(new Float64Array(50).fill(0.1))).toBe(1);
    expect(meanBlockLength(Float64Array.of(1, 2, 3))).toBe(1);
    expect(meanBlockLength(new Float64Array())).toBe(1);
  });

  it("refuses a value that is no number", () => {
    expect(() => meanBlockLength(Float64Array.of(1, Number.NaN))).toThrow(BadStatisticsError);
  });
});
