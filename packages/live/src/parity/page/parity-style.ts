const LIGHT = `color-scheme: light;
  --paper: #faf9f6; --raised: #fffefb; --ink: #1b1f23; --soft: #585e65; --line: #e2dfd6; --accent: #285a8c;
  --gain: #0b6b5f; --loss: #ab3a27; --other: #b3541e; --grid: #ebe8e0;`;
const DARK = `color-scheme: dark;
  --paper: #121518; --raised: #181c20; --ink: #e7e5e0; --soft: #a0a7ae; --line: #2a3036; --accent: #8fb8e2;
  --gain: #5fc6b2; --loss: #f0937f; --other: #f2a36b; --grid: #20262b;`;

/** The page's style: system type, one accent; dark where the system says so, but never on paper. */
export const PARITY_STYLE = `
:root { ${LIGHT} }
@media screen and (prefers-color-scheme: dark) { :root { ${DARK} } }
*, *::before, *::after { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body {
  margin: 0; background: var(--paper); color: var(--ink); overflow-wrap: anywhere;
  font: 400 1rem/1.55 ui-sans-serif, system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
  font-variant-numeric: tabular-nums;
}
main, footer { max-width: 72rem; margin: 0 auto; padding: 0 clamp(1rem, 4vw, 3rem); }
header { padding: clamp(1.75rem, 5vw, 4rem) 0 0; }
h1 { margin: 0; font-size: clamp(1.6rem, 1.1rem + 2.4vw, 2.6rem); line-height: 1.12; font-weight: 650; letter-spacing: -.022em; text-wrap: balance; }
h1.equal { color: var(--gain); }
h1.unexplained { color: var(--loss); }
h2 { margin: 0 0 1rem; font-size: 1.1875rem; line-height: 1.3; font-weight: 600; letter-spacing: -.01em; }
p { margin: 0 0 .75rem; max-width: 68ch; }
section { margin-top: clamp(2.5rem, 6vw, 4.25rem); }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 2px; }
.eyebrow { margin: 0 0 .5rem; color: var(--soft); font-size: .875rem; }
.soft { color: var(--soft); }
.mono { font-family: ui-monospace, "SF Mono", Menlo, Consolas, "Liberation Mono", monospace; font-size: .875em; }
.facts { display: flex; flex-wrap: wrap; gap: .25rem 1.5rem; margin: 1.1rem 0 0; padding: 0; list-style: none; color: var(--soft); font-size: .875rem; }
.warnings { margin: 1.25rem 0 0; padding: .8rem 1rem .8rem 2.1rem; border-left: 3px solid var(--loss); background: var(--raised); font-size: .9375rem; }
.scroll { overflow-x: auto; }
.scroll + h2 { margin-top: 2.5rem; }
table { border-collapse: separate; border-spacing: 0; width: 100%; font-size: .875rem; }
caption { text-align: left; color: var(--soft); padding-bottom: .5rem; }
th, td { padding: .4rem .6rem; text-align: right; white-space: nowrap; border-bottom: 1px solid var(--line); font-weight: 400; vertical-align: top; }
thead th { color: var(--soft); font-size: .8125rem; vertical-align: bottom; }
th:first-child, td:first-child, .text { text-align: left; }
.wrap { white-space: normal; min-width: 9rem; }
tr.root th, tr.root td { font-weight: 600; background: var(--raised); }
tr.loud th { color: var(--loss); }
tr.after th { padding-left: 1.6rem; color: var(--soft); }
.counts { max-width: 34rem; }
figure { margin: 0; }
figcaption { color: var(--soft); font-size: .875rem; margin-top: .75rem; }
.plot { width: 100%; height: clamp(12rem, 36vw, 20rem); border-bottom: 1px solid var(--line); border-left: 1px solid var(--line); }
.plot svg { width: 100%; height: 100%; overflow: visible; }
.plot path { fill: none; stroke-width: 2; vector-effect: non-scaling-stroke; stroke-linejoin: round; }
.recorded { stroke: var(--accent); }
.replayed { stroke: var(--other); stroke-dasharray: 4 4; }
.ends { display: flex; justify-content: space-between; color: var(--soft); font-size: .75rem; }
.legend { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; margin: 0 0 .75rem; padding: 0; list-style: none; font-size: .8125rem; color: var(--soft); }
.legend svg { width: 1.6rem; height: .6rem; margin-right: .4rem; fill: none; stroke-width: 2.5; }
footer { margin-top: 4rem; padding-bottom: 3rem; color: var(--soft); font-size: .8125rem; }
@media screen and (max-width: 40rem) {
  th, td { padding: .35rem .4rem; }
  th:first-child, td:first-child { padding-left: 0; }
  .wrap { min-width: 5.5rem; }
}
@media print {
  @page { margin: 14mm; }
  body { background: #fff; font-size: 10pt; }
  main, footer { max-width: none; padding: 0; }
  .scroll { overflow: visible; }
  th, td { padding: .2rem .25rem; font-size: 7.5pt; white-space: normal; }
  tr, figure { break-inside: avoid; }
}
`;
