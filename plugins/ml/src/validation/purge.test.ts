import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { spansAhead } from "../../test/split-ranges.js";
import { allSamples, purgedSplit } from "./purge.js";
import type { Block } from "./spans.js";
import type { Spans } from "./split.js";

interface Case {
  readonly spans: Spans;
  readonly tests: readonly Block[];
  readonly embargo: number;
}

/** Up to 40 decisions, some on one row, labels up to 15 rows long, one or two blocks to test. */
const cases: fc.Arbitrary<Case> = fc
  .record({
    steps: fc.array(fc.tuple(fc.nat(3), fc.nat(15)), { minLength: 4, maxLength: 40 }),
    edges: fc.tuple(fc.nat(1e6), fc.nat(1e6), fc.nat(1e6), fc.nat(1e6)),
    two: fc.boolean(),
    embargo: fc.nat(12),
  })
  .map(({ steps, edges, two, embargo }) => {
    let at = 0;
    const row = Int32Array.from(steps, ([step]) => (at += step));
    const end = row.map((decided, i) => decided + steps[i]![1]);
    const [a, b, c, d] = edges.map((edge) => edge % (steps.length + 1)).sort((x, y) => x - y) as [
      number,
      number,
      number,
      number,
    ];
    const blocks = [two ? { from: a, to: b } : { from: a, to: d }, { from: c, to: d }].slice(0, two ? 2 : 1);
    return { spans: { row, start: row, end }, tests: blocks.filter(({ from, to }) => to > from), embargo };
  });

const testedIn = (tests: readonly Block[], i: number) => tests.some(({ from, to }) => i >= from && i < to);

/** The definition, read out sample by sample. */
function byDefinition({ spans: { row, end }, tests, embargo }: Case) {
  const train: number[] = [];
  let purged = 0;
  let embargoed = 0;
  for (let i = 0; i < row.length; i++) {
    if (testedIn(tests, i)) continue;
    let meets = false;
    let tooSoon = false;
    for (const { from, to } of tests) {
      let a = Infinity;
      let b = -Infinity;
      for (let j = from; j < to; j++) {
        a = Math.min(a, row[j]!);
        b = Math.max(b, end[j]!);
      }
      const startsInside = row[i]! >= a && row[i]! <= b;
      const endsInside = end[i]! >= a && end[i]! <= b;
      const envelops = row[i]! <= a && end[i]! >= b;
      meets ||= startsInside || endsInside || envelops;
      tooSoon ||= row[i]! > b && row[i]! <= b + embargo;
    }
    if (meets) purged++;
    else if (tooSoon) embargoed++;
    else train.push(i);
  }
  return { train, purged, embargoed };
}

describe("purging", () => {
  it("keeps just the samples that the definition keeps, for any spans (10,000 cases)", () => {
    fc.assert(
      fc.property(cases, (given) => {
        const { train, purged, embargoed } = purgedSplit(
          given.spans,
          allSamples(given.spans),
          given.tests,
          given.embargo,
        );
        expect({ train: Array.from(train), purged, embargoed }).toEqual(byDefinition(given));
      }),
      { numRuns: 10_000 },
    );
  });

  it("leaves no training span that meets a tested one, and no training decision in the embargo", () => {
    fc.assert(
      fc.property(cases, ({ spans, tests, embargo }) => {
        const { row, end } = spans;
        const { train, test } = purgedSplit(spans, allSamples(spans), tests, embargo);
        for (const i of train)
          for (const j of test) {
            expect(row[i]! <= end[j]! && end[i]! >= row[j]!, `${i} meets ${j}`).toBe(false);
            if (tests.length === 1) expect(row[i]! > end[j]! && row[i]! <= end[j]! + embargo).toBe(false);
          }
      }),
      { numRuns: 1_000 },
    );
  });

  it("does by hand what it does by rule: ten days, labels of two days, the middle two tested", () => {
    const spans = spansAhead(10, () => 2); // day 4 and 5 are decided by days up to 7
    const split = purgedSplit(spans, { from: 0, to: 10 }, [{ from: 4, to: 6 }], 1);
    expect(Array.from(split.test)).toEqual([4, 5]);
    expect(Array.from(split.train), "2 and 3 end on day 4 and 5, 6 and 7 begin inside, 8 is embargoed").toEqual([
      0, 1, 9,
    ]);
    expect(split).toMatchObject({ purged: 4, embargoed: 1 });
  });

  it("looks at the longest label of the block, not at its last", () => {
    const spans = spansAhead(10, (i) => (i === 3 ? 5 : 0));
    expect(Array.from(purgedSplit(spans, { from: 0, to: 10 }, [{ from: 3, to: 5 }], 0).train)).toEqual([0, 1, 2, 9]);
  });

  it("drops a label that runs over the whole block", () => {
    const spans = spansAhead(10, (i) => (i === 0 ? 9 : 0));
    expect(Array.from(purgedSplit(spans, { from: 0, to: 10 }, [{ from: 4, to: 6 }], 0).train)).not.toContain(0);
  });

  it("trains on what is embargoed after one block only if no other block forbids it", () => {
    const spans = spansAhead(12, () => 1);
    const { train, purged, embargoed } = purgedSplit(
      spans,
      { from: 0, to: 12 },
      [
        { from: 2, to: 4 },
        { from: 7, to: 8 },
      ],
      2,
    );
    expect(Array.from(train)).toEqual([0, 11]);
    expect([purged, embargoed]).toEqual([4, 3]);
  });
});
