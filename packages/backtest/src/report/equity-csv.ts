import { isoWriter } from "./iso-writer.js";
import type { BacktestReport } from "./report.js";

/** Lines joined at a time: a million short strings at once cost the collector more than writing them. */
const CHUNK = 512;

/**
 * The whole equity curve, `time,equity,drawdown` a close, as RFC 4180; times are ISO 8601 UTC, equity is in quote
 * currency, drawdown a positive fraction rounded to 12 decimals.
 */
export function equityCsv({ equity: curve, metrics }: Pick<BacktestReport, "equity" | "metrics">): string {
  const iso = isoWriter();
  const chunks: string[] = [];
  let lines = ["time,equity,drawdown\r\n"];
  let peak = metrics.startEquity;
  for (let i = 0; i < curve.time.length; i++) {
    const equity = curve.equity[i]!;
    peak = Math.max(peak, equity);
    const drawdown = Math.round((1 - equity / peak) * 1e12) / 1e12;
    lines.push(`${iso(curve.time[i]!)},${equity},${drawdown}\r\n`);
    if (lines.length < CHUNK) continue;
    chunks.push(lines.join(""));
    lines = [];
  }
  return chunks.join("") + lines.join("");
}
