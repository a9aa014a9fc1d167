import { columnOf, type Series, SeriesView } from "../frame/series.js";
import { BadIndicatorCallError } from "./errors.js";
import type { Kernel } from "./kernel.js";
import { KernelRun } from "./kernel-run.js";

/**
 * Puts a kernel to work on any number of series of one frame: a model over its features, a spread over many legs. Unlike
 * an indicator it is not memoised: each call is a computation of its own, so keep what it returns.
 * @param name - for errors.
 * @param inputs - at least one; all of one frame, so that their rows line up.
 * @param outputs - how many series the kernel writes.
 * @throws {BadIndicatorCallError} for no input, or inputs of several frames.
 */
export function derivedSeries(
  name: string,
  inputs: readonly Series[],
  outputs: number,
  kernel: Kernel<readonly Float64Array[], readonly Float64Array[]>,
): readonly Series[] {
  const columns = inputs.map(columnOf);
  const store = columns[0]?.store;
  if (store === undefined) throw new BadIndicatorCallError(`${name}: reads no series; give at least one`);
  if (columns.some((column) => column.store !== store))
    throw new BadIndicatorCallError(
      `${name}: all series must come from one frame; rows of two symbols or timeframes do not line up`,
    );
  const run = new KernelRun(name, store, columns, kernel, outputs);
  return run.outputs.map((column) => new SeriesView(column));
}
