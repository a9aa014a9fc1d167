import { annualisation } from "./figures.js";
import { Footnotes } from "./footnotes.js";
import { count, decimal, duration, minute, settings } from "./format.js";
import type { BacktestReport } from "./report.js";
import { type Cell, type Line, paint } from "./terminal/cell.js";
import { figureLines } from "./terminal/figure-tables.js";
import { groupLines } from "./terminal/group-lines.js";
import { statisticLines } from "./terminal/statistic-lines.js";
import { plain, wrap } from "./terminal/terminal-text.js";
import { bandSentence } from "./words/band-words.js";
import { detailSentence } from "./words/detail-words.js";
import { haltSentence, sortHalts } from "./words/halt-words.js";

/** How wide, and whether with colours. */
export interface TerminalOptions {
  /** Columns, 80 by default and at least 40; from 72 on, two tables stand side by side. */
  readonly width?: number | undefined;
  /** ANSI colours; off by default. */
  readonly colour?: boolean | undefined;
}

const MAX_STRATEGIES = 10;
const MAX_HALTS = 5;

/**
 * The report for a terminal: what ran, its figures, how far they can be trusted, where the result came from, what was
 * refused, and what to be careful with.
 */
export function toTerminal(
  report: BacktestReport,
  { width: asked = 80, colour = false }: TerminalOptions = {},
): string {
  const width = Math.max(40, Math.floor(asked));
  const { metrics, strategies, warnings, fingerprint, origin } = report;
  const { halts, pauses } = sortHalts(report.halts);
  const out: Line[] = [];
  const say = (text: string, style?: Cell["style"], hang = "") => {
    for (const line of wrap(text, width, hang)) out.push([{ text: line, style }]);
  };

  for (const { name, symbol, timeframe, params } of strategies.slice(0, MAX_STRATEGIES)) {
    say(`${plain(name)}  ${plain(symbol)} ${timeframe}`, "bold");
    say(`  ${plain(settings(params))}`, "dim", "  ");
  }
  if (strategies.length > MAX_STRATEGIES) say(`and ${strategies.length - MAX_STRATEGIES} more`, "dim");
  const span = `${minute(metrics.startTime)} to ${minute(metrics.endTime)} UTC`;
  say(`${span}, ${duration(metrics.endTime - metrics.startTime)}, ${count(metrics.bars, "bar")}`);

  const notes = new Footnotes();
  out.push(...figureLines(report, width, notes));
  out.push(...groupLines(report, width));
  out.push(...statisticLines(report.statistics, width));
  out.push([]);

  const refused = Object.entries(report.refusals).sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
  if (refused.length > 0)
    say(`Refused by risk: ${refused.map(([rule, n]) => `${plain(rule)} ${decimal(n, 0)}`).join(", ")}`);
  for (const halt of halts.slice(0, MAX_HALTS)) say(`! ${plain(haltSentence(halt))}`, "yellow", "  ");
  if (halts.length > MAX_HALTS) say(`! and ${count(halts.length - MAX_HALTS, "halt")} more`, "yellow");
  if (pauses > 0) say(`Paused outside the session ${count(pauses, "time")}`);
  say(bandSentence(report));
  const detail = detailSentence(report);
  if (detail !== null) say(detail);
  for (const warning of warnings) say(`! ${plain(warning)}`, "yellow", "  ");
  say(annualisation(metrics), "dim");
  for (const [i, reason] of notes.reasons.entries()) say(`[${i + 1}] ${reason}`, "dim", "    ");
  say(`Fingerprint ${plain(fingerprint)}`, "dim");
  say(`Bellwether ${plain(origin.version)}, seed ${origin.seed}`, "dim");
  return `${out.map((line) => paint(line, colour)).join("\n")}\n`;
}
