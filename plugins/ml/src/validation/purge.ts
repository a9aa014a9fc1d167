import type { Block } from "./spans.js";
import type { Spans, Split } from "./split.js";

/** A split that tells what was left out to keep it honest. */
export interface PurgedSplit extends Split {
  /** Samples left out of training because their span, from decision to end of label, meets that of a test block. */
  readonly purged: number;
  /** Samples left out of training because they were decided just after a test block. */
  readonly embargoed: number;
}

const TRAIN = 1;
const TEST = 2;
const PURGED = 3;
const EMBARGOED = 4;

/**
 * Trains on one stretch of samples and tests on blocks, purged: a test block reaches from its first decision A to the
 * last end B of its labels. Out go training samples whose span [row, end] meets [A, B], bounds included, then those
 * decided in (B, B + embargo]. O(samples × blocks).
 * @param embargo - rows.
 * @see López de Prado (2018), Advances in Financial Machine Learning, 7.4
 */
export function purgedSplit(spans: Spans, train: Block, tests: readonly Block[], embargo: number): PurgedSplit {
  const { row, end } = spans;
  const state = new Uint8Array(row.length);
  state.fill(TRAIN, train.from, train.to);
  for (const { from, to } of tests) state.fill(TEST, from, to);
  for (const test of tests) {
    const first = row[test.from]!;
    const last = lastEnd(end, test);
    for (let i = train.from; i < train.to; i++) {
      if (state[i] !== TRAIN && state[i] !== EMBARGOED) continue;
      if (row[i]! <= last && end[i]! >= first) state[i] = PURGED;
      else if (row[i]! > last && row[i]! <= last + embargo) state[i] = EMBARGOED;
    }
  }
  return {
    train: places(state, TRAIN),
    test: places(state, TEST),
    purged: count(state, PURGED),
    embargoed: count(state, EMBARGOED),
  };
}

/** The whole of some samples, as a block to train on. */
export function allSamples({ row }: Spans): Block {
  return { from: 0, to: row.length };
}

function lastEnd(end: Int32Array, { from, to }: Block): number {
  let last = end[from]!;
  for (let i = from + 1; i < to; i++) if (end[i]! > last) last = end[i]!;
  return last;
}

function count(state: Uint8Array, wanted: number): number {
  let found = 0;
  for (let i = 0; i < state.length; i++) if (state[i] === wanted) found++;
  return found;
}

function places(state: Uint8Array, wanted: number): Int32Array {
  const found = new Int32Array(count(state, wanted));
  for (let i = 0, at = 0; i < state.length; i++) if (state[i] === wanted) found[at++] = i;
  return found;
}
