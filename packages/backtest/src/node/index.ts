export {
  type BarFile,
  type BarFileFormat,
  type BarFileNotes,
  barFileName,
  openBarFile,
} from "./bar-store-file.js";
export { type BarsInspection, type InspectOptions, inspectBars } from "./inspect-bars.js";
export { readBarFiles, throwNamed } from "./read-bar-files.js";
export { type ReadBarsOptions, readBars } from "./read-bars.js";
export { type ReadFundingOptions, readFunding } from "./read-funding.js";
export { MissingReportAssetError, reportAssets } from "./report-assets.js";
export { type WriteBarsOptions, writeBarsCsv } from "./write-bars-csv.js";
export { writeBarsParquet } from "./write-bars-parquet.js";
