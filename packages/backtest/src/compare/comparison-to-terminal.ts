import { count, duration, minute } from "../report/format.js";
import { plain, wrap } from "../report/terminal/terminal-text.js";
import type { TerminalOptions } from "../report/to-terminal.js";
import type { Comparison, RunDifference, RunInShort } from "./comparison.js";
import { figureTables } from "./figure-tables.js";
import { headline, inputsInWords, tradesInWords, unstableText, verdictText } from "./in-words.js";
import { letter } from "./letters.js";

const STYLE = { bold: 1, dim: 2, red: 31, yellow: 33 } as const;

/** Most differences of one run in print; JSON has all. */
const MAX_DIFFERENCES = 20;
const MAX_STRATEGIES = 3;

/** The comparison for a terminal: the runs by letter, what came out, why, all figures, and where the trades part. */
export function comparisonToTerminal(
  comparison: Comparison,
  { width: asked = 80, colour = false }: TerminalOptions = {},
): string {
  const width = Math.max(40, Math.floor(asked));
  const out: string[] = [];
  const say = (text: string, style?: keyof typeof STYLE, hang = "") => {
    for (const line of wrap(plain(text), width, hang))
      out.push(colour && style !== undefined ? `\u001b[${STYLE[style]}m${line}\u001b[0m` : line);
  };

  const alike = new Set(comparison.runs.map(spanOf)).size === 1;
  for (const [i, run] of comparison.runs.entries()) {
    say(`${letter(i)}  ${run.name}`, "bold", "   ");
    say(`   ${strategiesOf(run)}, fingerprint ${run.fingerprint.slice(0, 12)}`, "dim", "   ");
    if (!alike) say(`   ${spanOf(run)}`, "dim", "   ");
  }
  if (alike) say(spanOf(comparison.runs[0]!), "dim");
  out.push("");
  const unstable = comparison.unstable.length > 0;
  say(headline(comparison), unstable ? "red" : "bold");
  for (const pair of comparison.unstable) say(`! ${unstableText(pair)}`, "red", "  ");
  for (const { message } of comparison.cautions) say(`! ${message}`, "yellow", "  ");

  for (const [i, difference] of comparison.against.entries()) {
    const names = ["A", letter(i + 1)] as const;
    out.push("");
    say(`${names.join(" → ")}  ${verdictText(difference, "A")}`, "bold", "  ");
    for (const line of causes(difference)) say(`  ${line}`, undefined, "           ");
    const [trades, ...rest] = tradesInWords(difference.trades, ...names);
    say(`  trades   ${trades}`, undefined, "           ");
    for (const line of rest) say(`           ${line}`, undefined, "           ");
  }

  out.push("", ...figureTables(comparison, width));
  return `${out.join("\n")}\n`;
}

function strategiesOf({ strategies }: RunInShort): string {
  const named = strategies
    .slice(0, MAX_STRATEGIES)
    .map(({ name, symbol, timeframe }) => `${name} ${symbol} ${timeframe}`);
  const more = strategies.length > MAX_STRATEGIES ? ` and ${strategies.length - MAX_STRATEGIES} more` : "";
  return `${named.join(", ")}${more}`;
}

function spanOf({ startTime, endTime, bars, quote }: RunInShort): string {
  const span = `${minute(startTime)} to ${minute(endTime)} UTC, ${duration(endTime - startTime)}`;
  return `${span}, ${count(bars, "bar")}, in ${quote}`;
}

function causes({ inputs }: RunDifference): string[] {
  const all = inputsInWords(inputs);
  const lines = all.slice(0, MAX_DIFFERENCES).map(({ about, text }) => `${about.padEnd(7)}  ${text}`);
  if (all.length > MAX_DIFFERENCES)
    lines.push(`${"".padEnd(7)}  and ${all.length - MAX_DIFFERENCES} more; --json has all`);
  return lines;
}
