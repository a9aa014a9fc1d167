import { clip } from "@bellwether/core";
import type * as z from "zod";
import type { Calibrator } from "../calibration/calibrator.js";
import { fitCalibrator } from "../calibration/index.js";
import type { Dataset } from "../dataset.js";
import type { AnyModelFamily, FamilyCatalogue, FitContext, Model } from "../models/model.js";
import { BadTrainingSetError } from "../models/model.js";
import { selectFeatures } from "../selection/index.js";
import { UnknownFamilyError } from "../trained/bundle.js";
import {
  applyAll,
  fitMinMax,
  fitPca,
  fitRobust,
  fitStandard,
  selectColumns,
  type Transform,
} from "../transforms/index.js";
import type { MemberRecipe } from "./recipe.js";

/** A family's hyper-parameters break its schema. */
class BadHyperParametersError extends BadTrainingSetError {
  constructor(
    readonly family: string,
    readonly issues: readonly { readonly path: string; readonly message: string }[],
  ) {
    super(
      `model family "${family}": ${issues.map(({ path, message }) => (path === "" ? message : `params.${path}: ${message}`)).join("; ")}`,
    );
  }
}

/** A family and its hyper-parameters in full. */
export interface Learner {
  readonly family: AnyModelFamily;
  readonly params: unknown;
}

/** @throws {UnknownFamilyError} {BadHyperParametersError} */
export function learnerOf({ family: name, params }: MemberRecipe, families: FamilyCatalogue): Learner {
  const family = families.get(name);
  if (family === undefined) throw new UnknownFamilyError(name, families.names);
  const parsed: z.ZodSafeParseResult<unknown> = family.params.safeParse(params);
  if (!parsed.success)
    throw new BadHyperParametersError(
      name,
      parsed.error.issues.map(({ path, message }) => ({ path: path.join("."), message })),
    );
  return { family, params: parsed.data };
}

export interface FittedMember {
  readonly transforms: readonly Transform[];
  readonly model: Model;
  readonly dropped: readonly { readonly column: string; readonly reason: string }[];
}

/**
 * Fits everything between features and answer on one training set: selection, scaling, components, model. Whatever is
 * to be judged must lie outside of `train`.
 */
export async function fitMember(
  recipe: MemberRecipe,
  { family, params }: Learner,
  train: Dataset,
  context: FitContext,
): Promise<FittedMember> {
  if (!family.tasks.includes(train.task))
    throw new BadTrainingSetError(
      `${family.name} learns by ${family.tasks.join(" and ")}, and the label ${clip(recipe.label.type)} is for ${train.task}`,
    );
  const { kept, dropped } = selectFeatures(train, recipe.selection);
  const transforms: Transform[] = [];
  if (dropped.length > 0) transforms.push(selectColumns(train.columns, kept));
  let x = applyAll(transforms, train.x);
  const then = (transform: Transform) => {
    transforms.push(transform);
    x = transform.apply(x);
  };
  if (recipe.scaling !== "none") then(SCALERS[recipe.scaling](x, kept));
  if (recipe.pca !== undefined) then(fitPca(x, kept, recipe.pca));
  const columns = transforms.at(-1)?.to ?? train.columns;
  const { y, weights, task, classes } = train;
  const model = await family.fit({ x, y, weights, task, classes, columns }, params, context);
  return { transforms, model, dropped };
}

const SCALERS = { standard: fitStandard, robust: fitRobust, "min-max": fitMinMax } as const;

/**
 * Fits what maps a member's probabilities to frequencies, on samples that it was not fitted to.
 * @throws {BadCalibrationError} where there are none.
 */
export function calibrate(
  { transforms, model }: Pick<FittedMember, "transforms" | "model">,
  type: MemberRecipe["calibration"],
  samples: Dataset,
): Calibrator | null {
  if (type === "none" || model.task !== "classification") return null;
  const probabilities = model.predictProba(applyAll(transforms, samples.x));
  return fitCalibrator(type, probabilities, samples.y, model.classes);
}
