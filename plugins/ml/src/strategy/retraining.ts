import type { BarColumns, Frame, Series } from "@bellwether/core";
import { BadCalibrationError } from "../calibration/index.js";
import { takeSamples } from "../dataset.js";
import { labelHorizon, labelLookback, labelsOf } from "../labels/index.js";
import { BadLabelError } from "../labels/labels.js";
import { BadTrainingSetError, type FamilyCatalogue } from "../models/model.js";
import { BadSelectionError } from "../selection/index.js";
import { answer } from "../trained/answer.js";
import { isWhole } from "../trained/prediction-series.js";
import { type Member, widthOf } from "../trained/trained-model.js";
import { rowsOf } from "../training/feature-rows.js";
import { calibrate, fitMember, type Learner, learnerOf } from "../training/fit-member.js";
import { windowParts } from "../training/ranges.js";
import { membersOf } from "../training/recipe.js";
import { samplesOf } from "../training/samples.js";
import { BadTransformError } from "../transforms/index.js";
import { type LoadedModel, UnsuitableModelError } from "./model-source.js";
import type { Predictions } from "./opinion.js";

export interface RetrainSettings {
  /** Bars between two trainings. */
  readonly every: number;
  /** Newest bars that each training looks at. */
  readonly window: number;
}

/** A model that is made again every so many bars from the newest ones, by the recipe of a registered one. */
export interface Retraining extends Predictions {
  /** Bars before the first training. */
  readonly warmup: number;
  /** Why the newest window gave no model, or null where it gave one: nothing is predicted until the next training. */
  readonly failure: string | null;
  /** Trains where the bar is due, and predicts it. */
  prepare(df: Frame): Promise<void> | void;
}

/** What a window may be refused for: samples, columns that are left, or values that no constant can be fitted to. */
const UNLEARNABLE = [BadTrainingSetError, BadSelectionError, BadTransformError, BadCalibrationError, BadLabelError];

/** Labels that a window must have room for. */
const FEWEST_LABELS = 10;

/** Share of a window that calibrates, where the recipe calibrates. */
const CALIBRATION = 0.25;

/**
 * Which training a bar is predicted by is a function of its place in the run alone: a run that starts again in the middle
 * trains on the same bars. A training at the close of bar `t` knows the bars up to `t`: labels that reach beyond are not
 * known then, which is the purge at the seam. A window from which nothing can be learnt, such as one of a single class,
 * gives no predictions until the next training.
 * @throws {UnsuitableModelError} for a window that has no room for the labels of the model.
 */
export function createRetraining(
  { trained: { name, recipe }, set }: LoadedModel,
  { every, window }: RetrainSettings,
  families: FamilyCatalogue,
): Retraining {
  const first = set.warmup + window - 1;
  const parts = membersOf(recipe).map((part) => ({ ...part, learner: learnerOf(part.recipe, families) }));
  assertRoom(name, window, recipe);
  const row = new Float32Array(set.columns.length);
  const single = { rows: 1, columns: row.length, data: row };
  let series: readonly Series[] = [];
  let frame: Frame | null = null;
  let trainedAt = -1;
  let members: readonly Pick<Member, "transforms" | "model" | "calibrator">[] | null = null;
  let said: Float64Array[] = [];
  let failure: string | null = null;

  const predict = () => {
    for (let j = 0; j < row.length; j++) row[j] = series[j]!.last;
    const known = members !== null && isWhole(row, 0, row.length);
    for (const [m, member] of (members ?? []).entries()) {
      if (known) answer(member as Member, single, said[m]);
      else said[m]!.fill(Number.NaN);
    }
  };

  const train = async (df: Frame, due: number) => {
    const { features, bars } = windowOf(df, series, df.length - 1 - due, window);
    const source = { features, columns: set.names, openTime: bars.openTime, timeframe: df.timeframe };
    members = null;
    failure = null;
    trainedAt = due;
    try {
      const fitted: Pick<Member, "transforms" | "model" | "calibrator">[] = [];
      for (const { recipe: how, learner } of parts) fitted.push(await fitPart(source, bars, how, learner, recipe.seed));
      members = fitted;
      said = fitted.map(({ model }) => new Float64Array(widthOf({ model })));
    } catch (error) {
      // the window, not the recipe: that has been fitted before
      if (!UNLEARNABLE.some((type) => error instanceof type)) throw error;
      failure = (error as Error).message;
    }
    predict();
  };

  return {
    warmup: first + 1,
    get failure() {
      return failure;
    },
    at: (member, value) => (members === null ? Number.NaN : said[member]![value]!),
    prepare(df) {
      if (df !== frame) {
        frame = df;
        series = set.series(df);
        trainedAt = -1;
        members = null;
      }
      const now = df.length - 1;
      if (now < first) return;
      const due = first + Math.floor((now - first) / every) * every;
      if (due !== trainedAt) return train(df, due);
      predict();
    },
  };
}

function assertRoom(name: string, window: number, recipe: LoadedModel["trained"]["recipe"]): void {
  for (const { recipe: how } of membersOf(recipe)) {
    const needed = labelLookback(how.label) + labelHorizon(how.label) + FEWEST_LABELS;
    if (window < needed)
      throw new UnsuitableModelError(
        `retrain.window is ${window} bars, and the label ${how.label.type} of model ${name} needs ${needed}; give at least that`,
      );
  }
}

type Source = Parameters<typeof samplesOf>[0];

async function fitPart(
  source: Source,
  bars: BarColumns,
  how: Parameters<typeof fitMember>[0],
  learner: Learner,
  seed: number,
): Promise<Pick<Member, "transforms" | "model" | "calibrator">> {
  const samples = samplesOf(source, labelsOf(how.label, bars), how.sampleWeights);
  const { train, calibration } = windowParts(samples, how.calibration === "none" ? 0 : CALIBRATION);
  if (train.length < 2) throw new BadTrainingSetError("the window holds too few samples");
  const fitted = await fitMember(how, learner, takeSamples(samples, train), { seed });
  return { ...fitted, calibrator: calibrate(fitted, how.calibration, takeSamples(samples, calibration)) };
}

/** Features and bars of the `window` rows that end `age` rows ago. */
function windowOf(df: Frame, series: readonly Series[], age: number, window: number) {
  const cut = (values: Float64Array) => values.subarray(0, values.length - age);
  const read = (column: Series) => cut(column.values(window + age));
  const bars: BarColumns = {
    openTime: read(df.openTime),
    open: read(df.open),
    high: read(df.high),
    low: read(df.low),
    close: read(df.close),
    volume: read(df.volume),
  };
  return { features: rowsOf(series.map(read), 0), bars };
}
