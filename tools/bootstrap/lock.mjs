// @ts-check
import { mkdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { say } from "./say.mjs";

const HEARTBEAT_MS = 2_000;
const STALE_MS = 15_000; // several heartbeats: the holder may be starved on a busy machine

/**
 * Runs `work` while holding a lock file, so that two commands started together install and build once.
 * A holder that died is recognised by its process id, or by a heartbeat that stopped (the id may be another's by now).
 * @template T
 * @param {string} path
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withLock(path, work) {
  mkdirSync(dirname(path), { recursive: true });
  const mine = `${process.pid}`;
  for (let told = false; !tryCreate(path, mine); await sleep(100)) {
    if (isStale(path)) breakLock(path);
    else if (!told) {
      say("another Bellwether command is installing or building; waiting for it");
      told = true;
    }
  }
  const heartbeat = setInterval(() => touch(path), HEARTBEAT_MS);
  const release = () => {
    if (holderOf(path) === mine) rmSync(path, { force: true });
  };
  process.once("exit", release);
  try {
    return await work();
  } finally {
    clearInterval(heartbeat);
    process.off("exit", release);
    release();
  }
}

/** @param {string} path @param {string} text */
function tryCreate(path, text) {
  try {
    writeFileSync(path, text, { flag: "wx" });
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === "EEXIST") return false;
    throw error;
  }
}

/** @param {string} path */
function isStale(path) {
  const holder = holderOf(path);
  if (holder === undefined) return false; // gone meanwhile: the next try decides
  const age = Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
  if (age > STALE_MS) return true;
  return holder !== "" && !isAlive(Number(holder)); // "" is a holder between creating and writing
}

/** Only one waiter may break a lock, and only the lock it judged: otherwise a second would break the first one's new lock. */
function breakLock(/** @type {string} */ path) {
  const breaking = `${path}.breaking`;
  if (!tryCreate(breaking, `${process.pid}`)) {
    if (isStale(breaking)) rmSync(breaking, { force: true });
    return;
  }
  if (isStale(path)) rmSync(path, { force: true });
  rmSync(breaking, { force: true });
}

/** @param {string} path @returns {string | undefined} */
function holderOf(path) {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === "EPERM";
  }
}

/** @param {string} path */
function touch(path) {
  const now = new Date();
  try {
    utimesSync(path, now, now);
  } catch {
    // somebody removed it; the work goes on, it is only repeated
  }
}
