// @ts-check
// A process that uses a registry, and dies at a step of the disk where the task says so. See compiled.ts for the task.
import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

// beside this file where it is run
const { openRegistry } = await import(new URL("src/node/folder-registry/index.js", import.meta.url).href);

/** @type {import("./compiled.js").ChildTask} */
const { folder, calls, killAt, now, race } = JSON.parse(process.argv[2] ?? "");
/** Steps that change nothing: being killed before one is being killed before the next. */
const LOOKING = new Set(["look", "names", "read"]);
let steps = 0;
const registry = openRegistry(folder, {
  ...(now === undefined ? {} : { now: () => now }),
  onStep: (/** @type {string} */ step) => {
    if (!LOOKING.has(step) && ++steps === killAt) process.kill(process.pid, "SIGKILL");
  },
});
const say = (/** @type {unknown} */ result) => process.stdout.write(`${JSON.stringify(result ?? null)}\n`);

/** @param {any} bundle files as text */
const bytesOf = ({ manifest, files }) => ({
  manifest,
  files: Object.fromEntries(Object.entries(files).map(([name, text]) => [name, new TextEncoder().encode(text)])),
});

for (const [method, ...args] of calls) {
  try {
    say(
      registry[method](
        ...args.map((arg) => (arg !== null && typeof arg === "object" && "files" in arg ? bytesOf(arg) : arg)),
      ),
    );
  } catch (error) {
    say({ code: /** @type {any} */ (error).code });
  }
}

/** Waits until every process of the race is at the same place. @param {string} place */
function meet(place) {
  if (race === undefined) return;
  writeFileSync(join(folder, `.${place}-${race.me}`), "");
  while (readdirSync(folder).filter((file) => file.startsWith(`.${place}-`)).length < race.of)
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
}

if (race !== undefined)
  for (let round = 0; round < race.rounds; round++) {
    meet(`read-${round}`);
    const expected = registry.info("m", { alias: "champion" }).version;
    meet(`race-${round}`);
    const mine = /** @type {string} */ (race.versions[round % 2]?.[race.me]);
    try {
      registry.setAlias("m", "champion", mine, { expected });
      say({ round, won: mine });
    } catch (error) {
      const { code, found } = /** @type {any} */ (error);
      say({ round, code, found });
    }
  }
if (!existsSync(folder)) say("no folder");
