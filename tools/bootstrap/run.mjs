// @ts-check
import { spawn } from "node:child_process";
import { constants } from "node:os";

/** @type {NodeJS.Signals[]} */
const PASSED_ON = ["SIGINT", "SIGTERM", "SIGHUP"];

/**
 * Runs a command in our place: its streams are ours, signals reach it, its exit code is the answer.
 * @param {string} file
 * @param {string[]} args
 * @param {string} cwd
 * @returns {Promise<number>} its exit code, or 128 + the number of the signal that ended it
 */
export function run(file, args, cwd) {
  const child = spawn(file, args, { cwd, stdio: "inherit" });
  return ended(child);
}

/**
 * Runs a command and keeps what it prints.
 * @param {string} file
 * @param {string[]} args
 * @param {string} cwd
 * @param {Record<string, string>} [env] - in addition to ours
 * @returns {Promise<{ code: number, output: string }>}
 */
export async function capture(file, args, cwd, env = {}) {
  const child = spawn(file, args, {
    cwd,
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, ...env },
    shell: file.endsWith(".cmd"), // a batch file needs one
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8").on("data", (/** @type {string} */ text) => {
      output += text;
    });
  }
  return { code: await ended(child), output };
}

/** @param {import("node:child_process").ChildProcess} child @returns {Promise<number>} */
function ended(child) {
  /** @param {NodeJS.Signals} signal */
  const pass = (signal) => {
    // Ctrl-C in a terminal reaches the whole group; a second one would make many programs drop everything
    if (signal !== "SIGINT" || !process.stdin.isTTY) child.kill(signal);
  };
  for (const signal of PASSED_ON) process.on(signal, pass);
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) => resolve(code ?? 128 + (signal ? constants.signals[signal] : 0)));
  }).finally(() => {
    for (const signal of PASSED_ON) process.off(signal, pass);
  });
}
