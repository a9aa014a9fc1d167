// @ts-check
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { table } from "./timing.mjs";

const bin = fileURLToPath(new URL("../packages/cli/dist/bin.js", import.meta.url));

/** @param {string[]} args */
function medianOf(args) {
  const times = Array.from({ length: 15 }, () => {
    const from = performance.now();
    spawnSync(process.execPath, args, { stdio: "ignore" });
    return performance.now() - from;
  }).sort((a, b) => a - b);
  return times[7] ?? Number.NaN;
}

export async function benchStart() {
  console.log("Start of the command, whole process");
  table([
    ["", "ms"],
    ["node -e 0", medianOf(["-e", "0"]).toFixed(0)],
    ["bellwether --help", medianOf([bin, "--help"]).toFixed(0)],
  ]);
}
