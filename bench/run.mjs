// @ts-check
// `npm run bench [-- loop indicators run forest ml live start]`: the rows of docs/benchmarks.md. Read ratios inside one run.
import { cpus } from "node:os";
import { benchForest } from "./forest.mjs";
import { benchIndicators } from "./indicators.mjs";
import { benchLive } from "./live.mjs";
import { benchLoop } from "./loop.mjs";
import { benchMl } from "./ml.mjs";
import { benchStart } from "./start.mjs";
import { benchWholeRun } from "./whole-run.mjs";

const SECTIONS = {
  loop: benchLoop,
  indicators: benchIndicators,
  run: benchWholeRun,
  forest: benchForest,
  ml: benchMl,
  live: benchLive,
  start: benchStart,
};

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !Object.hasOwn(SECTIONS, name));
if (unknown.length > 0) {
  console.error(`bench: no section ${unknown.join(", ")}; there are ${Object.keys(SECTIONS).join(", ")}`);
  process.exit(2);
}
console.log(
  `${cpus()[0]?.model.trim()} × ${cpus().length}, Node ${process.versions.node}, 1,000,000 generated one-minute bars\n`,
);
for (const [name, bench] of Object.entries(SECTIONS)) if (asked.length === 0 || asked.includes(name)) await bench();
