import { type Html, html, percent, typographic } from "@bellwether/backtest";
import type { MemberReport, SampleRange } from "../../training/training-report.js";
import {
  countText,
  factText,
  figureText,
  isInstant,
  rangeText,
  settingsText,
  wholeText,
} from "../words/figure-text.js";
import type { Part } from "./heading.js";

/** What was fitted to what, and to which samples. */
export function recipePart(member: MemberReport): Part {
  return { id: "recipe", title: "How it was trained", short: "Recipe", body: () => body(member) };
}

function body(member: MemberReport): Html {
  const { family, task, params, label, classes, classCounts, validation, facts } = member;
  const rows: readonly (readonly [string, string])[] = [
    ["Family", `${family}, ${task}`],
    ["Parameters", settingsText(params)],
    ["Label", settingsText(label)],
    ...(classCounts === null ? [] : [["Classes", classesText(classes, classCounts)] as const]),
    ["Validation", validation],
    ...Object.entries(facts).map(([name, value]) => [name, typographic(factText(value))] as const),
  ];
  return html`${timeline(member)}<dl class="statistics recipe">${rows.map(
    ([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`,
  )}</dl>`;
}

/** `SHORT 1,204 (30.1%), FLAT ...`. */
function classesText(classes: readonly string[], counts: readonly number[]): string {
  const total = counts.reduce((sum, n) => sum + n, 0);
  return counts
    .map(
      (n, k) => `${classes[k] ?? `class ${k + 1}`} ${wholeText(n)} (${figureText(n / total, (of) => percent(of, 1))})`,
    )
    .join(", ");
}

/** Which stretch was learnt from, calibrated on and tested on. */
function timeline({ train, calibration, test }: MemberReport): Html {
  const stretches = [
    { name: "Trained on", className: "train", range: train },
    ...(calibration === null ? [] : [{ name: "Calibrated on", className: "calibrate", range: calibration }]),
    { name: "Tested on", className: "test", range: test },
  ];
  const ends = stretches.flatMap(({ range }) => [range.from, range.to]).filter(isInstant);
  const low = Math.min(...ends);
  const span = Math.max(...ends) - low;
  const place = ({ from, to }: SampleRange) =>
    span > 0 && isInstant(from) && isInstant(to)
      ? html`x="${share(from - low, span)}" width="${share(to - from, span)}"`
      : html`width="0"`;
  return html`<svg class="timeline" aria-hidden="true">${stretches.map(
    ({ className, range }) => html`<rect class="${className}" ${place(range)} height="100%"/>`,
  )}</svg><ul class="legend ranges">${stretches.map(
    ({ name, className, range }) =>
      html`<li><svg viewBox="0 0 12 12" aria-hidden="true"><rect class="${className}" x="1" y="1" width="10" height="10"/></svg>${name} ${rangeText(range)}, ${countText(range.samples, "sample")}</li>`,
  )}</ul>`;
}

function share(part: number, whole: number): string {
  return `${((100 * part) / whole).toFixed(2)}%`;
}
