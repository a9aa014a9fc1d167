import type { Statistics } from "../../statistics/statistics.js";
import { statisticsInPrint } from "../words/statistics-words.js";
import { type Line, row } from "./cell.js";
import { wrap } from "./terminal-text.js";

const MAX_WIDTH = 64;

/** How far the figures can be trusted; what was withheld for the same reason shares a line. */
export function statisticLines(statistics: Statistics | null, width: number): Line[] {
  if (statistics === null) return [];
  const all = statisticsInPrint(statistics);
  const known = all.filter((statistic) => statistic.known);
  const reasons = [...new Set(all.filter((statistic) => !statistic.known).map(({ value }) => value))];
  return [
    [],
    [{ text: "Confidence", style: "bold" }],
    ...known.flatMap(({ label, value }) => row(label, { text: value }, Math.min(width, MAX_WIDTH))),
    ...reasons.flatMap((reason) => {
      const labels = all.filter(({ value, known }) => !known && value === reason).map(({ label }) => label);
      return wrap(`${labels.join("; ")}: ${reason}`, width - 2).map(
        (text): Line => [{ text: `  ${text}`, style: "dim" }],
      );
    }),
  ];
}
