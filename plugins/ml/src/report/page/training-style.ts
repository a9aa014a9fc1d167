/** What the page of a training run needs beyond the style that all reports share. */
export const TRAINING_STYLE = `
.verdict { display: grid; gap: 1px; margin: 0; background: var(--line); border: 1px solid var(--line); border-radius: .625rem; overflow: hidden; }
.verdict > div { display: grid; grid-template-columns: minmax(0, 1fr); gap: .1rem 2rem; background: var(--raised); padding: 1rem 1.1rem; break-inside: avoid; }
.verdict dt { color: var(--soft); font-size: .875rem; }
.verdict dd { margin: 0; }
.verdict .answer { font-size: 1.25rem; line-height: 1.3; font-weight: 600; letter-spacing: -.01em; }
.verdict .because { font-size: .9375rem; max-width: 68ch; margin-top: .3rem; }
/* what is hidden in a cell must not stretch the page */
.scroll { position: relative; }
.chapter { margin-top: 2.25rem; }
.chapter > h3 { color: var(--ink); font-size: 1rem; margin-bottom: .75rem; }
.role > h2 { padding-top: 1.25rem; border-top: 2px solid var(--ink); }
h4 { margin: 0 0 .5rem; font-size: .875rem; font-weight: 600; color: var(--soft); }
.loose { white-space: normal !important; }
.figures .stacked { display: block; }
.figures .stacked dd { text-align: left; max-width: none; }
.statistics.recipe > div { display: grid; grid-template-columns: minmax(0, 1fr); }
.recipe dd { text-align: left; }
summary { cursor: pointer; padding: .35rem 0; color: var(--soft); }
summary:hover { color: var(--ink); }
.names { columns: 14rem; margin: .5rem 0 0; padding-left: 2.2rem; color: var(--soft); }
.names code { color: var(--ink); }
tbody th { font-weight: 400; }
.best { font-weight: 650; }
.scores .own { color: var(--ink); font-weight: 600; }
:is(.scores, .folds) :is(th, td):first-child { position: sticky; left: 0; background: var(--paper); }
.scores tbody a { text-decoration-style: dotted; text-decoration-color: var(--hold); }
.tight :is(th, td) { padding-inline: .5rem; }
.tight :is(th, td):first-child, .importances :is(th, td):first-child { padding-left: 0; }
.tight tbody th, .dropped .wrap { white-space: normal; }
.tight tbody th { overflow-wrap: break-word; }
.heat td { min-width: 3.6rem; text-align: center; }
.heat thead th { text-align: center; }
.heat .right { box-shadow: inset 0 0 0 2px var(--accent); font-weight: 600; }
.heat .share { display: block; font-size: .75rem; line-height: 1.3; font-weight: 400; }
.folds :is(th, td) { padding-inline: .45rem; }
.plot + figcaption { margin-bottom: 1rem; }
.importances { table-layout: fixed; }
.importances th:first-child { white-space: normal; width: 34%; }
.importances td, .importances thead th { white-space: normal; }
.importances .sd { white-space: nowrap; }
.importances td { padding-block: .45rem; vertical-align: bottom; }
.bar-line { display: block; width: 100%; height: .5rem; margin-top: .25rem; overflow: visible; }
.bar-line .more { fill: rgba(var(--accent-rgb), .6); }
.bar-line .less { fill: var(--hold); }
.bar-line .zero { stroke: var(--soft); }
.bar-line .whisker { stroke: var(--ink); stroke-width: 1.5; }
.plot { display: block; overflow: visible; width: calc(100% - var(--gutter) - .75rem); height: 13rem; margin: .75rem .75rem 2.25rem var(--gutter); }
.plot.square { height: auto; aspect-ratio: 1; max-width: 24rem; }
.plot .grid line { stroke: var(--grid); }
.plot .ticks text { fill: var(--soft); font-size: .75rem; }
:is(.plot, .legend) .ideal { stroke: var(--hold); stroke-dasharray: 4 4; }
:is(.plot, .legend) .before line { stroke: var(--hold); }
:is(.plot, .legend) .before circle { fill: none; stroke: var(--hold); stroke-width: 1.75; }
:is(.plot, .legend) .after line { stroke: var(--accent); stroke-width: 1.5; }
:is(.plot, .legend) .after circle { fill: var(--accent); fill-opacity: .8; }
:is(.plot, .legend) .fold line { stroke: var(--accent); stroke-width: 3; stroke-linecap: round; opacity: .45; }
:is(.plot, .legend) .fold circle { fill: var(--accent); }
:is(.plot, .legend) .mean { stroke: var(--ink); stroke-width: 1.5; }
:is(.plot, .legend) .chance { stroke: var(--loss); stroke-width: 1.5; stroke-dasharray: 3 4; }
.timeline { display: block; width: 100%; height: .9rem; border-radius: .25rem; background: var(--line); }
.train { fill: var(--accent); }
.calibrate { fill: var(--hold); }
.test { fill: var(--gain); }
.ranges { margin: .6rem 0 1.25rem; }
tfoot :is(th, td) { border-bottom: 0; font-weight: 600; }
tfoot td { white-space: normal; }
.summary { max-width: 66ch; }
@media (max-width: 40rem) {
  .plot .spare { display: none; }
  .tight :is(th, td) { padding-inline: .35rem; }
}
@media (min-width: 48rem) {
  .statistics.recipe > div { grid-template-columns: 12rem minmax(0, 1fr); }
  .verdict > div { grid-template-columns: 13rem minmax(0, 1fr); }
  .verdict .because { grid-column: 2; grid-row: 1 / span 2; align-self: center; margin-top: 0; }
}
@media print {
  .chapter, figure { break-inside: avoid-page; }
  .plot { height: 9rem; }
  .plot.square { max-width: 15rem; }
  details::details-content { display: block; content-visibility: visible; height: auto; }
  summary { list-style: none; }
  .folds :is(th, td), .scores :is(th, td), .tight :is(th, td), .statistics :is(dt, dd) { white-space: normal; overflow-wrap: break-word; }
  thead th, .heat .share, .legend { font-size: 7.5pt; }
  .small, figcaption, .statistics .about { font-size: 8.5pt; }
  .tight :is(th, td) { padding-inline: .2rem; }
  .folds td.text { white-space: nowrap; }
  .definitions { grid-template-columns: 9rem minmax(0, 1fr); }
  pre { white-space: pre-wrap; }
  svg, .heat td { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  .verdict > div { padding: .6rem .8rem; grid-template-columns: 11rem minmax(0, 1fr); }
  .verdict .because { grid-column: 2; grid-row: 1 / span 2; }
  .verdict .answer { font-size: 1.05rem; }
}
`;
