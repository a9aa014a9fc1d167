/**
 * The resumable computation behind an indicator. One kernel belongs to one series and one set of parameters;
 * its closure is its state.
 */
export interface Kernel<Inputs extends readonly Float64Array[], Outputs extends readonly Float64Array[]> {
  /** Rows of clean input before the first value: row `warmup` is the first that is not NaN. */
  readonly warmup: number;
  /**
   * Computes rows `from` (inclusive) to `to` (exclusive). Calls are consecutive and start at the first row.
   *
   * - Read no input at or beyond `to`, write no output outside the range; earlier rows of both may be read back.
   * - Use row numbers only to index: a live frame lets old rows go and renumbers the rest (it keeps at least the
   *   run's history bound), so counters and ring positions belong in the closure.
   * - NaN in gives NaN out until the window is clean again, then values as if the run had started after the NaN.
   * - Allocate nothing.
   */
  extend(inputs: Inputs, outputs: Outputs, from: number, to: number): void;
}
