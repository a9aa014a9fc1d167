import { PARITY_CAUSES, PARITY_KINDS, type ParityReport } from "./parity-report.js";
import {
  CAUSE_WORDS,
  followers,
  grouped,
  headline,
  minuteOf,
  runInWords,
  versionInWords,
  whatOf,
  whoOf,
} from "./words.js";

export interface ParityTerminalOptions {
  /** Columns; at least 40. Default 80. */
  readonly width?: number | undefined;
  readonly colour?: boolean | undefined;
}

const STYLE = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33 } as const;
/** Roots in print; JSON and page have all that are kept. */
const MAX_ROOTS = 20;

/** The report for a terminal: the outcome, counts by kind, causes, and the first root differences. */
export function parityToTerminal(
  report: ParityReport,
  { width: asked = 80, colour = false }: ParityTerminalOptions = {},
): string {
  const width = Math.max(40, Math.floor(asked) || 80);
  const out: string[] = [];
  const say = (text: string, style?: keyof typeof STYLE, hang = "") => {
    for (const line of wrapped(plain(text), width, hang))
      out.push(colour && style !== undefined && line !== "" ? `\u001b[${STYLE[style]}m${line}\u001b[0m` : line);
  };
  say(runInWords(report), "dim");
  say(headline(report), ({ equal: "green", explained: "yellow", unexplained: "red" } as const)[report.verdict]);
  for (const version of report.versions) say(`! ${versionInWords(version)}`, "yellow", "  ");

  out.push("");
  for (const line of table(
    ["", "compared", "equal", "different"],
    PARITY_KINDS.filter((kind) => (report.counts[kind]?.compared ?? 0) > 0).map((kind) => {
      const { compared, equal, different } = report.counts[kind]!;
      return [kind, grouped(compared), grouped(equal), grouped(different)];
    }),
  ))
    say(line);
  const causes = PARITY_CAUSES.filter((cause) => (report.causes[cause]?.all ?? 0) > 0);
  if (causes.length > 0) {
    out.push("");
    for (const line of table(
      ["cause", "roots", "in all"],
      causes.map((cause) => [cause, grouped(report.causes[cause]!.roots), grouped(report.causes[cause]!.all)]),
    ))
      say(line);
  }

  const roots = report.differences.filter(({ followsFrom }) => followsFrom === null);
  const led = followers(report.differences);
  for (const root of roots.slice(0, MAX_ROOTS)) {
    out.push("");
    say(`${minuteOf(root.at)}  ${whoOf(root)}  ${root.cause}`, root.cause === "unexplained" ? "red" : "bold", "  ");
    say(`  ${whatOf(root)}`, undefined, "    ");
    const more = led.get(root.number) ?? 0;
    say(`  ${CAUSE_WORDS[root.cause]}${more > 0 ? `; ${grouped(more)} more from it` : ""}`, "dim", "    ");
  }
  const left = roots.length - MAX_ROOTS;
  if (left > 0) out.push("", `and ${grouped(left)} more root differences; the page and --json have them`);
  if (report.omitted > 0) out.push("", `${grouped(report.omitted)} differences were counted only`);
  return `${out.join("\n")}\n`;
}

/** Names to the left, numbers to the right. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const all = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...all.map((cells) => cells[column]!.length)));
  return all.map((cells) =>
    cells
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]!)))
      .join("  ")
      .trimEnd(),
  );
}

/** Without control and direction characters, with which a name from outside could move the cursor or paint the screen. */
function plain(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, " ");
}

/** Lines of at most `width` characters, broken at spaces where there are some; all but the first begin with `hang`. */
function wrapped(text: string, width: number, hang: string): string[] {
  if (text.length <= width) return [text];
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (longer.length <= width || line.trim() === "") line = longer;
    else {
      lines.push(line);
      line = hang + word;
    }
  }
  return [...lines, line];
}
