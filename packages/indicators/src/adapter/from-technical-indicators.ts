import {
  BadIndicatorCallError,
  defineIndicator,
  type FrameIndicator,
  type Kernel,
  type PairIndicator,
  type Series,
  type SeriesIndicator,
} from "@bellwether/core";
import { measureWarmup } from "./measure-warmup.js";
import type {
  Args,
  ColumnName,
  Feed,
  OutputName,
  ParamName,
  TechnicalIndicatorClass,
} from "./technical-indicator-class.js";

interface Options<Input, Names extends readonly ParamName<Input>[]> {
  /** Shown in lists and errors; the name of the class by default. */
  readonly name?: string;
  /** Input fields that become arguments of the indicator, in this order; at most five (four for a pair). */
  readonly params?: Names;
  /** Input fields that are the same in every call. */
  readonly fixed?: { readonly [K in ParamName<Input>]?: Input[K] };
  /** Clean rows before the first value; earlier ones are withheld. Measured on made-up bars unless given. */
  readonly warmup?: number | ((...args: Args<Input, Names>) => number);
}

type Named<Names extends readonly string[]> = { readonly [K in Names[number]]: Series };

export function fromTechnicalIndicators<Input, Value, const P extends readonly ParamName<Input>[] = readonly []>(
  Class: TechnicalIndicatorClass<Input, Value>,
  options?: Options<Input, P> & { readonly inputs?: "series" },
): SeriesIndicator<Args<Input, P>>;
export function fromTechnicalIndicators<
  Input,
  Value,
  const O extends readonly OutputName<Value>[],
  const P extends readonly ParamName<Input>[] = readonly [],
>(
  Class: TechnicalIndicatorClass<Input, Value>,
  options: Options<Input, P> & { readonly inputs?: "series"; readonly outputs: O },
): SeriesIndicator<Args<Input, P>, Named<O>>;
export function fromTechnicalIndicators<Input, Value, const P extends readonly ParamName<Input>[] = readonly []>(
  Class: TechnicalIndicatorClass<Input, Value>,
  options: Options<Input, P> & { readonly inputs: "pair" },
): PairIndicator<Args<Input, P>>;
export function fromTechnicalIndicators<
  Input,
  Value,
  const C extends readonly ColumnName<Input>[],
  const P extends readonly ParamName<Input>[] = readonly [],
>(
  Class: TechnicalIndicatorClass<Input, Value>,
  options: Options<Input, P> & { readonly inputs: C },
): FrameIndicator<Args<Input, P>>;
export function fromTechnicalIndicators<
  Input,
  Value,
  const C extends readonly ColumnName<Input>[],
  const O extends readonly OutputName<Value>[],
  const P extends readonly ParamName<Input>[] = readonly [],
>(
  Class: TechnicalIndicatorClass<Input, Value>,
  options: Options<Input, P> & { readonly inputs: C; readonly outputs: O },
): FrameIndicator<Args<Input, P>, Named<O>>;
/**
 * Turns a class of the npm package `technicalindicators` into a memoised indicator:
 * ```ts
 * const tiRsi = fromTechnicalIndicators(RSI, { params: ["period"] });
 * tiRsi(df.close, 14).last;
 * const tiAtr = fromTechnicalIndicators(ATR, { inputs: ["high", "low", "close"], params: ["period"] });
 * const bands = fromTechnicalIndicators(BollingerBands, { params: ["period", "stdDev"], outputs: ["upper", "lower"] });
 * ```
 * `inputs` is `"series"` (the class takes `values`; the default), `"pair"` (it takes `lineA` and `lineB`), or the
 * columns it takes. Results line up with the bars: NaN until the class gives its first value and wherever it gives
 * none; true is 1, false 0. After a NaN in any input a new instance starts, for several classes never recover from one.
 *
 * What stays as the package has it (3.1): RSI and MFI are rounded to two decimals and MFI starts a bar late; some
 * classes take a value of exactly 0 for a missing one (a MACD signal, TRIX, the mean of Bollinger bands) and then give
 * nothing or repeat the last value; CrossUp and CrossDown keep every row since the last cross; running sums drift;
 * rows allocate. The package's global `setConfig("precision")`
 * still reaches classes that are built from others. Prefer this package's own kernels where there is one.
 * @throws {BadIndicatorCallError} if there are too many `params`; from the indicator, if an argument is missing, the
 * class refuses its input, or it never gives a value.
 */
export function fromTechnicalIndicators(
  // biome-ignore lint/suspicious/noExplicitAny: the overloads above carry the types
  Class: new (input: any) => Feed,
  options: {
    readonly name?: string;
    readonly inputs?: "series" | "pair" | readonly string[];
    readonly outputs?: readonly string[];
    readonly params?: readonly string[];
    readonly fixed?: Readonly<Record<string, unknown>>;
    readonly warmup?: number | ((...args: never[]) => number);
  } = {},
): unknown {
  const { name = Class.name, inputs = "series", outputs, params = [], fixed = {}, warmup } = options;
  const most = inputs === "pair" ? 4 : 5;
  if (params.length > most)
    throw new BadIndicatorCallError(
      `${name}: at most ${most} params, got ${params.length}; move the rest to \`fixed\``,
    );
  const columns = inputs === "series" ? ["values"] : inputs === "pair" ? ["lineA", "lineB"] : inputs;
  const measured = new Map<string, number>();

  /** The arguments of `nextValue` for one row; always new objects, for some classes keep them. */
  const tick = (read: (column: string, index: number) => number): readonly unknown[] =>
    typeof inputs === "string"
      ? columns.map(read)
      : [Object.fromEntries(columns.map((column, index) => [column, read(column, index)]))];

  const createKernel = (...args: unknown[]): Kernel<readonly Float64Array[], readonly Float64Array[]> => {
    const settings: Record<string, unknown> = { ...fixed };
    params.forEach((param, k) => {
      settings[param] = args[k] ?? settings[param];
      if (settings[param] === undefined) throw new BadIndicatorCallError(`${name}: ${param} is missing`);
    });
    const create = (): Feed => {
      const history = Object.fromEntries(columns.map((column) => [column, []]));
      return new Class({ format: (value: number) => value, ...settings, ...history });
    };
    const rows = Object.values(settings).reduce<number>(
      (sum, value) => (typeof value === "number" ? Math.min(1e6, sum + 10 * Math.abs(value)) : sum),
      1_000,
    );
    const key = JSON.stringify(args);
    let instance: Feed;
    let wait: number;
    try {
      instance = create();
      wait =
        typeof warmup === "function"
          ? warmup(...(args as never[]))
          : (warmup ?? measured.get(key) ?? measureWarmup(name, create(), rows, tick, outputs ?? null));
    } catch (cause) {
      if (cause instanceof BadIndicatorCallError) throw cause;
      const why = cause instanceof Error ? cause.message : String(cause);
      throw new BadIndicatorCallError(`${name} refuses its input: ${why}; it was given ${columns.join(", ")}`, {
        cause,
      });
    }
    measured.set(key, wait);
    let clean = 0; // rows since the last NaN

    return {
      warmup: wait,
      extend(data, out, from, to) {
        for (let i = from; i < to; i++) {
          if (data.some((column) => Number.isNaN(column[i]!))) {
            if (clean > 0) instance = create();
            clean = 0;
            for (const column of out) column[i] = Number.NaN;
            continue;
          }
          const value = instance.nextValue(...tick((_, index) => data[index]![i]!));
          const known = clean++ >= (warmup === undefined ? 0 : wait);
          for (let k = 0; k < out.length; k++)
            out[k]![i] = known ? numberOf(outputs === undefined ? value : fieldOf(value, outputs[k]!)) : Number.NaN;
        }
      },
    };
  };

  const spec = { name, inputs, ...(outputs === undefined ? {} : { outputs }) };
  return defineIndicator(spec as { name: string; inputs: readonly string[] }, createKernel as never);
}

function fieldOf(value: unknown, field: string): unknown {
  return typeof value === "object" && value !== null ? (value as Readonly<Record<string, unknown>>)[field] : undefined;
}

function numberOf(value: unknown): number {
  return typeof value === "number" ? value : typeof value === "boolean" ? Number(value) : Number.NaN;
}
