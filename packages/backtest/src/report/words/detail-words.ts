import { count, decimal } from "../format.js";
import type { BacktestReport } from "../report.js";

/** What bars of a lower timeframe decided, in one sentence; null where none were asked for. */
export function detailSentence({ detail }: Pick<BacktestReport, "detail">): string | null {
  if (detail === null) return null;
  const { decided, missing } = detail;
  const needed = count(decided + missing, "bar");
  if (decided + missing === 0) return "No bar needed detail.";
  if (missing === 0) return `Detail decided all of ${needed} that needed it.`;
  return `Detail decided ${decimal(decided, 0)} of ${needed} that needed it; the rest pessimistic.`;
}
