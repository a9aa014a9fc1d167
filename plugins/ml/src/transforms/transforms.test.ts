import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { noOracles, readOracle, readTable } from "../../test/oracle-files.js";
import { matrix, matrixOf, ShapeError } from "../matrix.js";
import { BadArtifactError } from "../models/model.js";
import {
  applyAll,
  BadTransformError,
  fitMinMax,
  fitPca,
  fitRobust,
  fitStandard,
  principalComponents,
  scaleConstants,
  selectColumns,
  transformFromJson,
} from "./index.js";

const NAMES = ["a", "b", "c"];
const train = matrixOf([
  [1, 10, 7],
  [2, 10, 3],
  [3, 10, 9],
  [10, 10, 5],
]);
const rowsOf = ({ rows, columns, data }: ReturnType<typeof matrix>) =>
  Array.from({ length: rows }, (_, i) => [...data.subarray(i * columns, (i + 1) * columns)]);

describe("scalers", () => {
  it("take the mean and divide by the population's deviation; a column without spread is only centred", () => {
    const scaled = fitStandard(train, NAMES);
    expect(scaled.toJson()).toMatchObject({
      type: "standard",
      centre: [4, 10, 6],
      scale: [Math.sqrt(12.5), 1, Math.sqrt(5)],
    });
    expect(rowsOf(scaled.apply(matrixOf([[4, 12, 6]])))).toEqual([[0, 2, 0]]);
  });

  it("take the median and divide by the interquartile range", () => {
    expect(fitRobust(train, NAMES).toJson()).toMatchObject({ centre: [2.5, 10, 6], scale: [3, 1, 3] });
  });

  it("map the range to 0 to 1, and later rows beyond it", () => {
    expect(
      rowsOf(
        fitMinMax(train, NAMES).apply(
          matrixOf([
            [1, 10, 9],
            [10, 11, 15],
          ]),
        ),
      ),
    ).toEqual([
      [0, 0, 1],
      [1, 1, 2],
    ]);
  });

  it("see a column of one value as one without spread, whatever its mean's rounding is", () => {
    for (const rows of [3, 997, 35_918])
      for (const value of [0.1, 1 / 3, 1e-20, 1e20, 123.456])
        expect(scaleConstants("standard", new Float64Array(rows).fill(value)).scale, `${rows} × ${value}`).toBe(1);
    const rounded = Float64Array.from({ length: 997 }, (_, i) => (i % 2 === 0 ? 0.3 : 0.1 + 0.2));
    expect(scaleConstants("standard", rounded).scale, "a last bit is no spread").toBe(1);
    expect(scaleConstants("standard", Float64Array.of(1e8, 1e8 + 1)).scale, "a true one is kept").toBe(0.5);
  });
});

describe("select", () => {
  it("keeps columns in the order named", () => {
    const step = selectColumns(NAMES, ["c", "a"]);
    expect([step.from, step.to]).toEqual([NAMES, ["c", "a"]]);
    expect(rowsOf(step.apply(matrixOf([[1, 2, 3]])))).toEqual([[3, 1]]);
  });

  it("says which column is not there", () => {
    expect(() => selectColumns(["rsi(14)", "atr(14)"], ["rsi(15)"])).toThrow(
      'no column "rsi(15)" among 2. Did you mean "rsi(14)"?',
    );
    expect(() => selectColumns(NAMES, [])).toThrow(BadTransformError);
    expect(() => selectColumns(NAMES, ["a", "a"])).toThrow("twice");
  });
});

describe("pca", () => {
  it("finds the line that points lie on, and that one component holds all variance", () => {
    const line = matrixOf([
      [0, 0],
      [3, 4],
      [6, 8],
    ]);
    const step = fitPca(line, ["x", "y"], { components: 0.99 });
    expect(step.to).toEqual(["pc1"]);
    const [first, middle, last] = rowsOf(step.apply(line)).map(([score]) => score!);
    expect([first, middle, last].map((score) => Math.round(score! * 1e5) / 1e5)).toEqual([-5, 0, 5]);
  });

  it("keeps distances when all components are kept", () => {
    const step = fitPca(train, NAMES, { components: 3 });
    const squared = (rows: number[][]) => rows[0]!.reduce((sum, value, j) => sum + (value - rows[3]![j]!) ** 2, 0);
    expect(squared(rowsOf(step.apply(train)))).toBeCloseTo(squared(rowsOf(train)), 3);
  });

  it("refuses what it cannot make", () => {
    expect(() => fitPca(train, NAMES, { components: 4 })).toThrow("4 components of 3 columns");
    expect(() => fitPca(train, NAMES, { components: 1.5 })).toThrow("a whole number or a share");
    expect(() => fitPca(matrixOf([[1, 2, 3]]), NAMES, { components: 1 })).toThrow("one row");
  });
});

const fits = {
  select: () => selectColumns(NAMES, ["b"]),
  standard: () => fitStandard(train, NAMES),
  robust: () => fitRobust(train, NAMES),
  "min-max": () => fitMinMax(train, NAMES),
  pca: () => fitPca(train, NAMES, { components: 2 }),
} as const;
const types = Object.keys(fits) as (keyof typeof fits)[];

describe("every transform", () => {
  it.each(types)("%s comes back from its JSON, and gives the same row by row, written in place or not", (type) => {
    const step = fits[type]();
    const back = transformFromJson(JSON.parse(JSON.stringify(step.toJson())));
    expect([back.type, back.from, back.to]).toEqual([type, step.from, step.to]);
    expect(back.apply(train)).toEqual(step.apply(train));
    expect(back.toJson()).toEqual(step.toJson());
    const out = matrix(1, step.to.length);
    rowsOf(train).forEach((row, i) => {
      expect(step.applyInto(matrixOf([row]), out)).toBe(out);
      expect([...out.data]).toEqual(rowsOf(step.apply(train))[i]);
    });
  });

  it.each(types)("%s refuses other shapes", (type) => {
    expect(() => fits[type]().apply(matrix(1, 2))).toThrow(ShapeError);
    expect(() => fits[type]().applyInto(train, matrix(1, 3))).toThrow(ShapeError);
  });

  it.each([
    ["no rows", matrix(0, 3), "0 rows of 3 columns"],
    ["values that are no numbers", matrixOf([[1, Number.NaN, 2]]), 'row 0 of "b" is NaN'],
    ["other names", matrix(1, 2), "3 names for 2 columns"],
  ])("that is fitted refuses %s", (_, x, message) => {
    for (const fit of [fitStandard, fitRobust, fitMinMax]) expect(() => fit(x, NAMES)).toThrow(message);
    expect(() => fitPca(x, NAMES, { components: 1 })).toThrow(BadTransformError);
  });

  it("reads nothing but whole JSON: any change is refused, or still gives numbers", () => {
    const junk = fc.oneof(
      fc.jsonValue(),
      fc.double(),
      fc.array(fc.double(), { maxLength: 6 }),
      fc.constantFrom(["a", "b", "c"], ["a"], "pca"),
    );
    fc.assert(
      fc.property(fc.constantFrom(...types), fc.nat(5), fc.nat(7), junk, (type, key, at, value) => {
        const json = structuredClone(fits[type]().toJson()) as unknown as Record<string, unknown>;
        const [name, held] = [...Object.entries(json), ["extra", 0] as const][key % (Object.keys(json).length + 1)]!;
        if (Array.isArray(held) && at < held.length) held[at] = value;
        else json[name] = value;
        try {
          const step = transformFromJson(json);
          expect(step.apply(matrix(1, step.from.length)).columns).toBe(step.to.length);
        } catch (error) {
          if (!(error instanceof BadArtifactError)) throw error;
        }
      }),
      { numRuns: 1_000 },
    );
    for (const json of [
      null,
      3,
      [],
      {},
      { type: "scale" },
      { ...fits.select().toJson(), to: ["z"] },
      { ...fits.standard().toJson(), scale: [1, 0, 1] },
    ])
      expect(() => transformFromJson(json)).toThrow(BadArtifactError);
  });

  it("follows another", () => {
    const steps = [selectColumns(NAMES, ["c", "a"]), fits.standard(), fitMinMax(train, NAMES)];
    expect(() => applyAll(steps, train), "the second takes three columns").toThrow(ShapeError);
    expect(applyAll([], train)).toBe(train);
    expect(rowsOf(applyAll([fits.standard(), selectColumns(NAMES, ["a"])], matrixOf([[4, 0, 0]])))).toEqual([[0]]);
  });
});

interface Rows {
  readonly rows: Readonly<Record<string, readonly number[]>>;
}
interface Oracle {
  readonly inputFile: string;
  readonly params: { readonly columns: readonly string[]; readonly trainEnd: number };
  readonly expected: {
    readonly StandardScaler: Rows & { readonly mean: readonly number[]; readonly scale: readonly number[] };
    readonly RobustScaler: Rows & { readonly center: readonly number[]; readonly scale: readonly number[] };
    readonly MinMaxScaler: Rows & { readonly min: readonly number[]; readonly max: readonly number[] };
    readonly PCA: {
      readonly explainedVariance: readonly number[];
      readonly explainedVarianceRatio: readonly number[];
      readonly components: readonly (readonly number[])[];
      readonly transformedRows: Readonly<Record<string, readonly number[]>>;
    };
  };
}
const oracle = readOracle<Oracle>("sklearn-preprocessing-btcusdt-1h.json");

describe("scikit-learn's preprocessing of 49 hourly features", () => {
  if (oracle === undefined) {
    it("is compared where its reference file is", (context) => context.skip(noOracles));
    return;
  }
  const { expected } = oracle;
  const { columns, trainEnd } = oracle.params;
  const table = readTable(oracle.inputFile);
  const close = (ours: number, theirs: number, tolerance: number, what: string) =>
    expect(Math.abs(ours - theirs), what).toBeLessThan(tolerance * Math.max(1, Math.abs(theirs)));
  const relative = (ours: number, theirs: number, what: string) =>
    expect(Math.abs(ours - theirs), what).toBeLessThanOrEqual(1e-8 * Math.abs(theirs));
  const { StandardScaler, RobustScaler, MinMaxScaler } = expected;

  it.each([
    ["standard", StandardScaler.mean, StandardScaler.scale, StandardScaler.rows],
    ["robust", RobustScaler.center, RobustScaler.scale, RobustScaler.rows],
    ["min-max", MinMaxScaler.min, MinMaxScaler.max.map((max, j) => max - MinMaxScaler.min[j]!), MinMaxScaler.rows],
  ] as const)("agrees with ours: %s", (type, centres, scales, rows) => {
    columns.forEach((name, j) => {
      const { centre, scale } = scaleConstants(type, table[name]!.slice(0, trainEnd));
      relative(centre, centres[j]!, name);
      relative(scale, scales[j]!, name);
      for (const [row, values] of Object.entries(rows))
        close((table[name]![Number(row)]! - centre) / scale, values[j]!, 1e-8, `${name} of row ${row}`);
    });
  });

  it("agrees with ours: pca of standardised columns", () => {
    const { PCA } = expected;
    const n = table[columns[0]!]!.length;
    const x = new Float64Array(n * columns.length);
    columns.forEach((name, j) => {
      const { centre, scale } = scaleConstants("standard", table[name]!.slice(0, trainEnd));
      for (let i = 0; i < n; i++) x[i * columns.length + j] = (table[name]![i]! - centre) / scale;
    });
    const ours = principalComponents(x, trainEnd, columns.length);
    const total = ours.variance.reduce((sum, value) => sum + value, 0);
    PCA.components.forEach((component, k) => {
      relative(ours.variance[k]!, PCA.explainedVariance[k]!, `variance ${k}`);
      relative(ours.variance[k]! / total, PCA.explainedVarianceRatio[k]!, `share ${k}`);
      component.forEach((entry, j) => {
        close(ours.components[k * columns.length + j]!, entry, 1e-7, `component ${k}, ${columns[j]}`);
      });
      for (const [row, scores] of Object.entries(PCA.transformedRows)) {
        let score = 0;
        for (let j = 0; j < columns.length; j++)
          score += ours.components[k * columns.length + j]! * (x[Number(row) * columns.length + j]! - ours.centre[j]!);
        close(score, scores[k]!, 1e-7, `row ${row}, component ${k}`);
      }
    });
  });
});
