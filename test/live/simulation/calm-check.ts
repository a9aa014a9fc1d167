import type { Entry } from "@bellwether/live";
import type { Report } from "./violations.js";

/** A run that was only killed now and then has done what one did that never was, on every bar that both were asked about. @returns bars. */
export function sameAsCalm(lines: readonly string[], calm: readonly string[], report: Report): number {
  const steps = stepsOf(lines);
  if (steps.some(({ quiet, held }) => quiet || held.length > 0)) return 0;
  // killed before its first bar, it has begun later
  if (steps[0]?.time !== stepsOf(calm)[0]?.time) return 0;
  const others = new Map(stepsOf(calm).map((step) => [step.time, step]));
  let compared = 0;
  for (const { time, bars, out, equity } of steps) {
    const other = others.get(time);
    if (other === undefined) continue;
    const [a, b] = [bars, out, equity]
      .map((it, i) => [textOf(it), textOf([other.bars, other.out, other.equity][i])] as const)
      .find(([one, two]) => one !== two) ?? ["", ""];
    compared++;
    if (a === b) continue;
    report("as-calm", `at ${time} it has ${cut(a, b)}; without a crash ${cut(b, a)}`);
    break;
  }
  return compared;
}

function stepsOf(lines: readonly string[]): Extract<Entry, { type: "bars" }>[] {
  return lines.map((line) => JSON.parse(line) as Entry).filter((entry) => entry.type === "bars");
}

/** A text around the first place where it differs from another. */
function cut(text: string, other: string): string {
  let at = 0;
  while (at < text.length && text[at] === other[at]) at++;
  return text.slice(Math.max(0, at - 100), at + 100);
}

/** Without the age of the data, which nothing may depend on here. */
function textOf(value: unknown): string {
  return JSON.stringify(value, (key, it: unknown) => (key === "dataAgeMs" ? undefined : it));
}
