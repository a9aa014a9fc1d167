const LIGHT = `color-scheme: light;
  --paper: #faf9f6; --raised: #fffefb; --ink: #1b1f23; --soft: #585e65; --line: #e2dfd6; --accent: #285a8c;
  --gain: #0b6b5f; --loss: #ab3a27; --hold: #8b8473; --gain-rgb: 15, 118, 104; --loss-rgb: 190, 74, 52;
  --accent-rgb: 40, 90, 140; --grid: #ebe8e0;`;
const DARK = `color-scheme: dark;
  --paper: #121518; --raised: #181c20; --ink: #e7e5e0; --soft: #a0a7ae; --line: #2a3036; --accent: #8fb8e2;
  --gain: #5fc6b2; --loss: #f0937f; --hold: #8f8a7d; --gain-rgb: 60, 170, 150; --loss-rgb: 226, 110, 86;
  --accent-rgb: 143, 184, 226; --grid: #20262b;`;

/**
 * The page's style: system type, one accent, gain and loss told by sign as well as by colour. Dark where the system
 * or `data-theme` on the root says so, but never on paper.
 */
export const PAGE_STYLE = `
:root { ${LIGHT} }
@media screen and (prefers-color-scheme: dark) {
  :root:not([data-print], [data-theme="light"]) { ${DARK} }
}
@media screen {
  :root[data-theme="dark"]:not([data-print]) { ${DARK} }
}
*, *::before, *::after { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; scroll-padding-top: 1rem; }
body {
  margin: 0; background: var(--paper); color: var(--ink); overflow-wrap: anywhere;
  font: 400 1rem/1.55 ui-sans-serif, system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
  font-variant-numeric: tabular-nums;
}
main, footer { max-width: 72rem; margin: 0 auto; padding: 0 clamp(1rem, 4vw, 3rem); }
header { padding: clamp(1.75rem, 5vw, 4rem) 0 0; }
h1 { margin: 0; font-size: clamp(1.6rem, 1.1rem + 2.4vw, 2.6rem); line-height: 1.12; font-weight: 650; letter-spacing: -.022em; text-wrap: balance; }
h2 { margin: 0 0 1rem; font-size: 1.1875rem; line-height: 1.3; font-weight: 600; letter-spacing: -.01em; }
h3 { margin: 0 0 .5rem; font-size: .875rem; font-weight: 600; color: var(--soft); }
p { margin: 0 0 .75rem; max-width: 68ch; }
a { color: inherit; text-decoration-color: var(--line); text-underline-offset: .2em; }
a:hover { text-decoration-color: currentColor; }
code, .mono { font-family: ui-monospace, "SF Mono", Menlo, Consolas, "Liberation Mono", monospace; font-size: .875em; }
section { margin-top: clamp(2.5rem, 6vw, 4.25rem); }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 2px; }
.soft { color: var(--soft); }
.small { font-size: .875rem; }
.gain { color: var(--gain); }
.loss { color: var(--loss); }
.eyebrow { margin: 0 0 .5rem; color: var(--soft); font-size: .875rem; }
.summary { margin: 1.1rem 0 0; font-size: clamp(1.05rem, 1rem + .35vw, 1.25rem); line-height: 1.5; max-width: 60ch; text-wrap: pretty; }
.facts { display: flex; flex-wrap: wrap; gap: .25rem 1.5rem; margin: 1.1rem 0 0; padding: 0; list-style: none; color: var(--soft); font-size: .875rem; }
.tiles { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 1px; margin: 0; background: var(--line); border: 1px solid var(--line); border-radius: .625rem; overflow: hidden; }
.tiles > div { background: var(--raised); padding: .9rem 1rem 1rem; container-type: inline-size; }
.tiles dt { color: var(--soft); font-size: .8125rem; }
.tiles dd { margin: .1rem 0 0; white-space: nowrap; font-size: clamp(1.05rem, 14cqi, 1.6rem); line-height: 1.25; font-weight: 600; letter-spacing: -.015em; }
.columns { display: grid; grid-template-columns: minmax(0, 1fr); gap: 2rem clamp(1.5rem, 4vw, 3rem); }
.whole { white-space: nowrap; }
#drawdown { margin-top: 1.5rem; }
:root[data-print] .chart { width: 640px; }
:root[data-print] .columns figure:not(.wide) .chart { width: 300px; }
.wide { grid-column: 1 / -1; }
#candles > canvas { display: block; max-width: 100%; }
#theme { float: right; margin: 0 0 .5rem 1rem; }
#theme[hidden] { display: none; }
.contents { display: flex; flex-wrap: wrap; gap: .25rem 1.1rem; margin: 1.25rem 0 0; padding: 0; list-style: none; font-size: .875rem; color: var(--soft); }
.contents a { display: inline-block; padding: .2rem 0; }
.histogram { padding-bottom: 1.4rem; position: relative; }
.bins { display: flex; align-items: flex-end; gap: 1px; height: 9rem; border-bottom: 1px solid var(--line); }
.bins i { flex: 1; min-width: 0; background: var(--gain); opacity: .75; }
.bins i.down { background: var(--loss); }
.bins i:hover { opacity: 1; }
.marks { position: absolute; inset: auto 0 0; height: 1.3rem; font-size: .75rem; color: var(--soft); }
.marks span { position: absolute; transform: translateX(-50%); white-space: nowrap; }
.marks span:first-child { transform: none; }
.marks span:last-child { transform: translateX(-100%); }
.statistics { margin: 0; }
.statistics > div { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 1rem; padding: .4rem 0; border-top: 1px solid var(--line); font-size: .9375rem; }
.statistics > div:last-child { border-bottom: 1px solid var(--line); }
.statistics dt { color: var(--soft); }
.statistics dd { margin: 0; text-align: right; }
.statistics .about { flex-basis: 100%; text-align: left; color: var(--soft); font-size: .8125rem; line-height: 1.4; }
.figures.origin { margin: 1.25rem 0 .75rem; }
.after { margin-top: .75rem; }
.origin > div { flex-wrap: wrap; gap: 0 1rem; }
.origin dt { max-width: 100%; }
.figures .hash { white-space: normal; overflow-wrap: anywhere; max-width: 34rem; font-size: .8125rem; }
.groups .head th { color: var(--soft); font-size: .8125rem; }
.groups .next .head th { padding-top: 1.4rem; }
.groups :is(th, td):first-child { position: sticky; left: 0; background: var(--paper); }
.groups .head th:first-child { font-weight: 600; color: var(--ink); }
.costs th .small { display: block; }
.costs th { white-space: normal; }
.costs :is(th, td) { vertical-align: top; }
.costs .sum > * { font-weight: 600; }
.costs .small { font-weight: 400; }
.trades .parts { min-height: 0; padding: .05rem .45rem; font-size: .75rem; }
.trades .parts::after { content: " \\25be"; }
.trades .parts[aria-expanded="true"]::after { content: " \\25b4"; }
.trades .detail td { position: static; white-space: normal; }
.trades .detail ul { position: sticky; left: 0; width: max-content; max-width: min(36rem, calc(100vw - 4rem)); margin: 0; padding: 0; list-style: none; color: var(--soft); }
.figures { margin: 0; }
.figures > div { display: flex; justify-content: space-between; gap: 1rem; padding: .4rem 0; border-top: 1px solid var(--line); font-size: .9375rem; }
.figures > div:last-child { border-bottom: 1px solid var(--line); }
.figures dt { color: var(--soft); }
.figures dt a { text-decoration-style: dotted; text-decoration-color: var(--hold); }
.figures dd { margin: 0; text-align: right; white-space: nowrap; }
figure { margin: 0; }
figcaption { color: var(--soft); font-size: .875rem; margin-top: .75rem; }
.bar { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: .5rem 1rem; margin-bottom: .75rem; }
.bar h2 { margin: 0; }
.controls { display: flex; flex-wrap: wrap; gap: .5rem; align-items: center; font-size: .875rem; }
button, select {
  font: inherit; font-size: .875rem; color: inherit; background: var(--raised); border: 1px solid var(--line);
  border-radius: .4rem; padding: .4rem .75rem; min-height: 2.25rem; cursor: pointer;
}
button:hover:not(:disabled), select:hover { border-color: var(--soft); }
button:disabled { color: var(--soft); opacity: .55; cursor: default; }
.chart { position: relative; width: 100%; overflow: hidden; }
#candles { height: clamp(18rem, 46vw, 29rem); }
.legend { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; margin: .75rem 0 0; padding: 0; list-style: none; color: var(--soft); font-size: .8125rem; }
.legend svg { width: .8rem; height: .8rem; margin-right: .4rem; vertical-align: -.05rem; }
.scroll {
  overflow-x: auto;
  background:
    linear-gradient(to left, var(--paper), transparent) right / 2.5rem 100% no-repeat local,
    linear-gradient(to left, color-mix(in srgb, var(--ink) 13%, transparent), transparent) right / .7rem 100% no-repeat scroll;
}
table { border-collapse: separate; border-spacing: 0; width: 100%; font-size: .875rem; }
caption { text-align: left; color: var(--soft); padding-bottom: .5rem; }
th, td { padding: .4rem .6rem; text-align: right; white-space: nowrap; border-bottom: 1px solid var(--line); font-weight: 400; }
thead th { color: var(--soft); font-size: .8125rem; vertical-align: bottom; }
th:first-child, td:first-child, .text { text-align: left; }
.wrap { white-space: normal; min-width: 9rem; }
.when { white-space: normal; min-width: 5.5rem; }
.months :is(th, td):first-child { position: sticky; left: 0; background: var(--paper); }
.months td { min-width: 3.4rem; padding-inline: .35rem; }
.months td, .months thead th { text-align: center; }
.months th:first-child { padding-left: 0; font-weight: 600; }
.months thead th:first-child { text-align: left; }
.months td.year { font-weight: 600; }
.trades thead th { padding: 0; }
.trades .wrap { white-space: nowrap; max-width: 20rem; overflow: hidden; text-overflow: ellipsis; }
.trades thead button {
  width: 100%; border: 0; border-radius: 0; background: none; padding: .4rem .6rem; text-align: inherit;
  font-size: .8125rem; color: var(--soft); white-space: nowrap;
}
.trades thead button:hover { color: var(--ink); text-decoration: underline dotted; text-underline-offset: .25em; }
.trades th[aria-sort] button { color: var(--ink); font-weight: 600; }
.trades th[aria-sort="ascending"] button::after { content: " \\2191"; }
.trades th[aria-sort="descending"] button::after { content: " \\2193"; }
.trades :is(th, td):first-child { position: sticky; left: 0; background: var(--paper); }
.trades td button { min-height: 0; padding: .1rem .5rem; font-size: .8125rem; }
.trades tbody tr:hover, .trades tr:hover td:first-child, .trades tr.chosen, .trades tr.chosen td:first-child { background: var(--raised); }
.trades tr.chosen td:first-child { box-shadow: inset 2px 0 var(--accent); }
.notes { margin: 0; padding: 0 0 0 1.25rem; font-size: .875rem; color: var(--soft); }
.notes li { margin-bottom: .35rem; max-width: 80ch; }
.warnings { margin: 1.25rem 0 0; padding: .8rem 1rem .8rem 2.1rem; border-left: 3px solid var(--loss); background: var(--raised); font-size: .9375rem; }
.warnings li + li { margin-top: .35rem; }
.definitions { display: grid; grid-template-columns: minmax(0, 1fr); gap: .15rem 1.5rem; margin: 0; font-size: .875rem; }
.definitions dt { font-weight: 600; scroll-margin-top: 2rem; }
.definitions dt:target { color: var(--accent); }
.definitions dd { margin: 0 0 .6rem; color: var(--soft); max-width: 70ch; }
sup a { text-decoration: none; padding: 0 .15em; color: var(--soft); font-weight: 400; }
footer { margin-top: 4rem; padding-bottom: 3rem; color: var(--soft); font-size: .8125rem; }
.visually-hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.uplot, .u-legend { font-family: inherit; }
.u-legend { text-align: left; font-size: .8125rem; color: var(--soft); margin: .25rem 0 0; }
.u-legend tr { margin-right: 1.25rem; }
.u-legend th, .u-legend td { padding-left: 0; }
.u-legend th { font-weight: 400; cursor: default; pointer-events: none; }
.u-inline tr { margin-right: 1rem; }
.u-series > * { padding: 2px 4px 2px 0; border: 0; }
.u-legend td { color: var(--ink); }
.u-legend .u-marker { width: .9rem; height: .2rem; border-radius: 1px; }
.u-cursor-x, .u-cursor-y { border-color: var(--hold) !important; }
@media (min-width: 40rem) {
  .tiles { grid-template-columns: repeat(3, minmax(0, 1fr)); }
  .columns { grid-template-columns: repeat(2, minmax(0, 1fr)); }
  .definitions { grid-template-columns: 12rem minmax(0, 1fr); }
  .definitions dd { margin: 0 0 .3rem; }
}
@media (min-width: 64rem) {
  .definitions { grid-template-columns: 11rem minmax(0, 1fr) 11rem minmax(0, 1fr); }
  .tiles { grid-template-columns: repeat(6, minmax(0, 1fr)); }
  .tiles > div { padding: 1.1rem 1.1rem 1.2rem; }
}
@media print {
  @page { margin: 14mm; }
  :root { --paper: #fff; --raised: #fff; }
  .screen { display: none; }
  body { background: #fff; font-size: 10pt; }
  main, footer { max-width: none; padding: 0; }
  header { padding-top: 0; }
  section { margin-top: 1.75rem; }
  .controls, .pager, nav, noscript, #theme, .trades .parts { display: none; }
  .tiles { grid-template-columns: repeat(6, minmax(0, 1fr)); }
  .tiles > div { padding: .5rem .6rem; }
  .tiles dd { font-size: .95rem; white-space: nowrap; }
  .trades .wrap { display: none; }
  .columns { grid-template-columns: repeat(2, minmax(0, 1fr)); }
  figure, .tiles, .figures > div, .statistics > div, tr { break-inside: avoid; }
  h2, h3, caption { break-after: avoid; }
  .scroll { overflow: visible; background: none; }
  th, td { padding: .2rem .25rem; font-size: 7.5pt; }
  .trades thead button { font-size: 7.5pt; padding: .2rem .25rem; min-height: 0; }
  .trades td button { font-size: 7.5pt; padding: 0; border: 0; }
  .trades .paperless { display: none; }
  .trades td.text { white-space: normal; }
  .trades.many :is(th, td, button) { font-size: 6.5pt; padding-inline: .12rem; }
  .definitions { grid-template-columns: 10rem minmax(0, 1fr); }
  .months td, .bins i { min-width: 0; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  .wrap { min-width: 0; }
}
`;
