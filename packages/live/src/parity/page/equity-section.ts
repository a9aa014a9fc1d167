import type { ParityReport } from "../parity-report.js";
import { minuteOf } from "../words.js";
import { type Html, html } from "./html.js";

/** Units of the drawing, stretched to whatever the page has. */
const WIDTH = 1_000;
const HEIGHT = 400;

/** Equity of the run and of its replay over one another, drawn without a script. */
export function equitySection({ equity: { time, recorded, replayed }, run: { quote } }: ParityReport): Html | null {
  if (time.length < 2) return null;
  const [low, high] = extent([...recorded, ...replayed]);
  const [from, to] = [time[0]!, time[time.length - 1]!];
  const x = (at: number) => (((at - from) / (to - from || 1)) * WIDTH).toFixed(1);
  const y = (value: number) => (HEIGHT - ((value - low) / (high - low || 1)) * HEIGHT).toFixed(1);
  const line = (values: readonly number[]) =>
    values.map((value, i) => `${i === 0 ? "M" : "L"}${x(time[i]!)} ${y(value)}`).join("");
  const swatch = (name: string) =>
    html`<svg viewBox="0 0 28 10" aria-hidden="true"><path class="${name}" d="M0 5H28"/></svg>`;
  const end = (values: readonly number[]) => `${values[values.length - 1]!.toFixed(2)} ${quote}`;
  return html`<section aria-labelledby="equity"><h2 id="equity">Equity</h2><figure>
<ul class="legend"><li>${swatch("recorded")}recorded, ${end(recorded)} at the end</li><li>${swatch("replayed")}replayed, ${end(replayed)}</li></ul>
<div class="plot"><svg viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" role="img" aria-label="Equity of the run and of its replay: ${end(recorded)} and ${end(replayed)} at the end.">
<path class="recorded" d="${line(recorded)}"/><path class="replayed" d="${line(replayed)}"/></svg></div>
<div class="ends" aria-hidden="true"><span>${minuteOf(from)}</span><span>${minuteOf(to)}</span></div>
<figcaption>At closes, between ${low.toFixed(2)} and ${high.toFixed(2)} ${quote}; times are UTC.</figcaption></figure></section>`;
}

function extent(values: readonly number[]): readonly [low: number, high: number] {
  return values.reduce<[number, number]>(
    ([low, high], value) => [Math.min(low, value), Math.max(high, value)],
    [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
  );
}
