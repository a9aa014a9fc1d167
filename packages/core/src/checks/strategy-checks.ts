import type { BarStore } from "../frame/bar-store.js";
import type { ColumnSource } from "../frame/column.js";
import type { Signal } from "../signal.js";
import { type Check, fail } from "./check.js";
import { answerProblem, answerProblemWithoutPrice, answerText, ask, holding, stanceOf } from "./strategy-answer.js";
import { strategyParamChecks } from "./strategy-params.js";
import { everyHistory, type Market, mapColumns, ofSymbol, Playback, windowOf } from "./strategy-playback.js";
import { SPARE_BARS, type StrategyCheckOptions, Subject } from "./strategy-subject.js";

/** Share of the sampled bars at which a shorter history may change the stance: near a threshold, rounding decides. */
const TOLERATED = 0.05;
/** Sampled bars without an answer that are no accident. */
const MUTE = 5;

/**
 * The promises of a strategy: sound parameters, an honest warm-up, valid signals, no hidden state, no look-ahead,
 * the same answers live as in a backtest, and calm on bars that are odd.
 */
export function strategyChecks(options: StrategyCheckOptions): Check[] {
  const { definition, params: sets = [{}] } = options;
  return [
    ...strategyParamChecks(definition, sets),
    ...sets.flatMap((params) => checksOf(new Subject(definition, params, options))),
  ];
}

/** Fails with the bar where two runs differ. */
function assertSame(wanted: readonly string[], said: readonly string[], what: string): void {
  for (const [row, text] of wanted.entries())
    if (text !== said[row]) fail(`bar ${row}: said ${text}, ${what} ${said[row]}`);
}

/** Indicators that the strategy read and that have no value at the newest row. */
function silentIndicators(stores: readonly BarStore[]): number {
  const heard = new Map<ColumnSource, boolean>();
  for (const store of stores.flatMap((each) => [each, ...each.resampled.map((resampled) => resampled.store)])) {
    for (const { source, data, filled } of store.columns) {
      if (source === null || (filled === 0 && store.visible > 0)) continue;
      const value = store.visible === 0 ? Number.NaN : data[store.visible - 1]!;
      heard.set(source, heard.get(source) === true || !Number.isNaN(value));
    }
  }
  return [...heard.values()].filter((known) => !known).length;
}

function checksOf(subject: Subject): Check[] {
  const { label, options } = subject;
  const validOn = (name: string, disturb: (market: Market) => Market, problemOf = answerProblem): Check => ({
    name: `${label}: ${name}`,
    async run() {
      const visit = (signal: Signal | null, row: number) => {
        const problem = problemOf(signal);
        if (problem !== null) fail(`bar ${row}: ${answerText(signal)} ${problem}`);
      };
      await subject.walk({ market: disturb(subject.market), visit });
    },
  });
  const checks: Check[] = [
    {
      name: `${label}: these parameters are accepted, and make a warm-up that is a whole number of bars`,
      run: () => void subject.create(),
    },
    validOn("from its warm-up on it says a valid signal or null at each bar", (market) => market),
    {
      name: `${label}: it answers validly while long, short and flat`,
      async run() {
        const strategy = subject.create();
        const playback = new Playback(subject.market);
        for (let row = 0; row < subject.rows; row++) {
          playback.advance();
          if (row + 1 < subject.first) continue;
          const { frame } = playback.subject;
          for (const side of ["long", "short", null] as const) {
            const signal = await ask(strategy, frame, holding(side, frame.close.last));
            const problem = answerProblem(signal);
            if (problem !== null) fail(`bar ${row}, ${side ?? "flat"}: ${answerText(signal)} ${problem}`);
          }
        }
      },
    },
    {
      name: `${label}: with exactly its warm-up in bars it can speak, and every indicator that it reads has a value`,
      async run() {
        const { market, first } = subject;
        const said = await subject.walk();
        let speaks = 0;
        let mute = 0;
        for (const row of subject.sample(said, 4 * first)) {
          const short = await subject.answerOn(windowOf(market, row + 1 - first, row + 1));
          const problem = answerProblem(short.signal);
          if (problem !== null) fail(`bar ${row}: ${answerText(short.signal)} ${problem}`);
          if (short.signal !== null) speaks++;
          else if (said[row] !== answerText(null)) mute++;
          const silent = silentIndicators(short.stores);
          if (silent === 0) continue;
          const long = await subject.answerOn(windowOf(market, 0, row + 1)); // some indicators are NaN now and then
          if (silent > silentIndicators(long.stores))
            fail(`bar ${row}: after a warm-up of ${first} bars ${silent} of its indicators are still NaN`);
        }
        if (speaks === 0 && mute >= MUTE)
          fail(`after a warm-up of ${first} bars it says nothing, at ${mute} bars where with a longer history it does`);
      },
    },
    {
      name: `${label}: deterministic: two fresh instances say the same at each bar`,
      run: async () => assertSame(await subject.walk(), await subject.walk(), "another instance"),
    },
    {
      name: `${label}: without hidden state: asked twice at one bar, it says the same`,
      async run() {
        const strategy = subject.create();
        const playback = new Playback(subject.market);
        for (let row = 0; row < subject.rows; row++) {
          playback.advance();
          if (row + 1 < subject.first) continue;
          const said = answerText(await ask(strategy, playback.subject.frame));
          const again = answerText(await ask(strategy, playback.subject.frame));
          if (said !== again) fail(`bar ${row}: said ${said}, asked again ${again}`);
        }
      },
    },
    {
      name: `${label}: never looks ahead: a fresh instance that sees no later bar says the same`,
      async run() {
        const said = await subject.walk();
        for (const row of subject.sample(said, subject.first - 1)) {
          const { signal } = await subject.answerOn(windowOf(subject.market, 0, row + 1));
          if (answerText(signal) !== said[row])
            fail(`bar ${row}: said ${said[row]} in a run, and ${answerText(signal)} where the bars end there`);
        }
      },
    },
    {
      name: `${label}: says the same live, bar by bar, as in a backtest`,
      async run() {
        assertSame(await subject.walk(), await subject.walk({ streamed: true }), "live");
      },
    },
    {
      name: `${label}: says the same when a live frame lets old rows go`,
      async run() {
        const history = Math.max(64, 2 * subject.first);
        assertSame(await subject.walk(), await subject.walk({ streamed: true, history }), `with ${history} rows kept`);
      },
    },
    {
      name: `${label}: leaves the bars as they are`,
      async run() {
        await subject.walk();
        for (const [symbol, bars] of Object.entries(subject.market.histories))
          mapColumns(bars, (data, name) => {
            const { extra, ...columns } = subject.untouched.get(symbol)!;
            const before = { ...columns, ...extra }[name]!;
            const row = data.findIndex((value, i) => !Object.is(value, before[i]));
            return row < 0 ? data : fail(`it changed ${name}[${row}] of ${symbol} from ${before[row]} to ${data[row]}`);
          });
      },
    },
    validOn("calm on flat prices", (market) =>
      everyHistory(market, (data, name, bars) =>
        ["open", "high", "low", "close"].includes(name) ? data.map(() => bars.close[0]!) : data,
      ),
    ),
    validOn("calm without volume", (market) =>
      everyHistory(market, (data, name) => (name === "volume" ? data.map(() => 0) : data)),
    ),
    validOn("calm after a gap in time, which its peers do not have", (market) => {
      const from = subject.first + SPARE_BARS / 4;
      return ofSymbol(market, (data) => data.filter((_, row) => row < from || row >= from + SPARE_BARS / 2));
    }),
    validOn(
      "calm on a bar of NaN, and after it: null, or FLAT, until it can speak again",
      (market) =>
        ofSymbol(market, (data, name) =>
          name === "openTime" ? data : data.map((value, row) => (row === subject.first + 20 ? Number.NaN : value)),
        ),
      answerProblemWithoutPrice,
    ),
  ];
  if (options.pathDependent !== true)
    checks.push({
      name: `${label}: needs no longer history than four warm-ups to take its stance`,
      async run() {
        const { market, first } = subject;
        const said = await subject.walk();
        const rows = subject.sample(said, 4 * first);
        const differing: string[] = [];
        for (const row of rows) {
          const { signal } = await subject.answerOn(windowOf(market, row + 1 - 4 * first, row + 1));
          const says = stanceOf(answerText(signal));
          if (says !== stanceOf(said[row]!)) differing.push(`bar ${row}: ${stanceOf(said[row]!)}, cut short ${says}`);
        }
        if (differing.length > TOLERATED * rows.length)
          fail(
            `the warm-up of ${first} bars is too short: at ${differing.length} of ${rows.length} bars the stance changes ` +
              `when the history is cut to ${4 * first} bars; the first is ${differing[0]}`,
          );
      },
    });
  return checks;
}
