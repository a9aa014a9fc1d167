import type { BarStore } from "../frame/bar-store.js";
import { Column, type Memo } from "../frame/column.js";
import { type Frame, storeOf } from "../frame/frame.js";
import { columnOf, type Series, SeriesView } from "../frame/series.js";
import { BadIndicatorCallError, BadPeriodError } from "./errors.js";
import type { Kernel } from "./kernel.js";
import { KernelRun, type WarmKernel } from "./kernel-run.js";

type Arrays<Names extends readonly unknown[]> = { readonly [K in keyof Names]: Float64Array };
type One = readonly [Float64Array];
type Two = readonly [Float64Array, Float64Array];

/** Parameters are primitives, so that equal calls share one computation. */
export type IndicatorParam = number | string | boolean | Series | undefined;

/** What an indicator reads: one series, two series of one frame, or named columns of a frame. */
export type IndicatorInputs = "series" | "pair" | readonly string[];

export interface IndicatorInfo<Params extends readonly unknown[] = readonly never[]> {
  readonly indicatorName: string;
  readonly inputs: IndicatorInputs;
  /** Names of the result's series, or null where the result is a single series. */
  readonly outputs: readonly string[] | null;
  /** Rows of clean input before the first value. */
  warmup(...params: Params): number;
  /** A fresh kernel, as tests and composed kernels use it. */
  // biome-ignore lint/suspicious/noExplicitAny: the arrays' count depends on the definition
  createKernel(...params: Params): Kernel<any, any>;
}

export type SeriesIndicator<Params extends readonly unknown[], Result = Series> = ((
  series: Series,
  ...params: Params
) => Result) &
  IndicatorInfo<Params>;
export type PairIndicator<Params extends readonly unknown[], Result = Series> = ((
  x: Series,
  y: Series,
  ...params: Params
) => Result) &
  IndicatorInfo<Params>;
export type FrameIndicator<Params extends readonly unknown[], Result = Series> = ((
  df: Frame,
  ...params: Params
) => Result) &
  IndicatorInfo<Params>;
// biome-ignore lint/suspicious/noExplicitAny: any indicator whatever its parameters
export type AnyIndicator = ((...args: any[]) => Series | Readonly<Record<string, Series>>) & IndicatorInfo<any>;

/** @throws {BadPeriodError} unless `period` is a whole number of at least `min`. */
export function assertPeriod(indicator: string, period: number, min = 1, parameter = "period"): void {
  if (!(Number.isInteger(period) && period >= min))
    throw new BadPeriodError(
      indicator,
      parameter,
      period,
      min === 1 ? "a positive integer" : `an integer of at least ${min}`,
    );
}

type NamedResult<O extends readonly string[]> = { readonly [K in O[number]]: Series };

export function defineIndicator<P extends readonly IndicatorParam[]>(
  name: string,
  create: (...params: P) => Kernel<One, One>,
): SeriesIndicator<P>;
export function defineIndicator<P extends readonly IndicatorParam[], const O extends readonly string[]>(
  spec: { name: string; inputs?: "series"; outputs: O },
  create: (...params: P) => Kernel<One, Arrays<O>>,
): SeriesIndicator<P, NamedResult<O>>;
export function defineIndicator<P extends readonly IndicatorParam[]>(
  spec: { name: string; inputs: "pair" },
  create: (...params: P) => Kernel<Two, One>,
): PairIndicator<P>;
export function defineIndicator<
  P extends readonly IndicatorParam[],
  const I extends readonly string[],
  const O extends readonly string[],
>(
  spec: { name: string; inputs: I; outputs: O },
  create: (...params: P) => Kernel<Arrays<I>, Arrays<O>>,
): FrameIndicator<P, NamedResult<O>>;
export function defineIndicator<P extends readonly IndicatorParam[], const I extends readonly string[]>(
  spec: { name: string; inputs: I },
  create: (...params: P) => Kernel<Arrays<I>, One>,
): FrameIndicator<P>;
/**
 * Declares an indicator: a function over series (or over a frame, where it reads several columns) whose result is
 * computed once per series and parameter set, and one row a bar from then on.
 * @param spec - its name, or name, inputs and the names of several outputs.
 * @param create - makes a kernel for one set of parameters; checks them.
 */
export function defineIndicator(
  spec: string | { name: string; inputs?: IndicatorInputs; outputs?: readonly string[] },
  // biome-ignore lint/suspicious/noExplicitAny: the overloads above carry the types
  create: (...params: any[]) => Kernel<any, any>,
): AnyIndicator {
  const {
    name,
    inputs = "series",
    outputs = null,
  }: { name: string; inputs?: IndicatorInputs; outputs?: readonly string[] | null } = typeof spec === "string"
    ? { name: spec }
    : spec;
  const id = nextId++;
  const warm: WarmKernel = { kernel: null };
  const overFrame = typeof inputs !== "string";
  const most = inputs === "pair" ? 4 : 5;
  if (create.length > most)
    throw new BadIndicatorCallError(`${name}: takes ${create.length} parameters, ${most} can be told apart`);

  const call = (source: Series & Frame, a?: unknown, b?: unknown, c?: unknown, d?: unknown, e?: unknown): unknown => {
    const node = overFrame ? storeOf(source) : columnOf(source);
    const memos = node.memos[id];
    for (let k = 0; memos !== undefined && k < memos.length; k++) {
      const memo = memos[k]!;
      if (memo.a === a && memo.b === b && memo.c === c && memo.d === d && memo.e === e) return memo.result;
    }
    return remember(node, a, b, c, d, e);
  };

  /** The slow path: once per series and parameter set. */
  const remember = (node: BarStore | Column, a: unknown, b: unknown, c: unknown, d: unknown, e: unknown): unknown => {
    const memo: Memo = { a, b, c, d, e, result: attach(node, [a, b, c, d, e]) };
    const memos = node.memos[id];
    if (memos === undefined) node.memos[id] = [memo];
    else memos.push(memo);
    return memo.result;
  };

  const attach = (node: BarStore | Column, args: readonly unknown[]): unknown => {
    const store = node instanceof Column ? node.store : node;
    const params = inputs === "pair" ? args.slice(1) : args;
    for (const param of params) {
      if (param !== undefined && !/^(number|string|boolean)$/.test(typeof param))
        throw new BadIndicatorCallError(
          `${name}: parameters are numbers, strings or booleans, got ${param === null ? "null" : `one of type ${typeof param}`}; equal calls must be recognisable`,
        );
      if (Number.isNaN(param)) throw new BadPeriodError(name, "parameter", param, "a number");
    }
    const columns = inputColumns(name, inputs, node, args[0]);
    const run = new KernelRun(name, store, columns, create(...params), outputs?.length ?? 1, warm);
    if (outputs === null) return new SeriesView(run.outputs[0]!);
    return Object.freeze(Object.fromEntries(outputs.map((output, k) => [output, new SeriesView(run.outputs[k]!)])));
  };

  return Object.assign(call as unknown as (...args: unknown[]) => Series, {
    indicatorName: name,
    inputs,
    outputs,
    warmup: (...params: never[]) => create(...params).warmup,
    createKernel: (...params: never[]) => create(...params),
  });
}

let nextId = 0;

function inputColumns(name: string, inputs: IndicatorInputs, node: BarStore | Column, second: unknown): Column[] {
  if (inputs === "series") return [node as Column];
  if (inputs === "pair") {
    const y = columnOf(second as Series);
    if (y.store !== (node as Column).store)
      throw new BadIndicatorCallError(
        `${name}: both series must come from one frame; rows of two symbols or timeframes do not line up`,
      );
    return [node as Column, y];
  }
  const { frame } = node as BarStore;
  return inputs.map((input) => columnOf(frame.column(input)));
}
