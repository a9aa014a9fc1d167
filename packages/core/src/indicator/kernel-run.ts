import type { BarStore } from "../frame/bar-store.js";
import { Column, type ColumnSource } from "../frame/column.js";
import { BadIndicatorCallError } from "./errors.js";
import type { Kernel } from "./kernel.js";

/**
 * The kernel of an indicator that was last at work. V8 drops compiled code with the last function that runs it, and a
 * frame's kernels go with the frame: without this, an indicator would be compiled anew for each frame.
 */
export interface WarmKernel {
  kernel: unknown;
}

/** A kernel at work on the columns of one store. */
export class KernelRun implements ColumnSource {
  readonly outputs: readonly Column[];
  readonly #in: Float64Array[];
  readonly #out: Float64Array[];
  /** True while the kernel is at work, and for good once it has thrown: its state is unknown then. */
  #busy = false;

  constructor(
    private readonly name: string,
    store: BarStore,
    private readonly inputs: readonly Column[],
    private readonly kernel: Kernel<readonly Float64Array[], readonly Float64Array[]>,
    outputCount: number,
    private readonly warm: WarmKernel | null = null,
  ) {
    store.keep(2 * kernel.warmup + 8);
    this.outputs = Array.from({ length: outputCount }, () => store.addColumn(new Column(store, this, 0)));
    this.#in = inputs.map((column) => column.data);
    this.#out = this.outputs.map((column) => column.data);
  }

  extendTo(to: number): void {
    const { inputs, outputs } = this;
    const from = outputs[0]!.filled;
    if (from >= to) return;
    if (this.#busy)
      throw new BadIndicatorCallError(`${this.name}: its kernel has thrown before; start again with a new frame`);
    for (let k = 0; k < inputs.length; k++) {
      const column = inputs[k]!;
      column.fill(to);
      this.#in[k] = column.data;
    }
    for (let k = 0; k < outputs.length; k++) {
      const column = outputs[k]!;
      column.reserve(to);
      this.#out[k] = column.data;
    }
    this.#busy = true;
    this.kernel.extend(this.#in, this.#out, from, to);
    this.#busy = false;
    if (this.warm !== null) this.warm.kernel = this.kernel;
    for (let k = 0; k < outputs.length; k++) outputs[k]!.filled = to;
  }
}
