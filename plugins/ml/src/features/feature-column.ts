import {
  alignedTo,
  clip,
  didYouMean,
  type Frame,
  isTimeframe,
  type Series,
  type Timeframe,
  timeframeMs,
} from "@bellwether/core";
import { BadFeatureError, type Feature } from "./feature.js";

/** Finds features by name. */
export interface FeatureCatalogue {
  get(name: string): Feature | undefined;
  readonly names: readonly string[];
}

/** A feature with its parameters, in the run's timeframe or a higher one: one column of a model's input. */
export interface FeatureColumn {
  /** As it is always written: every parameter, then the timeframe if it is a higher one. `"rsi(14)@4h"` */
  readonly name: string;
  readonly feature: Feature;
  readonly params: readonly number[];
  /** Null for the run's own. */
  readonly timeframe: Timeframe | null;
}

const COLUMN = /^([a-z0-9-]+)\s*(?:\(([^()]*)\))?\s*(?:@\s*([0-9A-Za-z]+))?$/;

/**
 * Reads a column as people write it: `rsi`, `rsi(14)`, `rsi(14)@4h`; parameters left out at the end take their defaults.
 * @throws {BadFeatureError} with a hint.
 */
export function parseColumn(text: string, catalogue: FeatureCatalogue): FeatureColumn {
  const [, name, list, timeframe] = COLUMN.exec(text.trim()) ?? [];
  if (name === undefined)
    throw new BadFeatureError(`${clip(text)} is no feature column; write name, name(14) or name(14)@4h`);
  const feature = catalogue.get(name);
  if (feature === undefined)
    throw new BadFeatureError(
      `no feature is called ${clip(name)}.${didYouMean(name, catalogue.names)} All: bellwether features list`,
    );
  if (timeframe !== undefined && !isTimeframe(timeframe))
    throw new BadFeatureError(`${clip(text)}: ${clip(timeframe)} is no timeframe; write 15m, 1h, 4h, 1d`);
  const given = list === undefined || list.trim() === "" ? [] : list.split(",").map((value) => value.trim());
  if (given.length > feature.params.length)
    throw new BadFeatureError(`${clip(text)}: ${name} takes ${describeParams(feature)}, got ${given.length} values`);
  const params = feature.params.map((definition, i) => {
    const value = given[i] === undefined ? definition.default : Number(given[i] === "" ? Number.NaN : given[i]);
    const { min, max = Number.POSITIVE_INFINITY, integer } = definition;
    if (!(value >= min && value <= max && (!integer || Number.isInteger(value))))
      throw new BadFeatureError(
        `${clip(text)}: ${definition.name} is ${integer ? "a whole number" : "a number"} of at least ${min}${max === Number.POSITIVE_INFINITY ? "" : ` and at most ${max}`}, got ${clip(given[i])}`,
      );
    return value;
  });
  const higher = timeframe === undefined ? null : (timeframe as Timeframe);
  const called = params.length === 0 ? name : `${name}(${params.join(",")})`;
  return { name: higher === null ? called : `${called}@${higher}`, feature, params, timeframe: higher };
}

function describeParams({ params }: Feature): string {
  if (params.length === 0) return "no parameters";
  return `(${params.map(({ name, default: fallback }) => `${name} = ${fallback}`).join(", ")})`;
}

/** The column's values over a frame; of a higher timeframe those of its newest closed bar. */
export function columnSeries({ feature, params, timeframe }: FeatureColumn, df: Frame): Series {
  if (timeframe === null) return feature.series(df, ...params);
  return alignedTo(df, feature.series(df.resample(timeframe), ...params));
}

/** Rows of the run's timeframe before the column's values stand on their own. */
export function columnWarmup({ feature, params, timeframe }: FeatureColumn, base: Timeframe): number {
  const own = feature.warmup(...params);
  if (timeframe === null || timeframe === base) return own;
  const longest = timeframeMs(timeframe) * (timeframe.endsWith("M") ? 31 / 30 : 1); // a month counts 30 days
  const ratio = Math.ceil(longest / timeframeMs(base));
  return (own + 2) * ratio; // the first higher bar may be cut short by the start of the history
}
