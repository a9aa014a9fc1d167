import { createRng, normalQuantile } from "@bellwether/core";
import { describe, expect, it } from "vitest";
import { noOracles, readOracle, readTable } from "../../test/oracle-files.js";
import { BadTrialsError } from "./bad-trials-error.js";
import { type BacktestOverfitting, pbo } from "./pbo.js";

interface Case
  extends Record<
    | "S"
    | "N"
    | "rowsDroppedAtStart"
    | "nCombinations"
    | "pbo"
    | "probOosLoss"
    | "slope"
    | "intercept"
    | "r"
    | "logitMean"
    | "logitMin"
    | "logitMax",
    number
  > {
  readonly firstTen: readonly { readonly logit: number }[];
  readonly isBestCounts: number[];
}
interface Oracle {
  readonly expected: Readonly<Record<string, { readonly inputFile: string; readonly cases: readonly Case[] }>>;
}
const oracle = readOracle<Oracle>("pbo-cscv-btcusdt-1d.json");
if (oracle === undefined) it("figures are compared where the reference file is", (context) => context.skip(noOracles));

/** Normal returns; column `favoured` has a mean of `edge` standard deviations. */
function noise(seed: number, strategies: number, length: number, edge = 0, favoured = 0): Float64Array[] {
  const rng = createRng(seed);
  const normal = () => normalQuantile(rng.next() * 0.999999 + 5e-7);
  return Array.from({ length: strategies }, (_, k) =>
    Float64Array.from({ length }, () => normal() + (k === favoured ? edge : 0)),
  );
}
const mean = (values: ArrayLike<number>) => Array.from(values).reduce((sum, value) => sum + value, 0) / values.length;

describe("the probability of backtest overfitting", () => {
  it.skipIf(oracle === undefined)(
    "agrees with the reference on real strategies, on noise, and with a real edge",
    () => {
      const cases = Object.values(oracle!.expected).flatMap((set) =>
        set.cases.map((one) => [set.inputFile, one] as const),
      );
      expect(cases).toHaveLength(8);
      for (const [inputFile, expected] of cases) {
        const ours = pbo(Object.values(readTable(inputFile)), { blocks: expected.S });
        expect(ours).toMatchObject({
          strategies: expected.N,
          combinations: expected.nCombinations,
          droppedReturns: expected.rowsDroppedAtStart,
          chosen: expected.isBestCounts,
        });
        for (const [value, wanted] of [
          [ours.pbo, expected.pbo],
          [ours.probabilityOfLoss, expected.probOosLoss],
          [ours.degradation!.slope, expected.slope],
          [ours.degradation!.intercept, expected.intercept],
          [ours.degradation!.correlation!, expected.r],
          [mean(ours.logits), expected.logitMean],
          [Math.min(...ours.logits), expected.logitMin],
          [Math.max(...ours.logits), expected.logitMax],
        ] as const)
          expect(value).toBeCloseTo(wanted, 9);
        for (const [c, { logit }] of expected.firstTen.entries()) expect(ours.logits[c]).toBeCloseTo(logit, 9);
      }
    },
  );

  it("is about one half for noise, though a single one may be anything", () => {
    const found = Array.from({ length: 100 }, (_, seed) => pbo(noise(seed, 20, 512), { blocks: 8 }).pbo);
    expect(mean(found)).toBeGreaterThan(0.4);
    expect(mean(found)).toBeLessThan(0.6);
    expect(Math.max(...found) - Math.min(...found)).toBeGreaterThan(0.5);
  });

  it("is near zero where one strategy is truly better", () => {
    for (let seed = 0; seed < 10; seed++)
      expect(pbo(noise(seed, 20, 512, 0.3, 7), { blocks: 8 }).pbo).toBeLessThan(0.1);
  });

  it("does not depend on the order of strategies or their leverage", () => {
    const columns = noise(5, 9, 300);
    const { chosen, ...rest } = pbo(columns, { blocks: 6 });
    const { chosen: turned, ...same } = pbo(columns.toReversed(), { blocks: 6 });
    expect(same).toEqual(rest);
    expect(turned).toEqual(chosen.toReversed());
    const scaled = pbo(
      columns.map((column, k) => column.map((value) => value * 3 ** k)),
      { blocks: 6 },
    );
    expect([scaled.pbo, scaled.chosen]).toEqual([rest.pbo, chosen]);
    expect(scaled.logits).toEqual(rest.logits);
  });

  it("chooses each half and its complement: half a strategy's luck is the other half's choice", () => {
    const found = pbo(noise(1, 2, 400), { blocks: 4 });
    expect(found.combinations).toBe(6);
    // of two strategies the other half chooses the same one, and both rank it first, or another, and both rank it last
    for (let c = 0; c < 6; c++) expect(found.logits[c]).toBe(found.logits[5 - c]);
  });

  it("draws the logits so that the lower half of bins is the PBO", () => {
    for (const strategies of [2, 7, 20]) {
      const found: BacktestOverfitting = pbo(noise(strategies, strategies, 240), { blocks: 8 });
      const counts = found.histogram.map(({ count }) => count);
      expect(counts.reduce((sum, count) => sum + count, 0)).toBe(found.combinations);
      expect(found.histogram[10]!.from).toBe(0);
      expect(counts.slice(0, 10).reduce((sum, count) => sum + count, 0) / found.combinations).toBe(found.pbo);
    }
  });

  it("gives copies of one strategy the middle rank, and a strategy that never traded a ratio of 0", () => {
    const [column] = noise(2, 1, 200);
    const copies = pbo([column!, column!, column!], { blocks: 4 });
    expect(Array.from(copies.logits)).toEqual(new Array(6).fill(0));
    expect(copies.pbo).toBe(1);
    const idle = pbo([new Float64Array(200), column!.map((value) => value - 5)], { blocks: 4 });
    expect(idle.chosen).toEqual([6, 0]);
    expect(idle.degradation, "a ratio of 0 on every half").toBeNull();
    expect(idle.pbo).toBe(0);
  });

  it("is refused of one strategy, of odd or too many blocks, and of too few returns", () => {
    const columns = noise(1, 3, 40);
    expect(() => pbo(columns.slice(0, 1), { blocks: 4 })).toThrow("1 columns of returns; give at least 2");
    for (const blocks of [0, 3, 5, 22, 2.5, Number.NaN]) expect(() => pbo(columns, { blocks })).toThrow("blocks is");
    expect(() => pbo(noise(1, 3, 15), { blocks: 8 })).toThrow("give at least 16");
    expect(() => pbo([columns[0]!, new Float64Array(3)], { blocks: 4 })).toThrow(BadTrialsError);
    expect(() => pbo([columns[0]!, columns[1]!.with(3, Number.NaN)], { blocks: 4 })).toThrow(
      "return 3 of trial 1 is NaN",
    );
  });
});
