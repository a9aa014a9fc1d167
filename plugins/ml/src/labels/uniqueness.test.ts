import { createRng } from "@bellwether/core";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { noOracles, readOracle, readReferenceBars } from "../../test/oracle-files.js";
import { indicatorMatrix } from "./indicator-matrix.js";
import { returnAttributionWeights } from "./return-attribution.js";
import { sequentialBootstrap, sequentialProbabilities } from "./sequential-bootstrap.js";
import { timeDecay } from "./time-decay.js";
import { averageUniqueness, concurrency, type LabelSpans, uniquenessWeights } from "./uniqueness.js";

const spansOf = (...pairs: readonly (readonly [start: number, end: number])[]): LabelSpans => ({
  start: Int32Array.from(pairs, ([start]) => start),
  end: Int32Array.from(pairs, ([, end]) => end),
});
const anySpans = fc
  .array(fc.tuple(fc.nat({ max: 80 }), fc.nat({ max: 15 })), { minLength: 1, maxLength: 60 })
  .map((pairs) => spansOf(...pairs.map(([start, length]) => [start, start + length] as const)));
const mean = (values: ArrayLike<number>) => Array.from(values).reduce((a, b) => a + b, 0) / values.length;
const near = (ours: ArrayLike<number>, theirs: ArrayLike<number>, tolerance = 1e-9) => {
  expect(ours.length).toBe(theirs.length);
  for (let i = 0; i < ours.length; i++) expect(Math.abs(ours[i]! - theirs[i]!), `place ${i}`).toBeLessThan(tolerance);
};

describe("concurrency and uniqueness", () => {
  it("count the spans over each bar", () => {
    expect([...concurrency(spansOf([1, 3], [2, 2], [5, 6]))]).toEqual([0, 1, 2, 1, 0, 1, 1]);
    expect([...concurrency(spansOf([1, 1]), 4)]).toEqual([0, 1, 0, 0]);
  });
  it("are 1 for spans that never meet, and one over k for k alike", () => {
    expect([...averageUniqueness(spansOf([0, 4], [5, 5], [9, 12]))]).toEqual([1, 1, 1]);
    near(averageUniqueness(spansOf([3, 8], [3, 8], [3, 8])), [1 / 3, 1 / 3, 1 / 3]);
  });
  it("share out every covered bar exactly once", () => {
    fc.assert(
      fc.property(anySpans, (spans) => {
        const unique = averageUniqueness(spans);
        let shared = 0;
        for (let i = 0; i < unique.length; i++) shared += unique[i]! * (spans.end[i]! - spans.start[i]! + 1);
        const covered = concurrency(spans).filter((count) => count > 0).length;
        expect(Math.abs(shared - covered)).toBeLessThan(1e-9);
      }),
      { numRuns: 1_000 },
    );
  });
  it("agree with the table of spans and bars", () => {
    fc.assert(
      fc.property(anySpans, (spans) => {
        const { rows, columns, data } = indicatorMatrix(spans);
        const counts = Array.from(
          { length: rows },
          (_, t) => mean(data.subarray(t * columns, (t + 1) * columns)) * columns,
        );
        const slow = Array.from({ length: columns }, (_, i) =>
          mean(counts.filter((_, t) => data[t * columns + i] === 1).map((count) => 1 / count)),
        );
        near(averageUniqueness(spans), slow);
      }),
    );
  });
  it("refuse spans that end before they start, or outside", () => {
    expect(() => concurrency(spansOf([3, 2]))).toThrow("span 0 is 3 to 2");
    expect(() => concurrency(spansOf([0, 9]), 5)).toThrow("spans lie within 0 to 4");
    expect(() => concurrency({ start: new Int32Array(1), end: new Int32Array(2) })).toThrow("1 spans start and 2 end");
  });
});

describe("sample weights", () => {
  it("by uniqueness have a mean of 1 and its proportions", () => {
    const spans = spansOf([0, 1], [1, 2], [4, 5]);
    const weights = uniquenessWeights(spans);
    expect(mean(weights)).toBeCloseTo(1, 12);
    expect(weights[0]! / weights[2]!).toBeCloseTo(0.75, 12);
    expect(uniquenessWeights(spans, { oldest: 0.5 })[0]!).toBeLessThan(weights[0]!);
  });
  it("by time fall in a straight line over the uniqueness gathered", () => {
    expect([...timeDecay(Float64Array.of(1, 1, 1, 1), 0.5)]).toEqual([0.625, 0.75, 0.875, 1]);
    expect([...timeDecay(Float64Array.of(1, 1, 1, 1), -0.5)]).toEqual([0, 0, 0.5, 1]);
    expect([...timeDecay(Float64Array.of(1, 1), 1)]).toEqual([1, 1]);
    expect(() => timeDecay(new Float64Array(1), -1)).toThrow("nothing from above -1 to 0; got -1");
  });
  it("by return are 1 each in a market that stands still", () => {
    expect([...returnAttributionWeights(spansOf([1, 2], [2, 3]), new Float64Array(5).fill(9))]).toEqual([1, 1]);
  });
});

describe("the sequential bootstrap", () => {
  const spans = spansOf([0, 4], [0, 4], [0, 4], [5, 9]);
  it("draws the same from the same seed, and something else from another", () => {
    const [one, again, other] = [7, 7, 8].map((seed) => sequentialBootstrap(spans, { draws: 50, seed }));
    expect(again).toEqual(one);
    expect(other).not.toEqual(one);
  });
  it("follows its probabilities in its first draws", () => {
    const seconds = new Float64Array(4);
    let after = 0;
    for (let seed = 0; seed < 4_000; seed++) {
      const [first, second] = sequentialBootstrap(spans, { draws: 2, seed });
      if (first !== 0) continue;
      after++;
      seconds[second!]! += 1;
    }
    near(
      seconds.map((count) => count / after),
      sequentialProbabilities(spans, [0]),
      0.06,
    );
  });
  it("gives bags of higher uniqueness than chance alone does", () => {
    const many = spansOf(...Array.from({ length: 60 }, (_, i) => [i * 2, i * 2 + 9] as const));
    const bag = (drawn: ArrayLike<number>) =>
      mean(averageUniqueness(spansOf(...Array.from(drawn, (i) => [many.start[i]!, many.end[i]!] as const))));
    const chance = (seed: number) => {
      const rng = createRng(seed);
      return Array.from({ length: 60 }, () => rng.int(60));
    };
    const seeds = Array.from({ length: 30 }, (_, seed) => seed);
    const ours = mean(seeds.map((seed) => bag(sequentialBootstrap(many, { seed }))));
    expect(ours).toBeGreaterThan(mean(seeds.map((seed) => bag(chance(seed)))));
  });
  it("refuses draws that are no count, and nothing to draw from", () => {
    expect(() => sequentialBootstrap(spans, { draws: -1, seed: 1 })).toThrow("draws are a whole number, got -1");
    expect(() => sequentialBootstrap(spansOf(), { draws: 1, seed: 1 })).toThrow("there are no labels to draw from");
  });
});

interface Book {
  readonly expected: {
    readonly concurrency: {
      readonly eventStartHours: number[];
      readonly labelLengthHours: number;
      readonly concurrencyFromFirstEvent: number[];
      readonly averageUniqueness: number[];
      readonly indicatorMatrixShape: number[];
      readonly averageUniquenessOfMatrix: number;
    };
    readonly sequentialBootstrapBookExample: {
      readonly indicatorMatrixColumns: number[][];
      readonly steps: readonly { readonly probability: number[]; readonly thenPick: number }[];
    };
  };
}

describe("overlap, against published numbers", () => {
  const oracle = readOracle<Book>("afml-sampling-betsizing.json");
  if (oracle === undefined) {
    it("is compared where the reference file is", (context) => context.skip(noOracles));
    return;
  }
  const { concurrency: table, sequentialBootstrapBookExample: example } = oracle.expected;

  it("concurrency, uniqueness and the table are the same", () => {
    const length = table.labelLengthHours;
    const spans = spansOf(...table.eventStartHours.map((hour) => [hour, hour + length] as const));
    expect([...concurrency(spans)].slice(table.eventStartHours[0])).toEqual(table.concurrencyFromFirstEvent);
    near(averageUniqueness(spans), table.averageUniqueness);
    expect(mean(averageUniqueness(spans))).toBeCloseTo(table.averageUniquenessOfMatrix, 9);
    const { rows, columns } = indicatorMatrix(spans);
    expect([rows, columns]).toEqual(table.indicatorMatrixShape);
  });

  it("the sequential bootstrap draws with the probabilities of the book", () => {
    const spans = spansOf(
      ...example.indicatorMatrixColumns.map((column) => [column.indexOf(1), column.lastIndexOf(1)] as const),
    );
    const drawn: number[] = [];
    for (const { probability, thenPick } of example.steps) {
      near(sequentialProbabilities(spans, drawn), probability);
      drawn.push(thenPick);
    }
  });
});

interface Real {
  readonly inputFile: string;
  readonly params: { readonly rows: [number, number] };
  readonly expected: {
    readonly tripleBarrier: readonly { readonly eventRow: number[]; readonly touchRow: number[] }[];
    readonly sampleWeights: Record<
      "averageUniqueness" | "returnAttribution" | "timeDecay0_5" | "timeDecay_minus0_2",
      number[]
    > & {
      readonly concurrentEventsFirstRow: number;
      readonly concurrentEvents: number[];
    };
    readonly indicatorMatrixFirst40: {
      readonly averageUniqueness: number;
      readonly shape: number[];
      readonly firstStepProbabilities: number[];
    };
  };
}

describe("overlap of real labels, against another implementation", async () => {
  const oracle = readOracle<Real>("labels-btcusdt-1h.json");
  if (oracle === undefined) {
    it("is compared where its reference file is", (context) => context.skip(noOracles));
    return;
  }
  const { sampleWeights, tripleBarrier, indicatorMatrixFirst40 } = oracle.expected;
  const { eventRow, touchRow } = tripleBarrier[0]!;
  const spans = { start: Int32Array.from(eventRow), end: Int32Array.from(touchRow) };
  const close = (await readReferenceBars(oracle.inputFile, "1h")).close.slice(...oracle.params.rows);

  it("concurrency, uniqueness, attribution and decay are the same", () => {
    const counts = concurrency(spans).slice(sampleWeights.concurrentEventsFirstRow);
    expect([...counts]).toEqual(sampleWeights.concurrentEvents);
    const unique = averageUniqueness(spans);
    near(unique, sampleWeights.averageUniqueness);
    near(returnAttributionWeights(spans, close), sampleWeights.returnAttribution);
    near(timeDecay(unique, 0.5), sampleWeights.timeDecay0_5);
    near(timeDecay(unique, -0.2), sampleWeights.timeDecay_minus0_2);
  });

  it("the table of the first forty spans is the same", () => {
    const forty = { start: spans.start.slice(0, 40), end: spans.end.slice(0, 40) };
    const { rows, columns } = indicatorMatrix(forty);
    expect([rows, columns]).toEqual(indicatorMatrixFirst40.shape);
    // there it is the mean over all cells that hold a one, not over spans
    const unique = averageUniqueness(forty);
    const lengths = forty.end.map((end, i) => end - forty.start[i]! + 1);
    const cells = lengths.reduce((a, b) => a + b);
    const overCells = unique.reduce((sum, value, i) => sum + value * lengths[i]!, 0) / cells;
    expect(overCells).toBeCloseTo(indicatorMatrixFirst40.averageUniqueness, 9);
    near(sequentialProbabilities(forty, []), indicatorMatrixFirst40.firstStepProbabilities);
  });
});
