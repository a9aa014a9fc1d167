// @ts-check
import { readFileSync } from "node:fs";
import { arrowViolations } from "./arrows.mjs";
import { moduleOf } from "./module.mjs";
import { nodeViolations } from "./node-apis.mjs";
import { rawViolations } from "./raw-apis.mjs";
import { workspaceOf } from "./workspace.mjs";

/**
 * @typedef {import("./workspace.mjs").SourceFile} SourceFile
 * @typedef {import("./module.mjs").Module} Module
 * @typedef {{ offset: number, rule: string, message: string }} Finding
 */

/** Each looks at one parsed file. */
const CHECKS = [arrowViolations, nodeViolations, rawViolations];

/**
 * Checks every source file of the repository.
 * @param {string} root
 * @returns {{ violations: { file: string, line: number, rule: string, message: string }[], files: number }}
 */
export function checkWorkspace(root) {
  const workspace = workspaceOf(root);
  const violations = workspace.files.flatMap((file) => {
    const text = readFileSync(file.path, "utf8");
    /** @param {number} offset */
    const lineAt = (offset) => text.slice(0, offset).split("\n").length;
    const module = moduleOf(file.path, text);
    return CHECKS.flatMap((check) => check(file, module, workspace))
      .sort((a, b) => a.offset - b.offset)
      .map(({ offset, rule, message }) => ({ file: file.path, line: lineAt(offset), rule, message }));
  });
  return { violations, files: workspace.files.length };
}
