// @ts-check
// One piece of work in a process of its own; prints its figures as JSON.
import { BarStore, frameOf } from "@bellwether/core";
import { fromBundle, openRegistry, predictionSeries } from "@bellwether/ml";
import { bars, ROWS } from "./bars.mjs";
import { barAt, HISTORY } from "./ml-bars.mjs";
import { families, hours, setOf } from "./ml-model.mjs";

const [what = "", ...args] = process.argv.slice(2);

/** Peak resident memory so far. */
const peakMiB = () => process.resourceUsage().maxRSS / 1024;

const work = {
  /** The first time that a set is computed in a process: nothing is compiled yet. */
  async features(name = "") {
    const set = await setOf(name);
    const start = performance.now();
    for (const column of set.series(frameOf(hours))) void column.last;
    return { ms: performance.now() - start };
  },
  load(folder = "", name = "") {
    const start = performance.now();
    fromBundle(openRegistry(folder, { now: () => 0 }).load(name), families);
    return { ms: performance.now() - start };
  },
  async million(folder = "", name = "", mode = "") {
    const trained = fromBundle(openRegistry(folder, { now: () => 0 }).load(name), families);
    const set = await setOf(name.replace("bench-", ""));
    const beforeMiB = peakMiB();
    const start = performance.now();
    let answered = 0;
    if (mode === "whole") {
      const series = predictionSeries(frameOf(bars), set, trained)[0]?.[0];
      for (let i = 0; i < ROWS; i++) if (!Number.isNaN(series?.at(i))) answered++;
    } else {
      const store = new BarStore({ symbol: "BTC/USDT", timeframe: "1m", history: HISTORY });
      const series = predictionSeries(store.frame, set, trained)[0]?.[0];
      for (let i = 0; i < ROWS; i++) {
        store.append(barAt(bars, i));
        store.reveal();
        if (!Number.isNaN(series?.last)) answered++;
      }
    }
    if (answered < ROWS - 10_000) throw new Error(`${answered} of ${ROWS} bars have a prediction`);
    return { seconds: (performance.now() - start) / 1000, peakMiB: peakMiB(), beforeMiB };
  },
};

const run = work[/** @type {keyof typeof work} */ (what)];
console.log(JSON.stringify(await run(...args)));
