import { type Dataset, takeSamples } from "../dataset.js";
import { averageUniqueness } from "../labels/index.js";
import type { FamilyCatalogue, FitContext } from "../models/model.js";
import type { Member } from "../trained/trained-model.js";
import { calibrate, fitMember, type Learner } from "./fit-member.js";
import { importancesOf, judge, judgeBaselines, validate } from "./judge.js";
import { assertNoLabelLeak } from "./label-leak.js";
import { type Parts, rangeOf } from "./ranges.js";
import type { MemberRecipe } from "./recipe.js";
import { schemeOf } from "./scheme-of.js";
import type { TrainingFile } from "./training-file.js";
import type { MemberReport } from "./training-report.js";

/** One member on its way: its samples, how they are divided, what came of them. */
export interface Work {
  readonly role: string;
  readonly weight: number;
  readonly recipe: MemberRecipe;
  readonly learner: Learner;
  readonly data: Dataset;
  readonly parts: Parts;
  /** The same samples as baselines see them. */
  readonly plain: Dataset;
}

/** Fits, calibrates and judges one member; nothing of its test samples reaches what is fitted. */
export async function trainMember(
  { role, weight, recipe, learner, data, parts, plain }: Work,
  settings: TrainingFile,
  families: FamilyCatalogue,
  context: FitContext,
  share: (done: number) => void,
): Promise<{ member: Member; report: MemberReport; lost: readonly { column: string; reason: string }[] }> {
  const [train, calibration, test] = [parts.train, parts.calibration, parts.test].map((places) =>
    takeSamples(data, places),
  ) as [Dataset, Dataset, Dataset];
  assertNoLabelLeak(train);
  const fitted = await fitMember(recipe, learner, train, { ...context, onProgress: (done) => share(0.3 * done) });
  const calibrator = calibrate(fitted, recipe.calibration, calibration);
  const answering = { ...fitted, calibrator };
  const metrics = judge(answering, test);
  const baselines = await judgeBaselines(takeSamples(plain, parts.train), takeSamples(plain, parts.test), families);
  const before = takeSamples(
    data,
    Int32Array.from(data.row.keys()).filter((i) => i < parts.test[0]!),
  );
  const known = takeSamples(
    before,
    Int32Array.from(before.row.keys()).filter((i) => before.end[i]! < test.row[0]!),
  );
  const scheme = schemeOf(settings.validation, settings.seed);
  const validated =
    scheme === null
      ? { words: "none", folds: [] }
      : await validate(recipe, learner, known, scheme, {
          seed: settings.seed,
          onProgress: (done) => share(0.3 + 0.5 * done),
        });
  share(0.8);
  const importances = importancesOf(answering, test, { repeats: settings.permutationRepeats, seed: settings.seed });
  share(1);
  const member: Member = { role, weight, ...answering, figures: { metrics, baselines } };
  const report: MemberReport = {
    role,
    family: learner.family.name,
    task: data.task,
    classes: data.classes,
    params: learner.params as Readonly<Record<string, unknown>>,
    label: recipe.label,
    classCounts: data.task === "classification" ? countsOf(train) : null,
    train: rangeOf(data, parts.train),
    calibration: calibrator === null ? null : rangeOf(data, parts.calibration),
    test: rangeOf(data, parts.test),
    independentTestSamples: averageUniqueness(test).reduce((sum, share) => sum + share, 0),
    metrics,
    baselines,
    validation: validated.words,
    folds: validated.folds,
    importances,
    reliability: reliabilityOf(answering, test),
    facts: fitted.model.facts,
  };
  const reasonOf = (reason: string) => (settings.model === undefined ? `${role}: ${reason}` : reason);
  return { member, report, lost: fitted.dropped.map(({ column, reason }) => ({ column, reason: reasonOf(reason) })) };
}

function countsOf({ y, classes }: Dataset): number[] {
  const counts = classes.map(() => 0);
  for (const value of y) counts[value]!++;
  return counts;
}

function reliabilityOf(answering: Pick<Member, "transforms" | "model" | "calibrator">, test: Dataset) {
  const after = judge(answering, test);
  const before = judge({ ...answering, calibrator: null }, test);
  if (before.task === "regression" || after.task === "regression") return null;
  return { before: before.reliability, after: answering.calibrator === null ? null : after.reliability };
}
