import { type Html, html } from "../../report/page/html.js";
import { RUN_COLOURS } from "./compare-style.js";

/** Dashes of the first six runs, the next six and so on: the first are whole lines. */
const DASHES = ["", "7 4", "2 3", "10 3 2 3", "4 6"] as const;

const colourOf = (i: number) => `var(--run-${i % RUN_COLOURS})`;
const dashOf = (i: number) => DASHES[Math.floor(i / RUN_COLOURS) % DASHES.length]!;

/** Class of the curve of run `i`. */
export function runClass(i: number): string {
  return `r${i}`;
}

/** How the curves of so many runs look, in the drawing. */
export function runStyle(count: number): string {
  return Array.from(
    { length: count },
    (_, i) => `.curves .${runClass(i)} { stroke: ${colourOf(i)};${dashOf(i) && ` stroke-dasharray: ${dashOf(i)};`} }`,
  ).join("\n");
}

/** A piece of the line of run `i`, for legends and headings. */
export function swatch(i: number): Html {
  return html`<svg class="swatch" width="22" height="9" viewBox="0 0 28 10" aria-hidden="true"><path d="M0 5H28" stroke="${colourOf(i)}" stroke-dasharray="${dashOf(i) || "none"}"/></svg>`;
}
