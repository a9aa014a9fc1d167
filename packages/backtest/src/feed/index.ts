export { barCsvChunks } from "./bar-csv-text.js";
export { type BarJsonOptions, MAX_JSON_BYTES, parseBarsJson } from "./bar-json.js";
export { type BarsOptions, type BarsReport, type Gap, type Gaps, MAX_ROWS } from "./bars-report.js";
export { type BarCsvOptions, type BarCsvParser, createBarCsvParser } from "./csv-parser.js";
export { DataError, type DataIssue, MAX_ISSUES, type MissingColumns } from "./data-error.js";
export { parseFundingCsv } from "./funding-csv.js";
export { assertInOrder, joinBars, joinColumns, type NamedFiles } from "./join-bars.js";
export { sliceBars } from "./slice-bars.js";
export type { TimeUnit } from "./time-reader.js";
