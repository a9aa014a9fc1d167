import { type BarColumns, createRng, type Rng } from "@bellwether/core";
import type { BarRow, Entry } from "@bellwether/live";
import { createVenue, randomBars, SimulatedStorage, type Venue, VirtualTime } from "@bellwether/live/testing";
import type { Bug } from "./bugs.js";
import type { JournalTruth } from "./journal-checks.js";
import { LIVENESS_BARS, MINUTE, type Scenario, WARM_BARS } from "./scenario.js";
import type { Invariant, Violation } from "./violations.js";

export const BEGIN = Date.UTC(2024, 0, 1, 6);
export const ACCOUNT = "main";
export const BALANCE = 10_000;
/** What the account holds besides: for strangers. */
export const BESIDES = 2_000;
const RULES = { tick: 0.01, step: 0.001, minQuantity: 0.001, minNotional: 5, maker: 0.001, taker: 0.001 };

/**
 * What has happened: `events` are callbacks of virtual time, `steps` entries of the journal, `crashes` processes that were
 * killed, `ends` those that ended by themselves after they had begun, `compared` steps held against a run without crashes.
 */
const COUNTS = [
  "events",
  "steps",
  "orders",
  "fills",
  "starts",
  "failedStarts",
  "crashes",
  "ends",
  "swaps",
  "controls",
  "failures",
  "quiet",
  "held",
  "replays",
  "compared",
] as const;
type Counts = Record<(typeof COUNTS)[number], number>;

/** What a simulation is about, and what outlives the processes in it. */
export interface World {
  readonly seed: number;
  readonly scenario: Scenario;
  readonly rng: Rng;
  readonly timers: VirtualTime;
  readonly venue: Venue;
  readonly bug: Bug;
  readonly truth: JournalTruth;
  readonly violations: Violation[];
  readonly report: (invariant: Invariant, what: string) => void;
  storage: SimulatedStorage;
  /** What the runtime has appended in its last life, as JSON, and how many of it it was told are safe. */
  lines: string[];
  safe: number;
  /** No more faults. */
  calm: boolean;
  readonly counts: Counts;
  readonly faults: Record<string, number>;
}

export function createWorld(seed: number, scenario: Scenario, bug: Bug): World {
  const rng = createRng(seed);
  const timers = new VirtualTime(BEGIN);
  const rows = WARM_BARS + scenario.bars + LIVENESS_BARS + 5;
  const start = BEGIN - WARM_BARS * MINUTE;
  const columns = scenario.symbols.map((symbol, i) =>
    randomBars({
      seed,
      rows,
      symbol,
      timeframe: "1m",
      start,
      price: [100, 40, 25][i]!,
      volatility: 0.02,
      missing: scenario.missing,
    }),
  );
  const base = (symbol: string) => symbol.split("/")[0]!;
  const venue = createVenue({
    markets: scenario.symbols.map((symbol, i) => ({
      ...RULES,
      symbol,
      base: base(symbol),
      quote: "USDT",
      types: ["market", "limit", "stop", "stop-limit"],
      timeframe: "1m",
      columns: columns[i]!,
    })),
    balances: { USDT: BALANCE + BESIDES, BNB: 10 },
    start: BEGIN,
  });
  const counts: Counts = Object.fromEntries(COUNTS.map((name) => [name, 0])) as Counts;
  const after = timers.after.bind(timers);
  timers.after = (ms, run) =>
    after(ms, () => {
      counts.events++;
      run();
    });
  const violations: Violation[] = [];
  const report = (invariant: Invariant, what: string) => void violations.push({ invariant, what, at: timers.true });
  return {
    seed,
    scenario,
    rng,
    timers,
    venue,
    bug,
    truth: { bar: finder(columns), revises: scenario.faults.rowsRevised > 0 },
    violations,
    report,
    storage: new SimulatedStorage(),
    lines: [],
    safe: 0,
    calm: false,
    counts,
    faults: {},
  };
}

export const originalRules = RULES;

function finder(columns: readonly BarColumns[]): JournalTruth["bar"] {
  const places = columns.map(({ openTime }) => new Map(Array.from(openTime, (time, row) => [time, row])));
  return (stream, time): BarRow | undefined => {
    const row = places[stream]!.get(time);
    const { open, high, low, close, volume } = columns[stream]!;
    return row === undefined ? undefined : [time, open[row]!, high[row]!, low[row]!, close[row]!, volume[row]!];
  };
}

/** Entries as they would be read back. */
export const parsed = (lines: readonly string[]): Entry[] => lines.map((line) => JSON.parse(line) as Entry);
