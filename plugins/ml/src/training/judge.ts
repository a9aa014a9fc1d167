import type { Dataset } from "../dataset.js";
import type { Matrix } from "../matrix.js";
import type { FamilyCatalogue, Model } from "../models/model.js";
import { permutationImportance } from "../selection/index.js";
import { answer } from "../trained/answer.js";
import type { Member } from "../trained/trained-model.js";
import { wholeModel } from "../trained/whole-model.js";
import {
  classificationMetrics,
  crossValidate,
  divide,
  type Metrics,
  regressionMetrics,
  type ValidationScheme,
} from "../validation/index.js";
import { fitMember, type Learner } from "./fit-member.js";
import type { MemberRecipe } from "./recipe.js";
import type { BaselineScore, FoldScore, ImportanceRow } from "./training-report.js";

type Answering = Pick<Member, "transforms" | "model" | "calibrator">;

/** How a fitted member fares on samples. */
export function judge(member: Answering, data: Dataset): Metrics {
  const said = answer(member as Member, data.x);
  return data.task === "classification"
    ? classificationMetrics(data.y, said, data.classes)
    : regressionMetrics(data.y, said);
}

/** Families that need no learning to speak of; what a model must beat. */
const BASELINES = ["majority", "persistence", "moving-average"] as const;

/**
 * Baselines fitted to the same samples and judged on the same, each on its own column; one whose column means nothing for
 * the label is left out. What is called the majority of classes is the mean of values.
 */
export async function judgeBaselines(
  train: Dataset,
  test: Dataset,
  families: FamilyCatalogue,
): Promise<BaselineScore[]> {
  const scores: BaselineScore[] = [];
  for (const name of BASELINES) {
    const family = families.get(name);
    if (family === undefined || !family.tasks.includes(train.task)) continue;
    const [column = ""] = train.columns;
    if (name === "persistence" && column.startsWith("sma-distance")) continue;
    const params: unknown = family.params.parse(name === "persistence" ? { column } : {});
    const model: Model = await family.fit(train, params, { seed: 0 });
    const called = name === "majority" && train.task === "regression" ? "mean" : name;
    scores.push({ name: called, metrics: judge({ transforms: [], model, calibrator: null }, test) });
  }
  return scores;
}

export interface Validated {
  readonly words: string;
  readonly folds: readonly FoldScore[];
}

/**
 * Fits and judges the whole of a member, selection and scaling included, fold by fold. Nothing is calibrated in folds.
 * @param data - samples before the test range.
 */
export async function validate(
  recipe: MemberRecipe,
  learner: Learner,
  data: Dataset,
  scheme: ValidationScheme,
  { seed, onProgress }: { readonly seed: number; readonly onProgress?: (done: number) => void },
): Promise<Validated> {
  const { splits, paths, words } = divide(data, scheme);
  const scores = await crossValidate({
    data,
    splits,
    paths,
    seed,
    fit: async (train, own) => {
      const { transforms, model } = await fitMember(recipe, learner, train, { seed: own });
      return wholeModel(transforms, model);
    },
    onProgress: (done) => onProgress?.(done),
  });
  return { words, folds: paths === null ? scores.folds : scores.paths };
}

/** How much each column of the feature set counted: in the model's own words, and by shuffling it. */
export function importancesOf(
  member: Answering,
  data: Dataset,
  { repeats, seed }: { readonly repeats: number; readonly seed: number },
): ImportanceRow[] {
  const { transforms, model } = member;
  const inner = transforms.at(-1)?.to ?? data.columns;
  const shuffled =
    repeats === 0 ? null : permutationImportance((x: Matrix) => answer(member as Member, x), data, { repeats, seed });
  const rows = data.columns.map((column, j): ImportanceRow => {
    const at = inner.indexOf(column);
    return {
      column,
      impurity: model.importances === null || at === -1 ? null : model.importances[at]!,
      permutation: shuffled === null ? null : shuffled.mean[j]!,
      permutationSd: shuffled === null ? null : shuffled.deviation[j]!,
    };
  });
  const weight = ({ impurity, permutation }: ImportanceRow) => impurity ?? permutation ?? 0;
  return rows.sort((a, b) => weight(b) - weight(a) || (a.column < b.column ? -1 : 1));
}
