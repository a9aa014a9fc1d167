import { type Cell, type Line, paint, percent, plain, type TerminalOptions } from "@bellwether/backtest";
import type { TrainingReport } from "../training/training-report.js";
import { fit } from "./terminal/fit.js";
import { memberLines } from "./terminal/member-lines.js";
import { tradingLines } from "./terminal/trading-lines.js";
import { countText, figureText, rangeText, wholeText } from "./words/figure-text.js";
import type { Finding } from "./words/finding.js";
import { verdictOf } from "./words/verdict.js";

const TONES = { gain: "green", loss: "red" } as const;

/**
 * The report for a terminal: the verdict first, then each model's scores beside its baselines, its folds and importances,
 * what trading came of, and what to be careful with. No line is wider than asked.
 */
export function trainingReportToTerminal(
  report: TrainingReport,
  { width: asked = 80, colour = false }: TerminalOptions = {},
): string {
  const width = Math.max(40, Math.floor(asked));
  const { modelName, symbol, timeframe, data, features, dropped, members, trading, warnings, version, seed } = report;
  const out: Line[] = [];
  const say = (text: string, style?: Cell["style"], hang = "") => {
    for (const line of fit(plain(text), width, hang)) out.push([{ text: line, style }]);
  };
  const { summary, findings } = verdictOf(report);

  say(`${modelName}  ${symbol} ${timeframe}`, "bold");
  say(
    `${rangeText(data)} UTC, ${countText(data.bars, "bar")}, data quality ${figureText(data.quality, (value) => percent(value, 1))}, ${countText(features.length, "column")}${dropped.length === 0 ? "" : ` (${wholeText(dropped.length)} dropped)`}`,
  );
  out.push([]);
  say(summary);
  for (const member of members) {
    out.push([]);
    out.push(...memberLines(member, width, members.length === 1));
  }
  out.push(...tradingLines(trading, width));
  out.push([]);
  for (const finding of findings) out.push(...findingLines(finding, width));
  if (data.findings.length > 0 || warnings.length > 0) out.push([]);
  for (const text of data.findings) say(`- ${text}`, "dim", "  ");
  for (const text of warnings) say(`! ${text}`, "yellow", "  ");
  out.push([]);
  say(`Version ${version ?? "not saved"}`, "dim");
  say(`Seed ${wholeText(seed).replaceAll(",", "")}`, "dim");
  return `${out.map((line) => paint(line, colour)).join("\n")}\n`;
}

function findingLines({ question, answer, tone, because }: Finding, width: number): Line[] {
  const first = fit(plain(`${question} ${answer}.`), width, "  ");
  const whole = first.length === 1 && first[0]!.endsWith(` ${answer}.`);
  const head: Line[] = whole
    ? [
        [
          { text: `${plain(question)} `, style: "bold" },
          { text: `${answer}.`, style: tone === null ? "bold" : TONES[tone] },
        ],
      ]
    : first.map((text): Line => [{ text, style: "bold" }]);
  return [...head, ...fit(plain(`  ${because}`), width, "  ").map((text): Line => [{ text, style: "dim" }])];
}
