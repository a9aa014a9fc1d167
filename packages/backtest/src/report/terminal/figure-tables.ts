import { FIGURE_GROUPS, type FigureInPrint, printFigure, toneOf } from "../figures.js";
import type { Footnotes } from "../footnotes.js";
import { decimal, percent } from "../format.js";
import type { BacktestReport } from "../report.js";
import { costShares } from "../tables/cost-shares.js";
import { COST_WORDS } from "../words/cost-words.js";
import { type Cell, type Line, row, toned } from "./cell.js";
import { plain } from "./terminal-text.js";

const GAP = 4;
const MAX_CELL = 44;
/** Columns from which on two tables stand side by side. */
const TWO_TABLES = 72;

/** All figures by group; whatever is undefined gets a dash and the number of its reason. */
export function figureLines(report: BacktestReport, width: number, notes: Footnotes): Line[] {
  const columns = width >= TWO_TABLES ? 2 : 1;
  const cellWidth = Math.min(MAX_CELL, Math.floor((width - GAP * (columns - 1)) / columns));
  const tables = FIGURE_GROUPS.map(({ title, figures }): Line[] => [
    [{ text: title, style: "bold" }],
    ...figures.flatMap((figure) => row(figure.label, figureValue(report, figure, notes), cellWidth)),
    ...(title === "Costs" ? costLines(report, cellWidth) : []),
  ]);
  const lines: Line[] = [];
  for (let first = 0; first < tables.length; first += columns) {
    const [left = [], right = []] = tables.slice(first, first + columns);
    lines.push([]);
    for (let i = 0; i < Math.max(left.length, right.length); i++) {
      const own = left[i] ?? [];
      const other = right[i];
      const used = own.reduce((sum, { text }) => sum + text.length, 0);
      lines.push(other === undefined ? own : [...own, { text: " ".repeat(cellWidth + GAP - used) }, ...other]);
    }
  }
  return lines;
}

/** Costs that not every run has, and what all of them took. */
function costLines(report: BacktestReport, width: number): Line[] {
  return costShares(report)
    .filter(({ name, amount }) => name !== "fees" && name !== "slippage" && amount !== 0)
    .flatMap(({ name, amount, ofStart }) => {
      const label = COST_WORDS[name].label;
      return name === "total"
        ? row(`${label}, of the start`, { text: percent(ofStart) }, width)
        : row(label, { text: `${decimal(amount)} ${plain(report.quote)}` }, width);
    });
}

function figureValue({ metrics, quote }: BacktestReport, { name, kind }: FigureInPrint, notes: Footnotes): Cell {
  const value = metrics[name];
  const text =
    value === null
      ? `– [${notes.number(metrics.undefinedBecause[name] ?? "undefined")}]`
      : `${printFigure(value, kind)}${kind === "money" ? ` ${plain(quote)}` : ""}`;
  return { text, style: toned(toneOf(value, kind)) };
}
