/** Colours that curves have before they repeat with dashes. */
export const RUN_COLOURS = 6;

/** What the page of a comparison needs beyond the report's style: a colour a run, and marks for the best and for causes. */
export const COMPARE_STYLE = `
:root {
  --run-0: #285a8c; --run-1: #b3541e; --run-2: #0b6b5f; --run-3: #7a3e9d; --run-4: #a32a5e; --run-5: #6d6418;
}
@media screen and (prefers-color-scheme: dark) {
  :root { --run-0: #8fb8e2; --run-1: #f2a36b; --run-2: #5fc6b2; --run-3: #c9a0ea; --run-4: #f08fb4; --run-5: #d2c35e; }
}
.verdict { border-left: 3px solid var(--accent); background: var(--raised); padding: .8rem 1rem; margin: 1.5rem 0 0; font-size: 1.0625rem; max-width: none; }
.verdict.loud { border-color: var(--loss); color: var(--loss); font-weight: 600; }
.curves { display: grid; grid-template-columns: auto minmax(0, 1fr); gap: .35rem .6rem; font-size: .75rem; color: var(--soft); }
.curves .plot { position: relative; height: clamp(14rem, 40vw, 22rem); }
.curves .plot svg { position: absolute; inset: 0; width: 100%; height: 100%; overflow: visible; }
.curves path { fill: none; stroke-width: 1.75; vector-effect: non-scaling-stroke; stroke-linejoin: round; }
.curves .grid { stroke: var(--grid); stroke-width: 1; }
.curves .zero { stroke: var(--hold); stroke-width: 1; }
.curves .hold { stroke: var(--hold); stroke-width: 1.25; stroke-dasharray: 1 3; }
.curves .levels { position: relative; display: grid; text-align: right; white-space: nowrap; }
.curves .levels span { grid-area: 1 / 1; visibility: hidden; }
.curves .levels span b { position: absolute; right: 0; visibility: visible; font-weight: 400; transform: translateY(50%); }
.curves .times { grid-column: 2; display: flex; justify-content: space-between; white-space: nowrap; }
.run { display: inline-flex; align-items: baseline; gap: .4rem; }
.run svg { width: 1.4rem; height: .55rem; flex: none; }
.legend .swatch { width: 1.4rem; height: .55rem; margin: 0; }
.run path, .swatch path { fill: none; stroke-width: 2.5; }
.legend label { display: inline-flex; align-items: center; gap: .4rem; min-height: 1.75rem; cursor: pointer; color: var(--ink); }
.legend input { accent-color: var(--accent); margin: 0; }
.side thead th { color: var(--ink); font-weight: 600; white-space: normal; min-width: 6.5rem; }
.side tbody + tbody th[colspan] { padding-top: 1.1rem; }
.side th[colspan] { font-weight: 600; color: var(--soft); }
.side th:first-child { position: sticky; left: 0; background: var(--paper); white-space: normal; min-width: 8.5rem; }
.side td { position: relative; }
.side td small { display: block; color: var(--soft); font-size: .8125rem; }
.best { font-weight: 650; text-decoration: underline 2px var(--accent); text-underline-offset: .25em; }
.outcome::first-letter { text-transform: uppercase; }
.causes { list-style: none; margin: 0 0 1rem; padding: 0; font-size: .9375rem; }
.causes li { display: grid; grid-template-columns: 4.5rem minmax(0, 1fr); gap: .75rem; padding: .35rem 0; border-top: 1px solid var(--line); }
.causes li span:first-child { color: var(--soft); }
@media (max-width: 40rem) { .curves .times span:nth-child(even) { display: none; } }
@media print {
  .curves .plot { height: 60mm; }
  .side th:first-child { position: static; }
  .legend input { display: none; }
}
`;
