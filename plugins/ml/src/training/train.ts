import {
  type BarColumns,
  canonicalJson,
  closeTimeOf,
  frameOf,
  sha256,
  type Timeframe,
  timeframeMs,
  VERSION,
} from "@bellwether/core";
import { findingsText, prepareBars } from "../data/index.js";
import type { Dataset } from "../dataset.js";
import { takeSamples } from "../dataset.js";
import type { FeatureSet } from "../features/feature-set.js";
import { labelHorizon, labelsOf } from "../labels/index.js";
import type { FamilyCatalogue, FitContext } from "../models/model.js";
import { goldenRows } from "../trained/golden.js";
import type { Member, TrainedModel } from "../trained/trained-model.js";
import { barsHash } from "./bars-hash.js";
import { featureRows } from "./feature-rows.js";
import { calibrate, fitMember, type Learner, learnerOf } from "./fit-member.js";
import { importancesOf, judge, judgeBaselines, validate } from "./judge.js";
import { luckOf, type PastTrial } from "./luck.js";
import { type Cuts, cutsOf, type Parts, partsAt, rangeOf } from "./ranges.js";
import { type MemberRecipe, membersOf, type Recipe } from "./recipe.js";
import { samplesOf } from "./samples.js";
import { schemeOf } from "./scheme-of.js";
import { type TradeOutcome, tradeTestRange } from "./trade.js";
import type { TrainingFile } from "./training-file.js";
import type { MemberReport, TrainingReport } from "./training-report.js";

export interface TrainOptions {
  /** What the training file says. */
  readonly settings: TrainingFile;
  /** As they were read; cleaned here. */
  readonly bars: BarColumns;
  readonly timeframe: Timeframe;
  readonly set: FeatureSet;
  readonly families: FamilyCatalogue;
  /** Earlier training runs of the same name, and how many lines of the record could not be read. */
  readonly past?: { readonly trials: readonly PastTrial[]; readonly unreadable: number };
  /** A clock in ms, for time limits only. */
  readonly now?: () => number;
  /** Told the share of the work that is done, from 0 to 1. */
  readonly onProgress?: (done: number) => void;
}

export interface Training {
  readonly trained: TrainedModel;
  readonly report: TrainingReport;
  /** For the record of trials. */
  readonly trial: { readonly settingsHash: string; readonly sharpe: number | null; readonly periods: number };
}

/** One member on its way: its samples, how they are divided, what came of them. */
interface Work {
  readonly role: string;
  readonly weight: number;
  readonly recipe: MemberRecipe;
  readonly learner: Learner;
  readonly data: Dataset;
  readonly parts: Parts;
}

/**
 * Trains and judges a model: cleans the bars, computes features and labels, fits on the oldest samples, calibrates on the
 * next, judges on the newest once. A pure function of its options but for time limits: the same bars, settings and seed
 * give the same model, byte for byte.
 * @throws {BadLabelError} {BadSplitError} {BadTrainingSetError} for bars and settings that nothing can be learnt from.
 */
export async function train(options: TrainOptions): Promise<Training> {
  const { settings, timeframe, set, families, onProgress = () => {} } = options;
  const { name, seed } = settings;
  const { bars, report: cleaning } = prepareBars(options.bars, timeframe, settings.data.cleaning);
  const symbol = settings.data.symbol;
  const features = featureRows(set, frameOf(bars, { symbol, timeframe }));
  onProgress(0.05);
  const source = { features, columns: set.names, openTime: bars.openTime, timeframe };
  const warnings: string[] = [];

  const works: Work[] = [];
  let cuts: Cuts | null = null;
  for (const { role, weight, recipe } of membersOf(settings)) {
    const learner = learnerOf(recipe, families);
    const data = samplesOf(source, labelsOf(recipe.label, bars), recipe.sampleWeights);
    cuts ??= cutsOf(data, settings.split);
    // what is not calibrated learns from the rows that others are calibrated on
    const own = recipe.calibration === "none" ? { ...cuts, calibration: cuts.test } : cuts;
    works.push({ role, weight, recipe, learner, data, parts: partsAt(data, own) });
  }
  const context: FitContext = {
    seed,
    ...(settings.timeLimit === undefined || options.now === undefined
      ? {}
      : { now: options.now, timeLimitMs: settings.timeLimit * 1_000 }),
  };

  const reports: MemberReport[] = [];
  const members: Member[] = [];
  const dropped: { column: string; reason: string }[] = [];
  for (const [i, work] of works.entries()) {
    const share = (done: number) => onProgress(0.05 + (0.85 * (i + done)) / works.length);
    const { member, report, lost } = await trainMember(work, settings, families, context, share);
    members.push(member);
    reports.push(report);
    dropped.push(...lost);
  }

  const dataHash = await barsHash(bars);
  const { test } = works[0]!.parts;
  const recipe: Recipe = {
    features: [...set.names],
    dropFeatures: [],
    seed,
    ...(settings.model === undefined ? { ensemble: settings.ensemble } : { model: settings.model }),
  };
  const judged: TrainedModel = {
    name,
    symbol,
    timeframe,
    columns: set.identity,
    featureHash: await set.hash(),
    members,
    trainedUntil: lastKnown(
      works.flatMap(({ data, parts }) => [
        [data, parts.train],
        [data, parts.calibration],
      ]),
      bars,
      timeframe,
    ),
    expiresAt: null,
    ranges: { train: reports[0]!.train, calibration: reports[0]!.calibration, test: reports[0]!.test },
    seed,
    dataHash,
    recipe,
    codeVersion: VERSION,
    golden: goldenRows(members, takeSamples(works[0]!.data, test).x),
  };
  const horizon = Math.max(...works.map(({ recipe: { label } }) => labelHorizon(label)));
  let trading: TradeOutcome | null = null;
  const tradable = works.length > 1 || isTradable(members[0]!, works[0]!.recipe);
  if (settings.trading !== "off" && tradable) {
    trading = await tradeTestRange({
      loaded: { trained: judged, set, version: "not registered yet" },
      bars,
      symbol,
      timeframe,
      from: works[0]!.data.row[test[0]!]!,
      horizon,
      settings: settings.trading,
      families,
    });
  }
  onProgress(0.95);
  const trained = settings.refit ? await refitted(judged, works, context, bars, timeframe) : judged;
  const { trials = [], unreadable = 0 } = options.past ?? {};
  const luck = trading === null ? null : luckOf(trading.sample, trials, unreadable);
  if (test.length < 200) warnings.push(`the test range has ${test.length} samples: its figures are weak evidence`);
  if (settings.refit)
    warnings.push(
      "the registered model was fitted again on every labelled row; the figures are those of the model before",
    );
  for (const { role, model } of members)
    if (model.facts.stoppedEarly === true) warnings.push(`the model of ${role} ran into its time limit and is smaller`);

  const report: TrainingReport = {
    schemaVersion: 1,
    modelName: name,
    version: null,
    symbol,
    timeframe,
    seed,
    features: set.names,
    featureHash: trained.featureHash,
    dropped,
    data: {
      bars: bars.openTime.length,
      from: bars.openTime[0]!,
      to: closeTimeOf(timeframe, bars.openTime.at(-1)!),
      hash: dataHash,
      quality: cleaning.quality.score,
      findings: findingsText(cleaning),
      warmupRows: set.warmup,
      unlabelledRows: Math.max(0, bars.openTime.length - 1 - works[0]!.data.row.at(-1)!),
    },
    members: reports,
    trading: trading?.rows ?? null,
    luck,
    warnings,
    settings,
  };
  onProgress(1);
  return {
    trained: { ...trained, expiresAt: expiryOf(trained, settings.expiresAfter, timeframe) },
    report,
    trial: {
      settingsHash: await sha256(canonicalJson(JSON.parse(JSON.stringify(settings)))),
      sharpe: trading?.sample?.sharpe ?? null,
      periods: trading?.sample?.periods ?? 0,
    },
  };
}

async function trainMember(
  { role, weight, recipe, learner, data, parts }: Work,
  settings: TrainingFile,
  families: FamilyCatalogue,
  context: FitContext,
  share: (done: number) => void,
): Promise<{ member: Member; report: MemberReport; lost: readonly { column: string; reason: string }[] }> {
  const [train, calibration, test] = [parts.train, parts.calibration, parts.test].map((places) =>
    takeSamples(data, places),
  ) as [Dataset, Dataset, Dataset];
  const fitted = await fitMember(recipe, learner, train, { ...context, onProgress: (done) => share(0.3 * done) });
  const calibrator = calibrate(fitted, recipe.calibration, calibration);
  const answering = { ...fitted, calibrator };
  const metrics = judge(answering, test);
  const baselines = await judgeBaselines(train, test, families);
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

/** Whether `ml-strategy` can trade it: a classifier of stances, or a regressor of returns. */
function isTradable({ model }: Member, { label }: MemberRecipe): boolean {
  if (model.task === "regression") return label.type === "forward-return";
  return model.classes.includes("LONG") && model.classes.includes("SHORT");
}

/** Close of the last bar that the labels of some samples looked at. */
function lastKnown(
  used: readonly (readonly [Dataset, places: Int32Array])[],
  bars: BarColumns,
  timeframe: Timeframe,
): number {
  let last = 0;
  for (const [{ end }, places] of used) for (const i of places) last = Math.max(last, end[i]!);
  return closeTimeOf(timeframe, bars.openTime[last]!);
}

/** The same members, fitted to every sample; calibrators stay those that were judged. */
async function refitted(
  judged: TrainedModel,
  works: readonly Work[],
  context: FitContext,
  bars: BarColumns,
  timeframe: Timeframe,
): Promise<TrainedModel> {
  const members: Member[] = [];
  for (const [i, { recipe, learner, data }] of works.entries()) {
    const { transforms, model } = await fitMember(recipe, learner, data, context);
    members.push({ ...judged.members[i]!, transforms, model });
  }
  const all = works.map(({ data }) => [data, Int32Array.from(data.row.keys())] as const);
  return {
    ...judged,
    members,
    trainedUntil: lastKnown(all, bars, timeframe),
    golden: goldenRows(members, works[0]!.data.x),
  };
}

/** As many bars after its last as the file says; unless it does, as long as it was trained on. */
function expiryOf(
  { trainedUntil, ranges }: TrainedModel,
  expiresAfter: number | null | undefined,
  timeframe: Timeframe,
): number | null {
  if (expiresAfter === null) return null;
  if (expiresAfter !== undefined) return trainedUntil + expiresAfter * timeframeMs(timeframe);
  return trainedUntil + (trainedUntil - ranges.train.from);
}
