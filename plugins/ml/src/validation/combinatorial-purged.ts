import { binomial, firstCombination, nextCombination } from "./combinations.js";
import { assertWhole, equalBlocks } from "./counts.js";
import { embargoRows } from "./embargo.js";
import { allSamples, type PurgedSplit, purgedSplit } from "./purge.js";
import { type Block, checkedSpans, type PurgeOptions, type Unspanned } from "./spans.js";
import { BadSplitError, type Spans } from "./split.js";

export interface CombinatorialOptions extends PurgeOptions {
  readonly groups: number;
  /** Groups that each split tests. */
  readonly testGroups: number;
  /** Rows, or below 1 a share of them. Default: 1 % of them or the longest label, whichever is longer. */
  readonly embargo?: number | undefined;
}

export interface CombinatorialSplit extends PurgedSplit {
  /** Which groups are tested, rising. */
  readonly groups: readonly number[];
}

/** Every choice of test groups, and the histories that their tests make up. */
export interface Combinatorial {
  /** The samples of each group. */
  readonly groups: readonly Block[];
  readonly splits: readonly CombinatorialSplit[];
  /** One path an entry: for each group the split whose test of it belongs to the path. */
  readonly paths: readonly (readonly number[])[];
}

const MOST_SPLITS = 10_000;

/**
 * Combinatorial purged cross-validation: C(groups, testGroups) splits, purged and embargoed around every test group,
 * whose tests make up C(groups, testGroups) × testGroups / groups whole histories; each test of a group is in just one.
 * @throws {BadSplitError} without spans, and for more than 10,000 splits.
 * @see López de Prado (2018), Advances in Financial Machine Learning, chapter 12
 */
export function combinatorialPurged(samples: Spans | Unspanned, options: CombinatorialOptions): Combinatorial {
  const spans = checkedSpans(samples, options);
  const { testGroups } = options;
  const all = allSamples(spans);
  const groups = equalBlocks("groups", all.to, options.groups);
  assertWhole("testGroups", testGroups, 1, groups.length - 1);
  const ways = binomial(groups.length, testGroups);
  if (ways > MOST_SPLITS)
    throw new BadSplitError(
      `${testGroups} of ${groups.length} groups can be chosen in ${ways} ways, more than ${MOST_SPLITS}; give fewer groups`,
    );
  const embargo = embargoRows(spans, options.embargo);
  const splits: CombinatorialSplit[] = [];
  const testedBy: number[][] = groups.map(() => []);
  const chosen = firstCombination(testGroups);
  do {
    for (const group of chosen) testedBy[group]!.push(splits.length);
    const tests = Array.from(chosen, (group) => groups[group]!);
    splits.push({ ...purgedSplit(spans, all, tests, embargo), groups: Array.from(chosen) });
  } while (nextCombination(chosen, groups.length));
  // a group is tested as often as every other: its nth test belongs to path n
  const paths = testedBy[0]!.map((_, path) => testedBy.map((tests) => tests[path]!));
  return { groups, splits, paths };
}
