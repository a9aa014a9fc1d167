import * as z from "zod";

/** The values that a sweep tries: inclusive ends, and a step (1 for whole numbers, a tenth of the range otherwise). */
export type SearchRange = readonly [from: number, to: number] | readonly [from: number, to: number, step: number];

interface ParamOptions {
  readonly default: number;
  readonly search?: SearchRange;
  readonly min?: number;
  readonly max?: number;
  readonly description?: string;
}

function withMeta<T extends z.ZodNumber>(
  schema: T,
  { search, description, ...options }: ParamOptions,
): z.ZodDefault<T> {
  return schema.default(options.default as never).meta({
    ...(search === undefined ? {} : { search: [...search] }),
    ...(description === undefined ? {} : { description }),
  }) as z.ZodDefault<T>;
}

/** A whole number of bars, at least 1. */
export function period(options: ParamOptions): z.ZodDefault<z.ZodInt> {
  return withMeta(
    z
      .int()
      .min(options.min ?? 1)
      .max(options.max ?? 100_000),
    options,
  );
}

/** A share from 0 to 1: 0.02 is 2 %. */
export function fraction(options: ParamOptions): z.ZodDefault<z.ZodNumber> {
  return withMeta(
    z
      .number()
      .min(options.min ?? 0)
      .max(options.max ?? 1),
    options,
  );
}

/** A positive factor, such as a number of ATRs or standard deviations. */
export function multiple(options: ParamOptions): z.ZodDefault<z.ZodNumber> {
  return withMeta(
    z
      .number()
      .positive()
      .min(options.min ?? 0)
      .max(options.max ?? 1_000),
    options,
  );
}

/** Any level inside bounds, such as an oscillator's threshold. */
export function level(
  options: ParamOptions & { readonly min: number; readonly max: number },
): z.ZodDefault<z.ZodNumber> {
  return withMeta(z.number().min(options.min).max(options.max), options);
}

/** The search range of each parameter of a schema that has one, by name. */
export function searchRanges(schema: z.ZodType): Readonly<Record<string, SearchRange>> {
  const json = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }) as {
    properties?: Record<string, { search?: SearchRange }>;
  };
  return Object.fromEntries(
    Object.entries(json.properties ?? {}).flatMap(([name, property]) =>
      property.search === undefined ? [] : [[name, property.search]],
    ),
  );
}
