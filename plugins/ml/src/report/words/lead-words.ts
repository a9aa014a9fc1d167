import { decimal } from "@bellwether/backtest";
import type { MemberReport } from "../../training/training-report.js";
import { countText, figureText } from "./figure-text.js";
import type { Finding } from "./finding.js";
import { type Lead, leadOf } from "./lead.js";

const ANSWERS = {
  beats: { answer: "Yes", tone: "gain" },
  ahead: { answer: "Not proven", tone: null },
  behind: { answer: "No", tone: "loss" },
} as const;

/** A role as the subject of a sentence. */
export function roleName(role: string): string {
  return `the ${role} model`;
}

/** Whether a model beats its baselines, by how much, in which metric. */
export function leadFinding(member: MemberReport, subject: string): Finding {
  const question = `Does ${subject} beat its baselines?`;
  const lead = leadOf(member);
  if (lead === null) {
    const because =
      member.metrics.samples === 0 ? "There were no test samples." : "No baseline was judged on the same samples.";
    return { question, answer: "Not known", tone: null, because };
  }
  return { question, ...ANSWERS[lead.standing], because: leadSentence(member, lead) };
}

/** `On 1,204 test samples balanced accuracy was 45.1%, against 36.4% of persistence, the best of 3 baselines: ...`. */
function leadSentence({ metrics }: MemberReport, lead: Lead): string {
  const { metric, model, baseline, against, baselines } = lead;
  const best = baselines === 1 ? "the only baseline" : `the best of ${baselines} baselines`;
  const name = metric.name === "rmse" ? "the root mean squared error" : metric.label.toLowerCase();
  const figures = `On ${countText(metrics.samples, "test sample")} ${name} was ${figureText(model, metric.print)}, against ${figureText(baseline, metric.print)} of ${against}, ${best}`;
  return `${figures}: ${metrics.task === "classification" ? shareLead(lead) : errorLead(lead, metrics.correlation)}.`;
}

function shareLead(lead: Lead): string {
  const { by, betterProbabilities: better } = lead;
  const compared = comparedLead(lead);
  if (better === null || !(by > 0)) return compared;
  const loss = (value: number) => figureText(value, (of) => decimal(of, 3));
  return `${compared}; its probabilities are worse than those of ${better.name} (log loss ${loss(better.own)} against ${loss(better.logLoss)})`;
}

function comparedLead({ by, chance }: Lead): string {
  const points = (value: number) => `${figureText(100 * value, (of) => decimal(of, 1))} points`;
  if (by === 0) return "no better";
  if (by < 0) return `${points(-by)} worse`;
  return by > chance
    ? `${points(by)} better, beyond the ${points(chance)} that chance may explain (two standard errors of the lead)`
    : `${points(by)} better, but chance may explain up to ${points(chance)} (two standard errors of the lead)`;
}

function errorLead({ standing, baseline, by, chance }: Lead, correlation: number | null): string {
  const percent = figureText((100 * Math.abs(by)) / baseline, (of) => `${decimal(of, 2)}%`);
  if (by === 0) return "no smaller";
  if (standing === "behind") return `${percent} larger`;
  const ratio = (value: number | null) => figureText(value, (of) => decimal(of, 3));
  const seen =
    correlation === null ? "no correlation is defined" : `correlation with the outcome is ${ratio(correlation)}`;
  return standing === "beats"
    ? `${percent} smaller, and ${seen}, beyond the ${ratio(chance)} that chance may explain`
    : `${percent} smaller, but ${seen}, and chance may explain up to ${ratio(chance)}`;
}
