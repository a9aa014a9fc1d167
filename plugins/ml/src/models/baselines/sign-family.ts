import { clip, didYouMean } from "@bellwether/core";
import * as z from "zod";
import type { Task } from "../../labels/labels.js";
import { ClassNames, ColumnCount, readArray, readMeta } from "../artifact-parts.js";
import {
  BadArtifactError,
  BadTrainingSetError,
  type Classifier,
  type ModelArtifact,
  type ModelFamily,
  type Regressor,
  type TrainingSet,
} from "../model.js";
import { roomFor } from "../outputs.js";
import { checkTrainingSet } from "../training-checks.js";
import { callProbabilities, callsOf, moveOf } from "./moves.js";

const FORMAT = 1;
const MOVES = 3;

export const SignParams = z.strictObject({
  column: z
    .string()
    .min(1)
    .nullable()
    .default(null)
    .meta({ description: "whose sign it reads; null: the first that fits" }),
  threshold: z.number().min(0).default(0).meta({ description: "within ± this the market went nowhere" }),
});

const Column = { columns: ColumnCount, column: z.int().min(0), name: z.string().min(1).max(200) };
const inRange = ({ column, columns }: { column: number; columns: number }) => column < columns;
const Meta = z.discriminatedUnion("task", [
  z
    .strictObject({
      task: z.literal("classification"),
      ...Column,
      classes: ClassNames,
      threshold: z.number().min(0),
    })
    .refine(inRange, "column is not among columns"),
  z.strictObject({ task: z.literal("regression"), ...Column }).refine(inRange, "column is not among columns"),
]);
type Settings<T extends Task> = Extract<z.output<typeof Meta>, { task: T }>;

interface SignFamily {
  readonly name: string;
  readonly about: string;
  readonly tasks: readonly Task[];
  /** Beginnings of names of columns that it reads unless told. */
  readonly reads: readonly string[];
}

/** A baseline that calls a class by the sign of one column; as a regression it answers with the column's value. */
export function signFamily({ name, about, tasks, reads }: SignFamily): ModelFamily<typeof SignParams> {
  return {
    name,
    about,
    tasks,
    params: SignParams,
    fit(data, { column: asked, threshold }) {
      checkTrainingSet(name, tasks, data);
      const column = columnOf(name, reads, data.columns, asked);
      const read = { columns: data.x.columns, column, name: data.columns[column]! };
      if (data.task === "regression") return regressorOf(name, { task: "regression", ...read });
      const settings = { task: "classification" as const, ...read, classes: [...data.classes], threshold };
      return classifierOf(name, settings, tableOf(data, column, threshold));
    },
    fromArtifact(artifact) {
      const meta = readMeta(artifact, name, FORMAT, Meta);
      if (!tasks.includes(meta.task)) throw new BadArtifactError(`${name}: it has no ${meta.task}`);
      if (meta.task === "regression") return regressorOf(name, meta);
      const table = readArray(artifact, "probabilities", Float64Array, MOVES * meta.classes.length);
      for (let move = 0; move < MOVES; move++) {
        const row = table.subarray(move * meta.classes.length, (move + 1) * meta.classes.length);
        if (row.some((p) => p < 0) || Math.abs(row.reduce((sum, p) => sum + p, 0) - 1) > 1e-9)
          throw new BadArtifactError(`${name}: probabilities are not at least 0 each and 1 together`);
      }
      return classifierOf(name, meta, table);
    },
  };
}

/** @throws {BadTrainingSetError} for a column that is not there, or none that fits. */
function columnOf(family: string, reads: readonly string[], columns: readonly string[], asked: string | null): number {
  const place =
    asked === null
      ? columns.findIndex((column) => reads.some((start) => column.startsWith(start)))
      : columns.indexOf(asked);
  if (place >= 0) return place;
  const there = `there are ${clip(columns.join(", "), 200)}`;
  throw new BadTrainingSetError(
    asked === null
      ? `${family} needs a column whose name starts with ${reads.join(" or ")}, or its name as param column; ${there}`
      : `${family} has no column ${clip(asked)}; ${there}.${didYouMean(asked, columns)}`,
  );
}

/** Probabilities by move, then class. */
function tableOf({ x, y, weights, classes }: TrainingSet, column: number, threshold: number): Float64Array {
  const width = classes.length;
  const calls = callsOf(classes);
  const followed = new Float64Array(width * width); // by class called, then class that came
  for (let i = 0; i < x.rows; i++) {
    const called = calls[moveOf(x.data[i * x.columns + column]!, threshold)]!;
    followed[called * width + y[i]!]! += weights === null ? 1 : weights[i]!;
  }
  const table = new Float64Array(MOVES * width);
  calls.forEach((called, move) => {
    table.set(callProbabilities(followed.subarray(called * width, (called + 1) * width), called), move * width);
  });
  return table;
}

const importanceOf = ({ columns, column }: { columns: number; column: number }) => {
  const importances = new Float64Array(columns);
  importances[column] = 1;
  return importances;
};

function classifierOf(family: string, meta: Settings<"classification">, table: Float64Array): Classifier {
  const { columns, column, classes, threshold, name } = meta;
  const width = classes.length;
  return {
    family,
    task: "classification",
    classes,
    columns,
    importances: importanceOf(meta),
    facts: { column: name },
    predictProba(x, out) {
      const into = roomFor(x, columns, width, out);
      for (let i = 0; i < x.rows; i++) {
        const from = moveOf(x.data[i * columns + column]!, threshold) * width;
        for (let k = 0; k < width; k++) into[i * width + k] = table[from + k]!;
      }
      return into;
    },
    toArtifact: (): ModelArtifact => ({
      family,
      format: FORMAT,
      meta: { task: "classification", columns, column, name, classes, threshold },
      arrays: { probabilities: table },
    }),
  };
}

function regressorOf(family: string, meta: Settings<"regression">): Regressor {
  const { columns, column, name } = meta;
  return {
    family,
    task: "regression",
    columns,
    importances: importanceOf(meta),
    facts: { column: name },
    predict(x, out) {
      const into = roomFor(x, columns, 1, out);
      for (let i = 0; i < x.rows; i++) into[i] = x.data[i * columns + column]!;
      return into;
    },
    toArtifact: () => ({ family, format: FORMAT, meta: { task: "regression", columns, column, name }, arrays: {} }),
  };
}
