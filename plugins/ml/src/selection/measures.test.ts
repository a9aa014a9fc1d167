import { createRng } from "@bellwether/core";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { noOracles, readOracle, readTable } from "../../test/oracle-files.js";
import { spearman } from "../validation/metrics/correlation.js";
import { unitColumn } from "./correlation-filter.js";
import {
  binNumbers,
  discreteMutualInformation,
  fTestOfClasses,
  fTestOfValues,
  mutualInformationWithClass,
  mutualInformationWithValue,
} from "./index.js";

const of = (...values: number[]) => Float64Array.from(values);

/** Gaussian pairs of a known correlation. */
function gaussian(rows: number, correlation: number): { x: Float64Array; y: Float64Array } {
  const rng = createRng(3);
  const x = new Float64Array(rows);
  const y = new Float64Array(rows);
  for (let i = 0; i < rows; i++) {
    const radius = Math.sqrt(-2 * Math.log(1 - rng.next()));
    const angle = 2 * Math.PI * rng.next();
    x[i] = radius * Math.cos(angle);
    y[i] = correlation * x[i]! + Math.sqrt(1 - correlation ** 2) * radius * Math.sin(angle);
  }
  return { x, y };
}

describe("bins", () => {
  it("hold equally many, and a value on an edge belongs above it", () => {
    expect([...binNumbers(of(1, 2, 3, 4, 5, 6, 7, 8, 9), 4)]).toEqual([0, 0, 1, 1, 2, 2, 3, 3, 3]);
  });

  it("are fewer for a column of few values", () => {
    expect(new Set(binNumbers(of(0, 0, 0, 0, 1), 10)).size).toBe(2);
    expect([...binNumbers(of(5, 5, 5), 10)]).toEqual([0, 0, 0]);
  });
});

describe("mutual information", () => {
  it("is the entropy of what is known, and nothing for what is independent", () => {
    expect(discreteMutualInformation([0, 1, 2, 0, 1, 2], [0, 1, 2, 0, 1, 2])).toBeCloseTo(Math.log(3), 14);
    expect(discreteMutualInformation([0, 0, 1, 1], [0, 1, 0, 1])).toBe(0);
    // a coin seen through one flip in four: ln 2 - H(1/4)
    expect(discreteMutualInformation([0, 0, 0, 0, 1, 1, 1, 1], [0, 0, 0, 1, 1, 1, 1, 0])).toBeCloseTo(
      Math.log(2) + 0.25 * Math.log(0.25) + 0.75 * Math.log(0.75),
      14,
    );
  });

  it("is symmetric, at least 0, and at most either entropy", () => {
    const pairs = fc.array(fc.tuple(fc.nat(4), fc.nat(3)), { minLength: 1 });
    fc.assert(
      fc.property(pairs, (given) => {
        const a = given.map(([u]) => u);
        const b = given.map(([, v]) => v);
        const told = discreteMutualInformation(a, b);
        expect(told).toBeCloseTo(discreteMutualInformation(b, a), 12);
        expect(told).toBeGreaterThanOrEqual(0);
        expect(told).toBeLessThanOrEqual(discreteMutualInformation(a, a) + 1e-12);
      }),
    );
  });

  it("by neighbours knows Gaussian pairs: -ln(1 - r²) / 2", () => {
    for (const r of [0, 0.6, 0.9]) {
      const { x, y } = gaussian(3_000, r);
      expect(Math.abs(mutualInformationWithValue(x, y) + 0.5 * Math.log(1 - r * r)), `${r}`).toBeLessThan(0.04);
    }
  });

  it("by neighbours knows classes that are wholly apart, and those that are not", () => {
    const { x } = gaussian(2_000, 0);
    const sign = x.map((value) => (value > 0 ? 1 : 0));
    expect(mutualInformationWithClass(x, sign)).toBeCloseTo(Math.log(2), 1);
    expect(
      mutualInformationWithClass(
        x,
        Float64Array.from(x, (_, i) => i % 2),
      ),
    ).toBeLessThan(0.03);
  });

  it("by neighbours does not stumble over equal values, one class, or a lonely row", () => {
    const tied = Float64Array.from({ length: 400 }, (_, i) => i % 4);
    expect(
      mutualInformationWithClass(
        tied,
        tied.map((value) => (value > 1 ? 1 : 0)),
      ),
    ).toBeCloseTo(Math.log(2), 1);
    expect(
      mutualInformationWithClass(
        new Float64Array(50),
        Float64Array.from({ length: 50 }, (_, i) => i % 2),
      ),
    ).toBeLessThan(0.2);
    expect(mutualInformationWithClass(tied, new Float64Array(400))).toBe(0);
    expect(mutualInformationWithClass(of(1, 2, 3), [0, 1, 1])).toBe(0);
    expect(mutualInformationWithValue(of(1), of(1))).toBe(0);
    expect(mutualInformationWithValue(tied, tied, { seed: 4 })).toBe(
      mutualInformationWithValue(tied, tied, { seed: 4 }),
    );
  });
});

describe("F tests", () => {
  it("know an analysis of variance by hand", () => {
    // means 5, 9 and 10 about 8: 3 × (9 + 1 + 4) between over 2, 68 within over 15
    const x = of(6, 8, 4, 5, 3, 4, 8, 12, 9, 11, 6, 8, 13, 9, 11, 8, 7, 12);
    const test = fTestOfClasses(x, [0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2])!;
    expect(test.f).toBeCloseTo(84 / 2 / (68 / 15), 12);
    expect(test.p).toBeCloseTo(0.0024, 4);
  });

  it("are the square of Student's t for a line, and of no doubt for a perfect one", () => {
    const test = fTestOfValues(of(1, 2, 3, 4, 5), of(2, 1, 4, 3, 5))!;
    expect(test.f).toBeCloseTo((0.64 * 3) / 0.36, 12);
    expect(fTestOfValues(of(1, 2, 3), of(2, 4, 6))!.p).toBeLessThan(1e-6);
  });

  it("are null where there is nothing to test", () => {
    expect(fTestOfClasses(of(1, 2, 3), [0, 0, 0])).toBeNull();
    expect(
      fTestOfClasses(
        new Float64Array(99).fill(0.1),
        Float64Array.from({ length: 99 }, (_, i) => i % 2),
      ),
    ).toBeNull();
    expect(fTestOfClasses(of(1, 2), [0, 1])).toBeNull();
    expect(fTestOfValues(of(1, 1, 1), of(1, 2, 3))).toBeNull();
    expect(fTestOfValues(of(1, 2), of(1, 2))).toBeNull();
  });
});

interface Oracle {
  readonly inputFile: string;
  readonly params: { readonly columns: readonly string[]; readonly trainEnd: number };
  readonly expected: {
    readonly mutualInfoClassif_k3_seed0: readonly number[];
    readonly mutualInfoRegression_k3_seed0: readonly number[];
    readonly mutualInfoBinned: { readonly values: readonly number[] };
    readonly fClassif: readonly (readonly number[])[];
    readonly fRegression: readonly (readonly number[])[];
    readonly spearmanIC: readonly number[];
    readonly rRegression: readonly number[];
  };
}
const oracle = readOracle<Oracle>("sklearn-feature-selection-btcusdt-1h.json");
const correlations = readOracle<{
  expected: {
    correlationMatrixPearson: readonly (readonly number[])[];
    spearmanFirst8: readonly (readonly number[])[];
  };
}>("sklearn-preprocessing-btcusdt-1h.json");

describe("scikit-learn's figures of 49 hourly features", () => {
  if (oracle === undefined || correlations === undefined) {
    it("are compared where their reference file is", (context) => context.skip(noOracles));
    return;
  }
  const { expected, params } = oracle;
  const table = readTable(oracle.inputFile);
  const train = (name: string) => table[name]!.slice(0, params.trainEnd);
  const columns = params.columns.map(train);
  const y = train("y");
  const forward = train("fwd12");
  const each = (
    ours: (column: Float64Array) => number,
    theirs: readonly number[],
    relative: number,
    absolute = 1e-12,
  ) => {
    params.columns.forEach((name, j) => {
      const difference = Math.abs(ours(columns[j]!) - theirs[j]!);
      expect(difference, name).toBeLessThanOrEqual(relative * Math.abs(theirs[j]!) + absolute);
    });
  };

  it("agree: binned mutual information", () => {
    each((x) => discreteMutualInformation(binNumbers(x, 10), y), expected.mutualInfoBinned.values, 1e-7);
  });
  it("agree: mutual information with a class by neighbours, within 0.01", () => {
    // the two columns of 24 values are parted by noise alone, and move by 0.01 from seed to seed: theirs is the middle
    const middle = (x: Float64Array) =>
      Array.from({ length: 5 }, (_, seed) => mutualInformationWithClass(x, y, { seed })).sort((a, b) => a - b)[2]!;
    each(middle, expected.mutualInfoClassif_k3_seed0, 0, 0.01);
  });
  it("agree: mutual information with a value by neighbours, within 0.01", () => {
    each((x) => mutualInformationWithValue(x, forward), expected.mutualInfoRegression_k3_seed0, 0, 0.01);
  });
  it("agree: F tests and p-values", () => {
    each((x) => fTestOfClasses(x, y)!.f, expected.fClassif[0]!, 1e-7);
    each((x) => fTestOfClasses(x, y)!.p, expected.fClassif[1]!, 1e-7);
    each((x) => fTestOfValues(x, forward)!.f, expected.fRegression[0]!, 1e-7);
    each((x) => fTestOfValues(x, forward)!.p, expected.fRegression[1]!, 1e-7);
  });
  it("agree: information coefficients and correlations", () => {
    each((x) => spearman(x, forward)!, expected.spearmanIC, 1e-7);
    const product = (a: Float64Array, b: Float64Array) => a.reduce((sum, value, i) => sum + value * b[i]!, 0);
    const units = columns.map((column) => unitColumn(column, "pearson"));
    correlations.expected.correlationMatrixPearson.forEach((row, a) => {
      row.forEach((r, b) => {
        expect(Math.abs(product(units[a]!, units[b]!) - r)).toBeLessThan(1e-9);
      });
    });
    const ranks = columns.slice(0, 8).map((column) => unitColumn(column, "spearman"));
    correlations.expected.spearmanFirst8.forEach((row, a) => {
      row.forEach((r, b) => {
        expect(Math.abs(product(ranks[a]!, ranks[b]!) - r)).toBeLessThan(1e-9);
      });
    });
  });
});
