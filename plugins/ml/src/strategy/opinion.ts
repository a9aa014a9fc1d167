import type { Stance } from "@bellwether/core";

/** What a model makes of one bar. One object per strategy, written anew at each bar. */
export interface Opinion {
  stance: Stance;
  /** False where the model has no answer for this bar. */
  answered: boolean;
  /** Of the stance, from 0 to 1; NaN for a model that has no view on how sure it is. */
  confidence: number;
  /** Distance of the target in ATRs, where the model has a view; NaN otherwise. */
  targetAtr: number;
  /** Why a position held on this side should be left at once, whatever the stance; null for no reason. */
  leave: "long" | "short" | null;
}

export const emptyOpinion = (): Opinion => ({
  stance: "FLAT",
  answered: false,
  confidence: Number.NaN,
  targetAtr: Number.NaN,
  leave: null,
});

/** Forms an opinion of the newest bar of the predictions that it was made with. */
export type OpinionOf = (predictions: Predictions, into: Opinion) => void;

/** The newest predictions: `at(m, k)` is value `k` of member `m`. */
export interface Predictions {
  at(member: number, value: number): number;
}
