// @ts-check
import { createHash } from "node:crypto";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { capture } from "./run.mjs";
import { StepFailed, say, secondsSince } from "./say.mjs";

const STAMP = "node_modules/.bellwether-stamp";
const HIDDEN_LOCK = "node_modules/.package-lock.json";
const OFFLINE = /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ENETUNREACH|ETIMEDOUT|ENOTCACHED|ERR_SOCKET_TIMEOUT/;

/**
 * Whether node_modules is what the lockfile says. The stamp is written after a finished install only, so one that
 * failed or was killed is not taken for whole. An install made by hand counts, and is stamped.
 * @param {string} root
 */
export function installIsFresh(root) {
  const wanted = lockHash(root);
  if (readIfThere(join(root, STAMP)) === wanted) return true;
  if (!installedByHand(root)) return false;
  writeFileSync(join(root, STAMP), wanted);
  return true;
}

/**
 * Installs what the lockfile says, quiet unless it fails. This is `npm install --no-save`, which leaves the lockfile
 * alone: `npm ci` refuses one made where the registry lacks some other platform's optional binary (npm/cli#9846).
 * @param {string} root
 * @throws {StepFailed} with npm's words, or with what to do when the registry is out of reach
 */
export async function install(root) {
  const start = performance.now();
  say("installing dependencies; the first time this takes a minute");
  if (!existsSync(join(root, HIDDEN_LOCK))) rmSync(join(root, "node_modules"), { recursive: true, force: true }); // half an install
  rmSync(join(root, STAMP), { force: true });
  rmSync(join(root, HIDDEN_LOCK), { force: true }); // so that a kill from here on leaves half an install, visibly
  const { code, output } = await npm(["install", "--no-save", "--no-audit", "--no-fund", "--loglevel=error"], root);
  if (code !== 0) throw new StepFailed(failure(output));
  writeFileSync(join(root, STAMP), lockHash(root));
  say(`installed in ${secondsSince(start)}`);
}

/** @param {string[]} args @param {string} cwd */
function npm(args, cwd) {
  const cli = process.env.npm_execpath; // set when npm started us: the same npm, and no shell script in between
  if (cli?.endsWith("npm-cli.js")) return capture(process.execPath, [cli, ...args], cwd);
  return capture(process.platform === "win32" ? "npm.cmd" : "npm", args, cwd);
}

/** @param {string} output */
function failure(output) {
  const lines = output.trim().split("\n");
  const offline = lines.find((line) => OFFLINE.test(line));
  return offline === undefined
    ? `npm could not install the dependencies; nothing was started. It said:\n${lines.slice(-15).join("\n")}`
    : `npm could not reach its registry (${offline.replace(/^npm error\s*/, "")}).
The first run installs dependencies and needs the network once. Check the connection or the proxy settings and run the
command again.`;
}

/** @param {string} root */
function lockHash(root) {
  const lock = readIfThere(join(root, "package-lock.json"));
  if (lock === undefined) throw new StepFailed("package-lock.json is missing; restore it with git");
  return createHash("sha256").update(`${process.platform} ${process.arch}\n${lock}`).digest("hex");
}

/** npm writes its hidden lockfile last: a tree that has it, with every version of ours, is complete. */
function installedByHand(/** @type {string} */ root) {
  const hidden = readIfThere(join(root, HIDDEN_LOCK));
  if (hidden === undefined) return false;
  /** @type {Record<string, { version?: string, link?: boolean }>} */
  const have = JSON.parse(hidden).packages;
  /** @type {Record<string, { version?: string, optional?: boolean, peer?: boolean, link?: boolean }>} */
  const want = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")).packages;
  return Object.entries(want).every(([path, entry]) => {
    if (!path.includes("node_modules/")) return true; // the workspaces themselves
    if (entry.link) return existsSync(join(root, path));
    return have[path] === undefined ? entry.optional === true : have[path]?.version === entry.version;
  });
}

/** @param {string} path */
function readIfThere(path) {
  return existsSync(path) ? readFileSync(path, "utf8") : undefined;
}
