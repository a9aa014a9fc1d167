export { EXIT } from "./exit-codes.js";
export { main } from "./main.js";
export { type Composition, compose } from "./run/host.js";
export type { Run } from "./run/run.js";
export { backtestOf, type OpenRun, openRun } from "./run/run-file.js";
export { writeReport } from "./run/write-report.js";
