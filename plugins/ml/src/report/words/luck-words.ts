import { decimal, percent } from "@bellwether/backtest";
import type { LuckFigures } from "../../training/training-report.js";
import { countText, figureText, wholeText } from "./figure-text.js";
import type { Finding } from "./finding.js";

const QUESTION = "Is its Sharpe ratio more than luck?";

/** From this probability on a Sharpe ratio is taken for more than luck. */
const PROOF = 0.95;

const ANSWERS = {
  skill: { answer: "Yes", tone: "gain" },
  open: { answer: "Not proven", tone: null },
  luck: { answer: "No", tone: "loss" },
} as const;

/** What the deflated Sharpe ratio says; null where there is none. */
export function luckStanding(luck: LuckFigures | null): "skill" | "open" | "luck" | null {
  const probability = luck?.deflatedSharpe ?? null;
  if (probability === null || !Number.isFinite(probability)) return null;
  return probability >= PROOF ? "skill" : probability >= 0.5 ? "open" : "luck";
}

/** Whether the Sharpe ratio of the model's returns is more than the best of as many skill-less trials would show. */
export function luckFinding(luck: LuckFigures | null, traded: boolean): Finding {
  const standing = luckStanding(luck);
  if (luck === null || standing === null) {
    const because = traded
      ? "Its returns define no deflated Sharpe ratio, so luck cannot be ruled out."
      : "Without trading there is no Sharpe ratio to judge.";
    return { question: QUESTION, answer: "Not known", tone: null, because };
  }
  const best = luck.trials === 1 ? "one trial" : `the best of ${countText(luck.trials, "trial")}`;
  const chance = `The probability that it is above what ${best} without any skill would show is ${figureText(luck.deflatedSharpe, (of) => percent(of, 1))}`;
  const end = standing === "luck" ? ": luck alone does as well." : `; ${percent(PROOF, 0)} is asked for.`;
  return { question: QUESTION, ...ANSWERS[standing], because: `${chance}${end}` };
}

/** A figure about luck as reports print it. */
export interface LuckInPrint {
  readonly label: string;
  readonly value: string;
  readonly about: string;
}

/** The figures that the answer rests on. */
export function luckInPrint(luck: LuckFigures): readonly LuckInPrint[] {
  const perPeriod = (value: number) => decimal(value, 4);
  return [
    {
      label: "Trials so far",
      value: wholeText(luck.trials),
      about: "Models tried under this name, this one included: the more are tried, the better the best of them looks.",
    },
    {
      label: "Sharpe a period",
      value: figureText(luck.sharpe, perPeriod),
      about: `Mean over deviation of ${countText(luck.periods, "return")}, daily where the range has ten days or more, not annualised.`,
    },
    {
      label: "Sharpe a period by luck",
      value: figureText(luck.expectedMaximumSharpe, perPeriod),
      about: "What the best of as many trials is expected to show without any skill.",
    },
    {
      label: "Deflated Sharpe (DSR)",
      value: figureText(luck.deflatedSharpe, (value) => percent(value, 1)),
      about: "Probability that the true ratio is above that, given the number of returns, their skew and their tails.",
    },
  ];
}
