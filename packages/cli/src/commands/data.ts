import { inspectBars } from "@bellwether/backtest/node";
import type { Output } from "../output.js";

const iso = (time: number | null) => (time === null ? "–" : new Date(time).toISOString().replace(".000Z", "Z"));

/** `bellwether data inspect <file>`: range, gaps and bad rows of a file of bars. */
export async function inspectCommand(file: string, { json }: { json?: boolean }, output: Output): Promise<void> {
  const found = await inspectBars(file);
  if (json === true) {
    output.stdout(`${JSON.stringify(found, null, 2)}\n`);
    return;
  }
  const line = (label: string, value: unknown) => output.stdout(`${label.padEnd(12)}${value}\n`);
  line("file", file);
  line("bars", found.rows);
  line("first opens", iso(found.from));
  line("last closes", iso(found.to));
  line("timeframe", found.timeframe ?? "unclear");
  line("time unit", found.unit ?? "–");
  line(
    "gaps",
    found.gapCount === 0 ? "none" : `${found.gapCount}, ${found.missingBars} bars missing, largest ${found.largestGap}`,
  );
  for (const { after, before, missing } of [...found.gaps].sort((a, b) => b.missing - a.missing).slice(0, 5))
    output.stdout(`${" ".repeat(12)}${missing} after ${iso(after)}, until ${iso(before)}\n`);
  line("duplicates", found.duplicates);
  line("unsorted", found.unsorted);
  line("off grid", found.misaligned);
  line("no volume", found.zeroVolume);
  line("bad rows", found.badRows);
  for (const issue of found.issues) output.stdout(`${" ".repeat(12)}line ${issue.line ?? "?"}: ${issue.message}\n`);
}
