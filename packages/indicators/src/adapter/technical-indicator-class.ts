/**
 * The shape that the classes of the npm package `technicalindicators` share: built from an input object that holds the
 * parameters and arrays of history, then fed row by row. Declared here so that the package itself is not needed.
 */
export type TechnicalIndicatorClass<Input, Value> = new (input: Input) => { nextValue(...tick: never[]): Value };

type NamesOf<T, Wanted> = {
  [K in keyof T]-?: NonNullable<T[K]> extends Wanted ? K : never;
}[keyof T] &
  string;

/** Input fields that hold one setting: `period`, `stdDev`, `SimpleMASignal` ... */
export type ParamName<Input> = Exclude<NamesOf<Input, number | string | boolean>, "reversedInput">;

/** Input fields that hold a column: `high`, `low`, `close` ... */
export type ColumnName<Input> = NamesOf<Input, readonly number[]>;

/** Fields of a result that holds several values: `upper`, `middle`, `lower` ... */
export type OutputName<Value> = NonNullable<Value> extends object ? NamesOf<NonNullable<Value>, number> : never;

/**
 * The arguments that go with a list of parameter names. `infer` keeps the compiler from guessing the names backwards,
 * from the type that an indicator is assigned to.
 */
export type Args<Input, Names extends readonly (keyof Input)[]> = Names extends infer N extends readonly (keyof Input)[]
  ? { [K in keyof N]: Extract<NonNullable<Input[N[K]]>, number | string | boolean> }
  : never;

/** What a run needs of an instance. */
export interface Feed {
  nextValue(...tick: unknown[]): unknown;
}
