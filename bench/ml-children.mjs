// @ts-check
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const child = fileURLToPath(new URL("./ml-child.mjs", import.meta.url));
const RUNS = 5;

/**
 * Figures of some work in fresh processes, one object a process.
 * @param {...string} args
 * @returns {Record<string, number>[]}
 */
export function childFigures(...args) {
  return Array.from({ length: RUNS }, () => {
    const { stdout, stderr, status } = spawnSync(process.execPath, [child, ...args], { encoding: "utf8" });
    if (status !== 0) throw new Error(stderr);
    return JSON.parse(stdout);
  });
}

/**
 * The run in the middle by one figure, so that the others belong to the same run.
 * @param {Record<string, number>[]} runs @param {string} figure
 * @returns {Record<string, any>}
 */
export function medianBy(runs, figure) {
  return runs.sort((a, b) => (a[figure] ?? 0) - (b[figure] ?? 0))[runs.length >> 1] ?? {};
}
