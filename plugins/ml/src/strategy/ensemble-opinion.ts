import type { Member, TrainedModel } from "../trained/trained-model.js";
import { ROLES, type Role } from "../training/roles.js";
import { UnsuitableModelError } from "./model-source.js";
import type { OpinionOf } from "./opinion.js";

/** The say of each member in the vote; those left out keep what they were trained with. */
export type Weights = Readonly<Partial<Record<Role, number | undefined>>>;

/** Reach of the profit model's view, in ATRs: a market that runs this far counts as a full vote. */
const FULL_RUN_ATR = 3;

/**
 * The weighted vote of four models. Each votes from −1 (short) to 1 (long):
 *
 * - entry and exit, classifiers of stances: P(LONG) − P(SHORT);
 * - position, a regressor of the forward return over its volatility: its value, cut at −1 and 1;
 * - profit, a regressor of how much further the market runs up than down, in ATRs: its value over 3, cut likewise.
 *
 * The score is their weighted mean, the stance its sign, the confidence `(1 + |score|) / 2`: what a classifier of two
 * classes with that lead would call its probability. The exit model alone asks to leave a position that it gives a
 * probability of at least `exitConfidence` to be wrong. The profit model sets the target.
 * @throws {UnsuitableModelError} for a model without these four roles, or whose members are of another kind.
 */
export function ensembleOpinion({ name, members }: TrainedModel, weights: Weights, exitConfidence: number): OpinionOf {
  const place = (role: Role) => members.findIndex((member) => member.role === role);
  const missing = ROLES.filter((role) => place(role) === -1);
  if (missing.length > 0)
    throw new UnsuitableModelError(
      `model ${name} has no ${missing.join(", ")}; an ensemble has ${ROLES.join(", ")}${members.length === 1 ? "; ml-strategy trades a single model" : ""}`,
    );
  const [entry, position, exit, profit] = ROLES.map(place) as [number, number, number, number];
  const entryClasses = stancesOf(name, members[entry]!);
  const exitClasses = stancesOf(name, members[exit]!);
  for (const at of [position, profit])
    if (members[at]!.model.task !== "regression")
      throw new UnsuitableModelError(`the ${members[at]!.role} of model ${name} is a classifier; it predicts a value`);
  const shares = ROLES.map((role) => weights[role] ?? members[place(role)]!.weight);
  const total = shares.reduce((sum, share) => sum + share, 0);
  if (!(total > 0 && total < Number.POSITIVE_INFINITY))
    throw new UnsuitableModelError(`the weights of model ${name} sum to ${total}; give one a say, such as 0.5`);
  const [entryShare, positionShare, exitShare, profitShare] = shares.map((share) => share / total) as [
    number,
    number,
    number,
    number,
  ];
  return (predictions, into) => {
    const exitUp = predictions.at(exit, exitClasses.long);
    const exitDown = predictions.at(exit, exitClasses.short);
    const run = predictions.at(profit, 0);
    const score =
      entryShare * (predictions.at(entry, entryClasses.long) - predictions.at(entry, entryClasses.short)) +
      positionShare * vote(predictions.at(position, 0)) +
      exitShare * (exitUp - exitDown) +
      profitShare * vote(run / FULL_RUN_ATR);
    into.stance = score > 0 ? "LONG" : score < 0 ? "SHORT" : "FLAT";
    into.answered = !Number.isNaN(score);
    into.confidence = (1 + Math.abs(score)) / 2;
    into.targetAtr = Math.abs(run);
    into.leave = exitDown >= exitConfidence ? "long" : exitUp >= exitConfidence ? "short" : null;
  };
}

/** NaN stays NaN: no answer is no vote. */
const vote = (value: number): number => Math.min(1, Math.max(-1, value));

function stancesOf(name: string, { role, model }: Member): { readonly long: number; readonly short: number } {
  const classes = model.task === "classification" ? model.classes : [];
  const long = classes.indexOf("LONG");
  const short = classes.indexOf("SHORT");
  if (long === -1 || short === -1)
    throw new UnsuitableModelError(`the ${role} of model ${name} does not tell LONG from SHORT`);
  return { long, short };
}
