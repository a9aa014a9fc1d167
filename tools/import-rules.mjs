// @ts-check
// `npm run imports`: who may import whom, and where the clock, chance and Node may be touched. See CHECKS in check.mjs.
import { relative } from "node:path";
import { fileURLToPath } from "node:url";
import { checkWorkspace } from "./import-rules/check.mjs";

const root = process.argv[2] ?? fileURLToPath(new URL("..", import.meta.url));
const { violations, files } = checkWorkspace(root);
for (const { file, line, rule, message } of violations) {
  console.log(`${relative(process.cwd(), file)}:${line}: ${rule}: ${message}`);
}
console.log(`${files} files, ${violations.length} broken import rules`);
process.exitCode = violations.length === 0 ? 0 : 1;
