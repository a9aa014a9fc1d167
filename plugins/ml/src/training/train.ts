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
import { changesText, findingsText, prepareBars } from "../data/index.js";
import type { Dataset } from "../dataset.js";
import { takeSamples } from "../dataset.js";
import type { FeatureSet } from "../features/feature-set.js";
import { labelHorizon, labelsOf } from "../labels/index.js";
import type { FamilyCatalogue, FitContext } from "../models/model.js";
import { goldenRows } from "../trained/golden.js";
import type { Member, TrainedModel } from "../trained/trained-model.js";
import { BadSplitError } from "../validation/split.js";
import { barsHash } from "./bars-hash.js";
import { baselineSamples } from "./baseline-samples.js";
import { featureRows } from "./feature-rows.js";
import { fitMember, learnerOf } from "./fit-member.js";
import { assertNoLookAhead } from "./look-ahead.js";
import { luckOf, type PastTrials } from "./luck.js";
import { type Cuts, cutsOf, partsAt } from "./ranges.js";
import { type MemberRecipe, membersOf, type Recipe } from "./recipe.js";
import { assertCalibrable, assertMedianOfTraining } from "./recipe-checks.js";
import { samplesOf } from "./samples.js";
import { type TradeOutcome, tradeTestRange } from "./trade.js";
import { trainMember, type Work } from "./train-member.js";
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
  /** What reading the bars found and did before, as sentences for the report. */
  readonly found?: readonly string[];
  /** Earlier training runs of the same name, and how many lines of the record could not be read. */
  readonly past?: PastTrials;
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

/**
 * Trains and judges a model: cleans the bars, computes features and labels, fits on the oldest samples, calibrates on the
 * next, judges on the newest once. A pure function of its options but for time limits: the same bars, settings and seed
 * give the same model, byte for byte.
 * @throws {BadLabelError} {BadSplitError} {BadTrainingSetError} for bars and settings that nothing can be learnt from.
 * @throws {FeatureLooksAheadError} {LabelLeakError} for a feature that knows what it cannot know.
 */
export async function train(options: TrainOptions): Promise<Training> {
  const { settings, timeframe, set, families, onProgress = () => {} } = options;
  const { name, seed } = settings;
  const { bars, report: cleaning } = prepareBars(options.bars, timeframe, settings.data.cleaning);
  if (bars.openTime.length <= set.warmup)
    throw new BadSplitError(
      `${bars.openTime.length} ${bars.openTime.length === 1 ? "bar is" : "bars are"} left, and these features need ${set.warmup} to warm up; give a longer history or other features`,
    );
  const symbol = settings.data.symbol;
  const features = featureRows(set, frameOf(bars, { symbol, timeframe }));
  assertNoLookAhead(set, bars, features, { symbol, timeframe, seed });
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
    assertCalibrable(recipe, data.task, own);
    assertMedianOfTraining(recipe.label, own.calibration);
    const plain = baselineSamples(data, recipe.label, bars);
    if (learner.family.wantsScaling === true && recipe.scaling === "none")
      warnings.push(`${learner.family.name} learns of columns as large as they come; set scaling: standard or robust`);
    works.push({ role, weight, recipe, learner, data, parts: partsAt(data, own), plain });
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
  const settingsHash = await sha256(canonicalJson(JSON.parse(JSON.stringify(deciding(settings)))));
  const past = options.past ?? { trials: [], unreadable: 0 };
  const luck = trading === null ? null : luckOf(trading.sample, settingsHash, past);
  if (test.length < 200) warnings.push(`the test range has ${test.length} samples: its figures are weak evidence`);
  const changed = changesText(cleaning);
  if (changed !== null)
    warnings.push(`cleaning changed bars (${changed}): a backtest and live trading read them as they are`);
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
      findings: [...(options.found ?? []), ...findingsText(cleaning)],
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
      settingsHash,
      sharpe: trading?.sample?.sharpe ?? null,
      periods: trading?.sample?.periods ?? 0,
    },
  };
}

/** Without the settings that only judge: who changes those has tried nothing else. */
function deciding({ registry, validation, permutationRepeats, ...rest }: TrainingFile): object {
  return rest;
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
