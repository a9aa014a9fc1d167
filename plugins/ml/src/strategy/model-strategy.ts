import {
  closeTimeOf,
  type Frame,
  flat,
  long,
  type Series,
  type Signal,
  type Strategy,
  type StrategyContext,
  short,
} from "@bellwether/core";
import { atr } from "@bellwether/indicators";
import { lackingColumns, whoNeeds } from "../features/needed-columns.js";
import { wilderSettling } from "../features/ops/settling.js";
import { predictionSeries } from "../trained/prediction-series.js";
import type { LoadedModel } from "./model-source.js";
import { UnsuitableModelError } from "./model-source.js";
import { emptyOpinion, type OpinionOf, type Predictions } from "./opinion.js";
import type { Retraining } from "./retraining.js";

/** What the strategies of models have in common. */
export interface ModelStrategyParams {
  readonly minConfidence: number;
  readonly sides: "both" | "long" | "short";
  readonly onDoubt: "hold" | "flat";
  readonly atrPeriod: number;
  readonly stopLossAtr: number;
  readonly takeProfitAtr: number;
  readonly confidenceSlAdjustment: number;
  readonly holdBars?: number | undefined;
  readonly tradeInSample: boolean;
}

const DAY_MS = 86_400_000;

/**
 * Trades what a model says: stance from its opinion, stop and target in ATRs, time stop after its horizon.
 * @param retraining - where the model is made again as the run goes on; its predictions then take the place of the loaded one's.
 */
export function modelStrategy(
  loaded: LoadedModel,
  params: ModelStrategyParams,
  opinionOf: OpinionOf,
  horizon: number,
  retraining: Retraining | null,
): Strategy {
  const { trained, set, version } = loaded;
  const { minConfidence, sides, atrPeriod, stopLossAtr, takeProfitAtr, confidenceSlAdjustment, tradeInSample } = params;
  const modelName = trained.name;
  const opinion = emptyOpinion();
  const timeStop = (params.holdBars ?? horizon) > 0 ? { timeStop: { bars: params.holdBars ?? horizon } } : undefined;
  let frame: Frame | null = null;
  let series: readonly (readonly Series[])[] = [];
  const predictions: Predictions = retraining ?? { at: (member, value) => series[member]![value]!.last };

  const idle = (df: Frame, context: StrategyContext | undefined, reason: string): Signal | null =>
    (context?.position.side ?? null) === null
      ? flat(df, { reason, modelName, modelVersion: version, strategyType: "ml_based" })
      : null; // what is held stays with its stop and target

  return {
    warmup: Math.max(set.warmup + 1, wilderSettling(atrPeriod), retraining?.warmup ?? 0),
    artifacts: { [`model ${modelName}`]: version },
    notes: notesOf(loaded, tradeInSample, retraining),
    prepare(df) {
      if (df !== frame) {
        assertTimeframe(loaded, df);
        assertColumns(loaded, df);
        frame = df;
        series = retraining === null ? predictionSeries(df, set, trained) : [];
      }
      return retraining?.prepare(df);
    },
    generateSignal(df, context) {
      const now = closeTimeOf(df.timeframe, df.openTime.last);
      if (retraining === null) {
        if (now <= trained.trainedUntil && !tradeInSample)
          return idle(df, context, `the model has seen this bar: it was fitted until ${day(trained.trainedUntil)}`);
        if (trained.expiresAt !== null && now > trained.expiresAt)
          return idle(df, context, `the model expired on ${day(trained.expiresAt)}`);
      }
      opinionOf(predictions, opinion);
      const { confidence } = opinion;
      const range = atr(df, atrPeriod).last;
      if (!opinion.answered)
        return idle(df, context, `the model has no answer: ${retraining?.failure ?? "features are missing"}`);
      if (!(range > 0)) return idle(df, context, "no range to place a stop by");
      const held = context?.position.side ?? null;
      const sure = !Number.isNaN(confidence);
      const details = {
        ...(sure ? { confidence } : {}),
        atr: range,
        modelName,
        modelVersion: version,
        strategyType: "ml_based",
      };
      if (held !== null && opinion.leave === held)
        return flat(df, { ...details, reason: `the exit model leaves ${held}` });
      const { stance } = opinion;
      if (sure && !(confidence >= minConfidence)) {
        if (held !== null && params.onDoubt === "hold") return null;
        return flat(df, { ...details, reason: `confidence ${confidence.toFixed(3)} is below ${minConfidence}` });
      }
      if (stance === "FLAT") return flat(df, { ...details, reason: "the model says FLAT" });
      if ((stance === "LONG" && sides === "short") || (stance === "SHORT" && sides === "long"))
        return flat(df, { ...details, reason: `the model says ${stance}, which is not traded` });
      const lead = sure && minConfidence < 1 ? (confidence - minConfidence) / (1 - minConfidence) : 0;
      const targetAtr = Number.isNaN(opinion.targetAtr)
        ? takeProfitAtr
        : Math.min(2 * takeProfitAtr, Math.max(stopLossAtr, opinion.targetAtr));
      const full = {
        ...details,
        reason: sure ? `${stance} with confidence ${confidence.toFixed(3)}` : `the model predicts ${stance}`,
        slDistance: range * stopLossAtr * (1 + confidenceSlAdjustment * lead),
        tpDistance: range * targetAtr,
        ...(timeStop === undefined ? {} : { exits: timeStop }),
      };
      return stance === "LONG" ? long(df, full) : short(df, full);
    },
  };
}

function notesOf({ trained, version }: LoadedModel, tradeInSample: boolean, retraining: Retraining | null): string[] {
  const named = `model ${trained.name} ${version.slice(0, 12)}`;
  if (retraining !== null)
    return [`${named} is trained again as the run goes on, first after ${retraining.warmup} bars`];
  const until = day(trained.trainedUntil);
  const expiry = trained.expiresAt === null ? "" : `, and expires on ${day(trained.expiresAt)}`;
  return tradeInSample
    ? [`${named} was fitted until ${until}: whatever it made before that is memory, not skill`]
    : [`${named} was fitted until ${until}: it says nothing before${expiry}`];
}

/** Features of another timeframe are other features. */
function assertTimeframe({ trained: { name, timeframe } }: LoadedModel, df: Frame): void {
  if (df.timeframe !== timeframe)
    throw new UnsuitableModelError(
      `model ${name} was trained on bars of ${timeframe}, and ${df.symbol} comes in bars of ${df.timeframe}`,
    );
}

/** Bars without quotes answer nothing to a model of quotes. */
function assertColumns({ trained: { name }, set }: LoadedModel, df: Frame): void {
  const lacking = lackingColumns(df, set.columns);
  if (lacking.length > 0)
    throw new UnsuitableModelError(
      `model ${name}: ${whoNeeds(set.columns, lacking)}, which the bars of ${df.symbol} do not have; in a run file set data.columns: [${set.needs.join(", ")}]`,
    );
}

function day(time: number): string {
  return new Date(Math.floor(time / DAY_MS) * DAY_MS).toISOString().slice(0, 10);
}
