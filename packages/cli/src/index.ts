export { EXIT } from "./exit-codes.js";
export { main } from "./main.js";
export { backtestOf } from "./run/backtest-of.js";
export { type Composition, compose } from "./run/host.js";
export { type Run, RunFile } from "./run/run.js";
export { type OpenRun, openRun } from "./run/run-file.js";
export { writeReport } from "./run/write-report.js";
