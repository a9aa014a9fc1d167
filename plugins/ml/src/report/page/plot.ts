import { type Html, html } from "@bellwether/backtest";

/** One direction of a plot. */
export interface Axis {
  readonly low: number;
  readonly high: number;
  readonly ticks: readonly Tick[];
}

interface Tick {
  readonly at: number;
  readonly text: string;
  /** Left out where the page is narrow. */
  readonly spare?: boolean;
}

/** Where a value stands between the ends of an axis, for an attribute: `12.5%`. */
export function along({ low, high }: Axis, value: number): string {
  return `${((100 * (value - low)) / (high - low)).toFixed(2)}%`;
}

/** As {@link along}, from below. */
export function above({ low, high }: Axis, value: number): string {
  return `${((100 * (high - value)) / (high - low)).toFixed(2)}%`;
}

/**
 * A grid with labelled ticks and whatever is drawn on it. Places are shares of the width and height, so that text and dots
 * keep their size however wide the page is; colours are the page's.
 * @param label - says in words what the drawing shows.
 */
export function plot(label: string, x: Axis, y: Axis, marks: readonly Html[], className = ""): Html {
  const gutter = (1 + 0.47 * Math.max(0, ...y.ticks.map(({ text }) => text.length))).toFixed(2);
  return html`<svg class="plot ${className}" style="--gutter: ${gutter}rem" role="img" aria-label="${label}">
  <g class="grid">${y.ticks.map(({ at }) => html`<line x1="0" x2="100%" y1="${above(y, at)}" y2="${above(y, at)}"/>`)}</g>
  <g class="ticks">${y.ticks.map(({ at, text }) => html`<text x="-8" y="${above(y, at)}" dy=".32em" text-anchor="end">${text}</text>`)}${x.ticks.map(
    ({ at, text, spare }) =>
      html`<text x="${along(x, at)}" y="100%" dy="1.6em" text-anchor="${anchorOf(x, at)}"${spare === true && html` class="spare"`}>${text}</text>`,
  )}</g>
  ${marks.map((mark) => mark)}</svg>`;
}

/** Text at an end stays inside. */
function anchorOf({ low, high }: Axis, at: number): string {
  const share = (at - low) / (high - low);
  return share < 0.02 ? "start" : share > 0.98 ? "end" : "middle";
}
