import { printFigure } from "../report/figures.js";
import { decimal } from "../report/format.js";
import type { FigureRow } from "./figure-rows.js";

/** A value of a row as it reads; a dash where a run cannot define it. */
export function printValue(value: number | null, { kind }: Pick<FigureRow, "kind">): string {
  return value === null ? "–" : printFigure(value, kind);
}

/**
 * A difference as it reads, always with a sign; shares differ by percentage points. `=` is no difference at all, `~0`
 * one too small to print.
 */
export function printDifference(difference: number | null, { kind }: Pick<FigureRow, "kind">): string {
  if (difference === null) return "–";
  if (difference === 0) return "=";
  const size = Math.abs(difference);
  const text = kind === "gain" || kind === "share" ? `${decimal(100 * size)} pp` : printFigure(size, kind);
  if (!/[1-9]/.test(text)) return "~0";
  return `${difference < 0 ? "-" : "+"}${text}`;
}
