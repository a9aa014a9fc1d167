import { canonicalJson, type Frame, type Series, sha256, type Timeframe } from "@bellwether/core";
import { BadFeatureError } from "./feature.js";
import {
  columnSeries,
  columnWarmup,
  type FeatureCatalogue,
  type FeatureColumn,
  parseColumn,
} from "./feature-column.js";
import { neededColumns } from "./needed-columns.js";

/** What a column was when a model was trained: part of its artifact. */
export interface ColumnIdentity {
  readonly name: string;
  readonly version: number;
  readonly needs: readonly string[];
}

/** The columns of a model's input, in order, over bars of one timeframe. */
export class FeatureSet {
  readonly names: readonly string[];
  /** Rows before every column stands on its own. */
  readonly warmup: number;

  /** @throws {BadFeatureError} for no column, or one that stands twice. */
  constructor(
    readonly columns: readonly FeatureColumn[],
    readonly timeframe: Timeframe,
  ) {
    this.names = columns.map(({ name }) => name);
    if (columns.length === 0) throw new BadFeatureError("a feature set needs at least one column");
    const twice = this.names.find((name, i) => this.names.indexOf(name) !== i);
    if (twice !== undefined) throw new BadFeatureError(`the feature set names ${twice} twice`);
    for (const { name, feature, timeframe: higher } of columns)
      if (feature.needs.length > 0 && higher !== null && higher !== timeframe)
        throw new BadFeatureError(
          `${name}: ${feature.name} needs ${feature.needs.join(", ")}, and bars of a higher timeframe have no extra columns; leave @${higher} out`,
        );
    this.warmup = Math.max(...columns.map((column) => columnWarmup(column, timeframe)));
  }

  /** @throws {BadFeatureError} for a column that cannot be read, none, or one that stands twice. */
  static parse(texts: readonly string[], timeframe: Timeframe, catalogue: FeatureCatalogue): FeatureSet {
    return new FeatureSet(
      texts.map((text) => parseColumn(text, catalogue)),
      timeframe,
    );
  }

  /** One series a column, over a frame of the set's timeframe. */
  series(df: Frame): readonly Series[] {
    return this.columns.map((column) => columnSeries(column, df));
  }

  /** Extra columns of the frame that its features read. */
  get needs(): readonly string[] {
    return neededColumns(this.columns);
  }

  get identity(): readonly ColumnIdentity[] {
    return this.columns.map(({ name, feature: { version, needs } }) => ({ name, version, needs }));
  }

  /** sha256 over names, versions, order, inputs and timeframe: what a model was trained on must be what it is asked about. */
  hash(): Promise<string> {
    return featureHash(this.identity, this.timeframe);
  }
}

export function featureHash(columns: readonly ColumnIdentity[], timeframe: Timeframe): Promise<string> {
  return sha256(canonicalJson({ timeframe, columns }));
}

/**
 * How the columns that a model was trained on differ from those that there are; empty if they do not.
 * One line a difference, such as `column 3: trained on rsi(14) version 1, there is rsi(14) version 2`.
 */
export function columnDiff(trained: readonly ColumnIdentity[], present: readonly ColumnIdentity[]): string[] {
  const lines: string[] = [];
  for (let i = 0; i < Math.max(trained.length, present.length); i++) {
    const was = trained[i];
    const is = present[i];
    if (was !== undefined && is !== undefined && canonicalJson(was) === canonicalJson(is)) continue;
    lines.push(`column ${i + 1}: trained on ${said(was)}, there is ${said(is)}`);
  }
  return lines;
}

function said(column: ColumnIdentity | undefined): string {
  if (column === undefined) return "none";
  const needs = column.needs.length === 0 ? "" : ` of ${column.needs.join(", ")}`;
  return `${column.name} version ${column.version}${needs}`;
}
