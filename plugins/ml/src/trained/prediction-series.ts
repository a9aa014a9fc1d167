import { derivedSeries, type Frame, type Kernel, type Series } from "@bellwether/core";
import type { FeatureSet } from "../features/feature-set.js";
import { answer } from "./answer.js";
import { type TrainedModel, widthOf } from "./trained-model.js";

/** Rows that go through a model together. */
const BLOCK = 256;

/** What one member of a model says, bar by bar: one series a class, or one. */
export type MemberSeries = readonly Series[];

/**
 * The predictions of a model over a frame, as one kernel: a whole history in blocks, or one row a bar, with the same
 * numbers. NaN in the feature set's warm-up and where a feature is NaN.
 * @returns for each member its series.
 */
export function predictionSeries(df: Frame, set: FeatureSet, trained: TrainedModel): readonly MemberSeries[] {
  const known = made.get(df);
  const found = known?.get(trained);
  if (found !== undefined) return found;
  const widths = trained.members.map(widthOf);
  const flat = derivedSeries(
    `model ${trained.name}`,
    set.series(df),
    widths.reduce((sum, width) => sum + width, 0),
    predictionKernel(trained, widths, set.warmup),
  );
  let from = 0;
  const series = widths.map((width) => {
    from += width;
    return flat.slice(from - width, from);
  });
  if (known === undefined) made.set(df, new WeakMap([[trained, series]]));
  else known.set(trained, series);
  return series;
}

/** So that several strategies of a run share one computation. */
const made = new WeakMap<Frame, WeakMap<TrainedModel, readonly MemberSeries[]>>();

function predictionKernel(
  { members, columns: { length: columns } }: TrainedModel,
  widths: readonly number[],
  warmup: number,
): Kernel<readonly Float64Array[], readonly Float64Array[]> {
  const data = new Float32Array(BLOCK * columns);
  const single = { rows: 1, columns, data: data.subarray(0, columns) };
  const whole = { rows: BLOCK, columns, data };
  const answers = widths.map((width) => new Float64Array(BLOCK * width));
  let seen = 0; // rows since the start of the run: a live frame renumbers its own
  return {
    warmup,
    extend(inputs, outputs, from, to) {
      for (let start = from; start < to; start += BLOCK) {
        const rows = Math.min(BLOCK, to - start);
        gather(inputs, start, rows, columns, data);
        const x =
          rows === 1 ? single : rows === BLOCK ? whole : { rows, columns, data: data.subarray(0, rows * columns) };
        let first = 0;
        for (let m = 0; m < members.length; m++) {
          const width = widths[m]!;
          const said = answers[m]!;
          answer(members[m]!, x, said);
          for (let k = 0; k < width; k++) {
            const out = outputs[first + k]!;
            for (let i = 0; i < rows; i++)
              out[start + i] =
                seen + i < warmup || !isWhole(data, i * columns, columns) ? Number.NaN : said[i * width + k]!;
          }
          first += width;
        }
        seen += rows;
      }
    },
  };
}

/** Rows of features side by side, in single precision as models want them. */
function gather(
  inputs: readonly Float64Array[],
  start: number,
  rows: number,
  columns: number,
  into: Float32Array,
): void {
  for (let j = 0; j < columns; j++) {
    const column = inputs[j]!;
    for (let i = 0; i < rows; i++) into[i * columns + j] = column[start + i]!;
  }
}

/** Whether every value of a row is a number. */
export function isWhole(data: Float32Array, from: number, count: number): boolean {
  for (let j = from; j < from + count; j++) if (!Number.isFinite(data[j]!)) return false;
  return true;
}
