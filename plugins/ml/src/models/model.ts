import { TradingError } from "@bellwether/core";
import type * as z from "zod";
import type { Task } from "../labels/labels.js";
import type { Matrix } from "../matrix.js";

/** What a family is fitted to. */
export interface TrainingSet {
  readonly x: Matrix;
  /** Numbers of classes, or values. */
  readonly y: Float64Array;
  /** Null where all weigh 1. */
  readonly weights: Float64Array | null;
  readonly task: Task;
  /** Names of classes, empty for a regression. */
  readonly classes: readonly string[];
  readonly columns: readonly string[];
}

export interface FitContext {
  /** The only source of chance: equal data, parameters and seed give the same model, byte for byte. */
  readonly seed: number;
  /** Told the share of the work that is done, from 0 to 1. */
  readonly onProgress?: (done: number) => void;
  /** A clock in ms, for families that stop early; without one none stops. */
  readonly now?: () => number;
  /** Stop adding to the model after this long; a model that was stopped says so in its artifact. */
  readonly timeLimitMs?: number;
}

/** The parts of a model's file: plain data and named arrays, no code. */
export interface ModelArtifact {
  readonly family: string;
  /** Version of the family's format. */
  readonly format: number;
  /** Plain JSON data. */
  readonly meta: Readonly<Record<string, unknown>>;
  readonly arrays: Readonly<Record<string, ArtifactArray>>;
}

export type ArtifactArray = Float32Array | Float64Array | Int32Array | Uint32Array | Uint16Array | Uint8Array;

interface Fitted {
  readonly family: string;
  /** Values in a row of its input. */
  readonly columns: number;
  /** How much each column counted, sums to 1; null for a family that cannot say, or a model without a split. */
  readonly importances: Float64Array | null;
  /** Further facts of the fit: out-of-bag score, trees, iterations. Plain data, shown in reports. */
  readonly facts: Readonly<Record<string, number | string | boolean>>;
  toArtifact(): ModelArtifact;
}

export interface Classifier extends Fitted {
  readonly task: "classification";
  readonly classes: readonly string[];
  /**
   * Probabilities, one row of classes a row of `x`, each row summing to 1.
   * @param out - where to write; rows × classes values.
   * @throws {ShapeError} for another number of columns.
   */
  predictProba(x: Matrix, out?: Float64Array): Float64Array;
}

export interface Regressor extends Fitted {
  readonly task: "regression";
  /** One value a row. @throws {ShapeError} for another number of columns. */
  predict(x: Matrix, out?: Float64Array): Float64Array;
}

export type Model = Classifier | Regressor;

/** A way to learn, by name: what `model.family` in ml.yaml names and plugins register as `"model-family"`. */
export interface ModelFamily<Schema extends z.ZodType = z.ZodType> {
  /** Kebab-case, unique. */
  readonly name: string;
  /** One line for `bellwether models families`. */
  readonly about: string;
  readonly tasks: readonly Task[];
  /** Columns of like size suit it much better: training without `scaling` says so. */
  readonly wantsScaling?: boolean;
  /** Hyper-parameters. */
  readonly params: Schema;
  /**
   * @throws {BadTrainingSetError} for data that cannot be learnt from: none, one class only, values that are not finite,
   * a task that the family has not.
   */
  fit(data: TrainingSet, params: z.output<Schema>, context: FitContext): Model | Promise<Model>;
  /** @throws {BadArtifactError} for parts that break any of the format's promises; they come from a file. */
  fromArtifact(artifact: ModelArtifact): Model;
}

// biome-ignore lint/suspicious/noExplicitAny: a family with any parameters
export type AnyModelFamily = ModelFamily<any>;

/** A training set cannot be learnt from. */
export class BadTrainingSetError extends TradingError {
  override readonly code = "BAD_TRAINING_SET";
}

/** A model's file is damaged, or was not made by this family. */
export class BadArtifactError extends TradingError {
  override readonly code = "BAD_ARTIFACT";
}

/** Finds model families by name. */
export interface FamilyCatalogue {
  get(name: string): AnyModelFamily | undefined;
  readonly names: readonly string[];
}

declare module "@bellwether/core" {
  interface Extensions {
    "model-family": AnyModelFamily;
  }
}
