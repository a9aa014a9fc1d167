export { equityCsv } from "./equity-csv.js";
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
export { type ReportAssets, toHtml } from "./to-html.js";
export { MAX_JSON_POINTS, toJson } from "./to-json.js";
export { type TerminalOptions, toTerminal } from "./to-terminal.js";
export { tradesCsv } from "./trades-csv.js";
