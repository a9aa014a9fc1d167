import { clip, TradingError } from "@bellwether/core";
import type { Dataset } from "../dataset.js";
import { columnOfMatrix, takeColumns } from "../matrix.js";
import { spearman } from "../validation/metrics/correlation.js";
import { binNumbers, discreteMutualInformation } from "./binned-mutual-information.js";
import { correlationFilter } from "./correlation-filter.js";
import { fTestOfClasses, fTestOfValues } from "./f-test.js";
import { forestImportances } from "./forest-importances.js";
import { mutualInformationWithClass, mutualInformationWithValue } from "./nearest-mutual-information.js";
import type { SelectionStep } from "./selection-steps.js";
import { informationStability } from "./stability.js";
import { bestOf, variance } from "./thresholds.js";

export interface Selection {
  /** Names of the columns that stay, in their order. */
  readonly kept: readonly string[];
  /** In the order in which they fell. */
  readonly dropped: readonly { readonly column: string; readonly reason: string }[];
}

/** Columns cannot be chosen from these rows, or none is left. */
export class BadSelectionError extends TradingError {
  override readonly code = "BAD_SELECTION";
}

type Rows = Pick<Dataset, "x" | "columns" | "y" | "task" | "classes">;

/** What a step found: places that stay, and why each of the others does not. */
interface Verdict {
  readonly stays: readonly number[];
  readonly reason: (place: number) => string;
}

/**
 * Runs steps in order, each on the columns that the one before left. Weights of samples are not looked at.
 * @param data - training rows only: whatever is chosen on rows that judge the model later has seen the answer.
 * @throws {BadSelectionError} for no rows, values that are not finite, or a step that leaves no column.
 */
export function selectFeatures(data: Rows, steps: readonly SelectionStep[]): Selection {
  let rows = data;
  if (steps.length > 0) check(data);
  const dropped: Selection["dropped"][number][] = [];
  steps.forEach((step, i) => {
    const { stays, reason } = run(step, rows);
    if (stays.length === 0)
      throw new BadSelectionError(
        `selection step ${i + 1} (${step.type}) leaves no column of ${rows.columns.length}: ${reason(0)}`,
      );
    const staying = new Set(stays);
    rows.columns.forEach((column, place) => {
      if (!staying.has(place)) dropped.push({ column, reason: reason(place) });
    });
    rows = { ...rows, x: takeColumns(rows.x, stays), columns: stays.map((place) => rows.columns[place]!) };
  });
  return { kept: rows.columns, dropped };
}

function check({ x, y, columns }: Rows): void {
  if (x.rows === 0 || x.columns === 0 || y.length !== x.rows || columns.length !== x.columns)
    throw new BadSelectionError(
      `selection needs rows and their labels: ${x.rows} rows of ${x.columns} columns, ${columns.length} names, ${y.length} labels`,
    );
  const bad = x.data.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0)
    throw new BadSelectionError(
      `selection: row ${Math.floor(bad / x.columns)} of ${clip(columns[bad % x.columns])} is ${x.data[bad]}, not a number`,
    );
  const label = y.findIndex((value) => !Number.isFinite(value));
  if (label >= 0) throw new BadSelectionError(`selection: the label of row ${label} is ${y[label]}, not a number`);
}

const scoresOf = ({ x }: Rows, score: (column: Float64Array) => number): number[] =>
  Array.from({ length: x.columns }, (_, j) => score(columnOfMatrix(x, j)));

/** Figures in print: three digits tell why. */
const short = (figure: number) => String(Number(figure.toPrecision(3)));

/** Binned on both sides; classes are bins of their own. */
function binnedInformation(rows: Rows, bins: number): number[] {
  const labels = rows.task === "regression" ? binNumbers(rows.y, bins) : rows.y;
  return scoresOf(rows, (column) => discreteMutualInformation(binNumbers(column, bins), labels));
}

function thresholded(
  scores: readonly number[],
  name: string,
  { keep, min }: { readonly keep?: number | undefined; readonly min?: number | undefined },
): Verdict {
  return {
    stays: bestOf(scores, keep === undefined ? { min: min! } : { keep }),
    reason: (place) =>
      Number.isNaN(scores[place])
        ? `${name} is not defined`
        : `${name} ${short(scores[place]!)} is ${keep === undefined ? `below ${min}` : `not among the ${keep} largest`}`,
  };
}

function run(step: SelectionStep, rows: Rows): Verdict {
  const { x, y, task, columns } = rows;
  switch (step.type) {
    case "variance": {
      const found = columns.map((_, j) => variance(x, j));
      return {
        stays: columns.flatMap((_, j) => (found[j]! > step.min ? [j] : [])),
        reason: (place) => `variance ${short(found[place]!)} is not above ${step.min}`,
      };
    }
    case "correlation": {
      const worth = step.prefer === "informative" ? { worth: binnedInformation(rows, 10) } : {};
      const { kept, dropped } = correlationFilter(x, step.max, { method: step.method, ...worth });
      const fell = new Map(dropped.map((drop) => [drop.column, drop]));
      return {
        stays: kept,
        reason(place) {
          const { like, correlation } = fell.get(place)!;
          return `correlation ${short(correlation)} with ${columns[like]}`;
        },
      };
    }
    case "mutual-information": {
      const { method, bins, neighbours } = step;
      if (method === "binned") return thresholded(binnedInformation(rows, bins), "mutual information", step);
      const score =
        task === "regression"
          ? (column: Float64Array) => mutualInformationWithValue(column, y, { neighbours })
          : (column: Float64Array) => mutualInformationWithClass(column, y, { neighbours });
      return thresholded(scoresOf(rows, score), "mutual information", step);
    }
    case "f-test": {
      const tests = columns.map((_, j) =>
        (task === "regression" ? fTestOfValues : fTestOfClasses)(columnOfMatrix(x, j), y),
      );
      const { keep, maxP } = step;
      if (maxP === undefined)
        return thresholded(
          tests.map((test) => test?.f ?? Number.NaN),
          "F",
          { keep },
        );
      return {
        stays: columns.flatMap((_, j) => (tests[j] !== null && tests[j]!.p <= maxP ? [j] : [])),
        reason: (place) =>
          tests[place] === null ? "its F test is not defined" : `p-value ${short(tests[place]!.p)} is above ${maxP}`,
      };
    }
    case "information-coefficient": {
      const magnitude = (column: Float64Array) => Math.abs(spearman(column, y) ?? Number.NaN);
      return thresholded(scoresOf(rows, magnitude), "information coefficient of magnitude", step);
    }
    case "importance":
      return thresholded(forestImportances(rows, step), "importance", step);
    case "stability": {
      const shares = scoresOf(rows, (column) => informationStability(column, y, step.blocks).sameSign);
      return {
        stays: bestOf(shares, { min: step.minSameSign }),
        reason: (place) =>
          `the sign of its information coefficient holds in ${Math.round(shares[place]! * step.blocks)} of ${step.blocks} blocks`,
      };
    }
  }
}
