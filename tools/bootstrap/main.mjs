// @ts-check
import { existsSync } from "node:fs";
import { join } from "node:path";
import { build, buildIsFresh } from "./build.mjs";
import { install, installIsFresh } from "./install.mjs";
import { withLock } from "./lock.mjs";
import { run } from "./run.mjs";
import { StepFailed, say } from "./say.mjs";

/** What each word runs, once everything is installed and built: a script of Node's, and its first arguments. */
const COMMANDS = {
  start: ["tools/start.mjs"],
  test: ["node_modules/vitest/vitest.mjs", "run"],
  bench: ["bench/run.mjs"],
};

/**
 * Installs and builds what is missing, then hands over to the command.
 * @param {string} root - the repository
 * @param {string[]} argv - `start`, `test` or `bench`, then arguments for it
 * @returns {Promise<number>} the exit code of the command, or 1 where it could not be reached
 */
export async function main(root, [word = "", ...args]) {
  const command = Object.hasOwn(COMMANDS, word) ? COMMANDS[/** @type {keyof typeof COMMANDS} */ (word)] : undefined;
  if (command === undefined) {
    say(`no command ${JSON.stringify(word)}; there are ${Object.keys(COMMANDS).join(", ")}`);
    return 2;
  }
  try {
    await prepare(root);
  } catch (error) {
    if (!(error instanceof StepFailed)) throw error;
    say(error.message);
    return 1;
  }
  const script = command[0] ?? "";
  if (!existsSync(join(root, script))) {
    say(`${script} is missing, so \`${word}\` has nothing to run`);
    return 1;
  }
  return run(process.execPath, [...command, ...args], root);
}

/**
 * Costs a few stat calls when nothing changed. Whoever waited for the lock looks again: the other has often done it.
 * @param {string} root
 */
async function prepare(root) {
  if (installIsFresh(root) && buildIsFresh(root)) return;
  await withLock(join(root, ".bellwether", "bootstrap.lock"), async () => {
    if (!installIsFresh(root)) await install(root);
    if (!buildIsFresh(root)) await build(root);
  });
}
