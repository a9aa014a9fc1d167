import { signedPercent } from "@bellwether/backtest";
import type { MemberReport, TrainingReport } from "../../training/training-report.js";
import { figureText } from "./figure-text.js";
import type { Finding } from "./finding.js";
import { type Lead, leadOf } from "./lead.js";
import { leadFinding, roleName } from "./lead-words.js";
import { luckFinding, luckStanding } from "./luck-words.js";
import { rowOf, tradingFinding } from "./trading-words.js";

/** What a training run proved, in plain words. */
export interface Verdict {
  /** Two or three sentences for a stranger. */
  readonly summary: string;
  readonly findings: readonly Finding[];
}

/** Whether the model beats its baselines, by how much, whether luck explains it, and whether trading it paid. */
export function verdictOf(report: TrainingReport): Verdict {
  const { members, trading, luck } = report;
  const alone = members.length === 1;
  return {
    summary: [baselineSummary(report), tradingSummary(report), luckSummary(report)].filter((s) => s !== "").join(" "),
    findings: [
      ...members.map((member) => leadFinding(member, alone ? "it" : roleName(member.role))),
      tradingFinding(trading),
      luckFinding(luck, trading !== null),
    ],
  };
}

function baselineSummary({ modelName, members }: TrainingReport): string {
  if (members.length === 0) return `${modelName} holds no model.`;
  if (members.length > 1) {
    const beaten = members.filter((member) => leadOf(member)?.standing === "beats").length;
    const which = beaten === 0 ? "None" : beaten === members.length ? "All" : String(beaten);
    return `${which} of the ${members.length} models of ${modelName} ${beaten === 1 ? "beats its" : "beat their"} baselines on the test range${beaten > 0 ? "" : " by more than chance"}.`;
  }
  return singleSummary(modelName, members[0]!, leadOf(members[0]!));
}

function singleSummary(name: string, { metrics }: MemberReport, lead: Lead | null): string {
  if (lead === null)
    return metrics.samples === 0
      ? `${name} was tested on no samples.`
      : `${name} was compared with no baseline, so its figures say little.`;
  if (lead.standing === "beats") return `${name} beats its baselines on the test range.`;
  return lead.standing === "ahead"
    ? `${name} is ahead of its baselines on the test range by no more than chance explains.`
    : `${name} does not beat its baselines on the test range.`;
}

function tradingSummary({ trading }: TrainingReport): string {
  if (trading === null) return "It was not traded.";
  const model = rowOf(trading, "model");
  const hold = rowOf(trading, "buy and hold");
  if (model === undefined) return "";
  if (model.trades === 0) return "It never traded on the test range.";
  const made = figureText(model.totalReturn, signedPercent);
  const against = hold === undefined ? "" : `; buying and holding made ${figureText(hold.totalReturn, signedPercent)}`;
  return `Traded there after fees and slippage, it made ${made}${against}.`;
}

const LUCK = {
  skill: "Luck hardly explains its Sharpe ratio.",
  open: "Luck may explain its Sharpe ratio.",
  luck: "Luck alone would show as good a Sharpe ratio.",
} as const;

function luckSummary({ luck, trading }: TrainingReport): string {
  const standing = trading === null ? null : luckStanding(luck);
  return standing === null ? "" : LUCK[standing];
}
