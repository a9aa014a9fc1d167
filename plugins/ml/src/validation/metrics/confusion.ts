import { BadMetricInputError } from "./bad-metric-input-error.js";
import type { ClassMetrics } from "./metrics.js";

/** Row: true class. Column: called so. Sums of weights, numbers of samples without them. */
export type Confusion = readonly (readonly number[])[];

/** @throws {BadMetricInputError} for unequal lengths. */
export function confusion(
  y: Float64Array,
  called: Int32Array,
  classes: number,
  weights: Float64Array | null = null,
): Confusion {
  if (y.length !== called.length)
    throw new BadMetricInputError(`${called.length} calls for ${y.length} samples; give one a sample`);
  const table = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
  for (let i = 0; i < y.length; i++) {
    const row = table[y[i]!];
    if (row === undefined || !(called[i]! < classes))
      throw new BadMetricInputError(
        `sample ${i} is of class ${y[i]}, called ${called[i]}; there are ${classes} classes`,
      );
    row[called[i]!]! += weights === null ? 1 : weights[i]!;
  }
  return table;
}

/** Sums of a table of calls. */
export interface Tally {
  readonly total: number;
  readonly right: number;
  /** By true class, and by class called. */
  readonly were: readonly number[];
  readonly called: readonly number[];
}

export function tally(table: Confusion): Tally {
  const were = table.map((row) => row.reduce((sum, value) => sum + value, 0));
  const called = table.map((_, k) => table.reduce((sum, row) => sum + row[k]!, 0));
  const right = table.reduce((sum, row, k) => sum + row[k]!, 0);
  return { total: were.reduce((sum, value) => sum + value, 0), right, were, called };
}

/** Precision, recall and F1 of each class; what its counts cannot define is null. */
export function perClass(table: Confusion, names: readonly string[], support: ArrayLike<number>): ClassMetrics[] {
  const { were, called } = tally(table);
  return names.map((name, k) => {
    const right = table[k]![k]!;
    return {
      name,
      precision: ratio(right, called[k]!),
      recall: ratio(right, were[k]!),
      f1: ratio(2 * right, were[k]! + called[k]!),
      support: support[k]!,
    };
  });
}

/**
 * Matthews correlation of calls and classes, in [−1, 1]; null where one class alone was there, or was called.
 * @see Gorodkin (2004) for more than two classes
 */
export function matthews(table: Confusion): number | null {
  const { total, right, were, called } = tally(table);
  let expected = 0;
  let spreadWere = total * total;
  let spreadCalled = total * total;
  for (let k = 0; k < were.length; k++) {
    expected += were[k]! * called[k]!;
    spreadWere -= were[k]! ** 2;
    spreadCalled -= called[k]! ** 2;
  }
  if (onlyOne(were) || onlyOne(called)) return null;
  const correlation = (right * total - expected) / (Math.sqrt(spreadWere) * Math.sqrt(spreadCalled));
  return Math.min(1, Math.max(-1, correlation));
}

/** Cohen's kappa: agreement beyond what the shares of classes would give by chance; null where chance gives all. */
export function kappa(table: Confusion): number | null {
  const { total, right, were, called } = tally(table);
  const chance = were.reduce((sum, value, k) => sum + (value / total) * (called[k]! / total), 0);
  const alike = onlyOne(were) && onlyOne(called) && were.every((value, k) => value > 0 === called[k]! > 0);
  return total === 0 || alike ? null : (right / total - chance) / (1 - chance);
}

function onlyOne(sums: readonly number[]): boolean {
  return sums.filter((sum) => sum > 0).length <= 1;
}

function ratio(part: number, whole: number): number | null {
  return whole > 0 ? part / whole : null;
}
