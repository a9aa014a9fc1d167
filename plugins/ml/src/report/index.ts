export { BadTrainingReportError, parseTrainingReport } from "./parse-training-report.js";
export { trainingReportToHtml } from "./to-html.js";
export { trainingReportToJson } from "./to-json.js";
export { trainingReportToTerminal } from "./to-terminal.js";
