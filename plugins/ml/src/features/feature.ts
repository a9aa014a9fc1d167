import { clip, type Frame, type Series, TradingError } from "@bellwether/core";

/** What a column of features tells about; how `bellwether features list` and reports sort them. */
export const FEATURE_GROUPS = [
  "price",
  "return",
  "trend",
  "momentum",
  "volume",
  "volatility",
  "microstructure",
  "statistical",
  "regime",
  "on-chain-proxy",
  "candlestick",
  "order-book",
] as const;
export type FeatureGroup = (typeof FEATURE_GROUPS)[number];

export interface FeatureParam {
  readonly name: string;
  readonly about: string;
  readonly default: number;
  /** Smallest value allowed. */
  readonly min: number;
  readonly max?: number;
  /** Whole numbers only. */
  readonly integer: boolean;
}

/** One number a bar that a model may learn from, before it has parameters: what plugins register as `"feature"`. */
export interface Feature {
  /** Kebab-case, unique. */
  readonly name: string;
  readonly group: FeatureGroup;
  /** One line: what it says, its unit or range. */
  readonly about: string;
  /** Raised whenever the values change: models trained on another version are refused. */
  readonly version: number;
  /** In the order in which a column names their values: `ema-distance(20)`. */
  readonly params: readonly FeatureParam[];
  /** Columns that it reads besides those that every frame has: `["bid", "ask"]`. */
  readonly needs: readonly string[];
  /**
   * Rows before the values stand on their own: every later row is a number, and no longer depends on where the history
   * began, to a relative 1e-9.
   */
  warmup(...params: number[]): number;
  /** The values over a frame, memoised by the indicators that it is made of. */
  series(df: Frame, ...params: number[]): Series;
}

/** A feature, a column of features or a set of them is not what it should be. */
export class BadFeatureError extends TradingError {
  override readonly code = "BAD_FEATURE";
}

/** A parameter of a feature; whole numbers of at least 1 unless said otherwise. */
export function param(
  name: string,
  about: string,
  fallback: number,
  { min = 1, max, integer = true }: { min?: number; max?: number; integer?: boolean } = {},
): FeatureParam {
  return { name, about, default: fallback, min, integer, ...(max === undefined ? {} : { max }) };
}

export interface FeatureDeclaration {
  readonly name: string;
  readonly group: FeatureGroup;
  readonly about: string;
  readonly version?: number;
  readonly params?: readonly FeatureParam[];
  readonly needs?: readonly string[];
  readonly warmup: (...params: number[]) => number;
  readonly series: (df: Frame, ...params: number[]) => Series;
}

/**
 * Declares a feature: series of a frame, made of indicators.
 * @throws {BadFeatureError} for a name that is not kebab-case.
 */
export function defineFeature({ version = 1, params = [], needs = [], ...rest }: FeatureDeclaration): Feature {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(rest.name))
    throw new BadFeatureError(`a feature's name is kebab-case, such as "ema-distance"; got ${clip(rest.name)}`);
  return Object.freeze({ ...rest, version, params, needs });
}

declare module "@bellwether/core" {
  interface Extensions {
    feature: Feature;
  }
}
