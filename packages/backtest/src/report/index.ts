export { equityCsv } from "./equity-csv.js";
export { count, day, decimal, percent, settings, signedPercent } from "./format.js";
export { jsonText, sortedKeys } from "./json-text.js";
export { contents } from "./page/header.js";
export { type Content, Html, html } from "./page/html.js";
export { PAGE_STYLE } from "./page/page-style.js";
export { typographic } from "./page/typographic.js";
export type {
  BacktestReport,
  BandEdge,
  RefusalCounts,
  ReportedBars,
  ReportedCosts,
  ReportedOrigin,
  ReportedStrategy,
  ResultBand,
} from "./report.js";
export { REPORT_SCHEMA_VERSION, ReportJson, reportJsonSchema } from "./report-schema.js";
export { type ReportTables, reportTables } from "./tables/report-tables.js";
export { type Cell, type Line, paint } from "./terminal/cell.js";
export { plain, wrap } from "./terminal/terminal-text.js";
export { type ReportAssets, toHtml } from "./to-html.js";
export { MAX_JSON_POINTS, toJson } from "./to-json.js";
export { type TerminalOptions, toTerminal } from "./to-terminal.js";
export { tradesCsv } from "./trades-csv.js";
