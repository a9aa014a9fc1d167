import type { Comparison } from "./comparison.js";
import { printDifference, printValue } from "./figure-in-print.js";
import type { FigureRow } from "./figure-rows.js";
import { letter } from "./letters.js";

interface Column {
  readonly head: string;
  readonly cell: (row: FigureRow) => string;
}

/**
 * All figures as lines of at most `width` columns where that is possible: two runs with their difference, more runs side by
 * side with the differences in a table of their own. What does not fit goes below, labels repeated.
 */
export function figureTables({ runs, figures }: Comparison, width: number): string[] {
  const values = runs.map(
    (_, i): Column => ({
      head: letter(i),
      // a blank where no star is, so that digits line up
      cell: (row) => `${printValue(row.values[i]!, row)}${row.best.includes(i) ? "*" : " "}`,
    }),
  );
  const differences = runs.slice(1).map(
    (_, i): Column => ({
      head: `${letter(i + 1)} - A`,
      cell: (row) => printDifference(row.differences[i + 1]!, row),
    }),
  );
  const note = figures.some(({ best }) => best.length > 0) ? ["", "* best of the row"] : [];
  if (runs.length === 2) return [...table(figures, [...values, ...differences], width), ...note];
  const moved = figures.filter((row) => row.differences.some((difference) => difference !== null && difference !== 0));
  const against = moved.length === 0 ? [] : ["", "Less A", ...table(moved, differences, width)];
  return [...table(figures, values, width), ...note, ...against];
}

function table(rows: readonly FigureRow[], columns: readonly Column[], width: number): string[] {
  const labels = rows.reduce((widest, { label }) => Math.max(widest, label.length), 0) + 2;
  const cells = columns.map(({ head, cell }) => [head, ...rows.map(cell)]);
  const widths = cells.map((texts) => texts.reduce((widest, text) => Math.max(widest, text.length), 0) + 2);
  const lines: string[] = [];
  for (let from = 0; from < columns.length; ) {
    let [to, used] = [from, labels];
    while (to < columns.length && (to === from || used + widths[to]! <= width)) used += widths[to++]!;
    const line = (label: string, r: number) =>
      `${label.padEnd(labels)}${cells
        .slice(from, to)
        .map((texts, i) => texts[r]!.padStart(widths[from + i]!))
        .join("")}`;
    if (from > 0) lines.push("");
    for (const [r, { group, label }] of rows.entries()) {
      const opens = r === 0 || rows[r - 1]!.group !== group;
      if (r === 0) lines.push(line(group, 0).trimEnd());
      else if (opens) lines.push(group);
      lines.push(line(`  ${label}`, r + 1).trimEnd());
    }
    from = to;
  }
  return lines;
}
