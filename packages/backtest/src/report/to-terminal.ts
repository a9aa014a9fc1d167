import { annualisation, FIGURE_GROUPS, type FigureInPrint, printFigure, toneOf } from "./figures.js";
import { Footnotes } from "./footnotes.js";
import { count, decimal, duration, minute, settings } from "./format.js";
import type { BacktestReport } from "./report.js";
import { plain, wrap } from "./terminal-text.js";

/** How wide, and whether with colours. */
export interface TerminalOptions {
  /** Columns, 80 by default and at least 40; from 72 on, two tables stand side by side. */
  readonly width?: number | undefined;
  /** ANSI colours; off by default. */
  readonly colour?: boolean | undefined;
}

const STYLE = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33 } as const;
type Style = keyof typeof STYLE;

/** Text before it is painted, so that its width is its length. */
interface Cell {
  readonly text: string;
  readonly style?: Style | undefined;
}

const MAX_STRATEGIES = 10;
const GAP = 4;
const MAX_CELL = 44;

/** The report for a terminal: what ran, its figures, what was refused, and what to be careful with. */
export function toTerminal(
  report: BacktestReport,
  { width: asked = 80, colour = false }: TerminalOptions = {},
): string {
  const width = Math.max(40, Math.floor(asked));
  const paint = ({ text, style }: Cell) =>
    colour && style !== undefined && text !== "" ? `\u001b[${STYLE[style]}m${text}\u001b[0m` : text;
  const out: string[] = [];
  const say = (text: string, style?: Style, hang = "") => {
    for (const line of wrap(text, width, hang)) out.push(paint({ text: line, style }));
  };

  for (const { name, symbol, timeframe, params } of report.strategies.slice(0, MAX_STRATEGIES)) {
    say(`${plain(name)}  ${plain(symbol)} ${timeframe}`, "bold");
    say(`  ${plain(settings(params))}`, "dim", "  ");
  }
  if (report.strategies.length > MAX_STRATEGIES) say(`and ${report.strategies.length - MAX_STRATEGIES} more`, "dim");
  const { metrics } = report;
  const span = `${minute(metrics.startTime)} to ${minute(metrics.endTime)} UTC`;
  say(`${span}, ${duration(metrics.endTime - metrics.startTime)}, ${count(metrics.bars, "bar")}`);

  const notes = new Footnotes();
  const columns = width >= 72 ? 2 : 1;
  const cellWidth = Math.min(MAX_CELL, Math.floor((width - GAP * (columns - 1)) / columns));
  const tables = FIGURE_GROUPS.map(({ title, figures }): Cell[] => [
    { text: title, style: "bold" },
    ...figures.map((figure) => figureCell(report, figure, cellWidth, notes)),
  ]);
  for (let first = 0; first < tables.length; first += columns) {
    const [left = [], right = []] = tables.slice(first, first + columns);
    out.push("");
    for (let i = 0; i < Math.max(left.length, right.length); i++) {
      const { text, style } = left[i] ?? { text: "" };
      const other = right[i];
      const padding = other === undefined ? "" : " ".repeat(Math.max(1, cellWidth + GAP - text.length));
      out.push(`${paint({ text, style })}${padding}${other === undefined ? "" : paint(other)}`);
    }
  }
  out.push("");

  const refused = Object.entries(report.refusals).sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
  if (refused.length > 0)
    say(`Refused by risk: ${refused.map(([rule, n]) => `${plain(rule)} ${decimal(n, 0)}`).join(", ")}`);
  if (report.ambiguousBars > 0)
    say(`${count(report.ambiguousBars, "exit")} in a bar that held both stop and target: a rule decided`);
  for (const warning of report.warnings) say(`! ${plain(warning)}`, "yellow", "  ");
  say(annualisation(metrics), "dim");
  for (const [i, reason] of notes.reasons.entries()) say(`[${i + 1}] ${reason}`, "dim", "    ");
  say(`Fingerprint ${plain(report.fingerprint)}`, "dim");
  return `${out.join("\n")}\n`;
}

/** Label to the left, value to the right of a cell; a dash with the number of its reason where undefined. */
function figureCell(
  { metrics, quote }: BacktestReport,
  { name, label, kind }: FigureInPrint,
  width: number,
  notes: Footnotes,
): Cell {
  const value = metrics[name];
  const text =
    value === null
      ? `– [${notes.number(metrics.undefinedBecause[name] ?? "undefined")}]`
      : `${printFigure(value, kind)}${kind === "money" ? ` ${plain(quote)}` : ""}`;
  const tone = toneOf(value, kind);
  const style = tone === null ? undefined : tone === "gain" ? "green" : "red";
  return { text: `  ${label} ${text.padStart(width - label.length - 3)}`, style };
}
