import { createRng, instrument, type Rng } from "@bellwether/core";
import type { Entry, Output, StartEntry } from "../../src/journal/entry.js";

const HOUR = 3_600_000;
const START = Date.UTC(2024, 0, 1);

/** A run of two lanes on one stream. */
export function startEntry(seq = 0): StartEntry {
  return {
    seq,
    at: START,
    type: "start",
    format: 1,
    version: "0.1.0",
    mode: "paper",
    exchange: "binance",
    quote: "USDT",
    startingBalance: 10_000,
    streams: [
      { symbol: "BTC/USDT", timeframe: "1h" },
      { symbol: "ETH/USDT", timeframe: "1h" },
    ],
    instruments: [plain(instrument("BTC/USDT")), plain(instrument("ETH/USDT"))],
    lanes: [
      { name: "trend", type: "ema-cross", params: { fast: 12 }, stream: 0, artifacts: {} },
      { name: "revert", type: "rsi", params: {}, stream: 1, artifacts: {} },
    ],
    history: 500,
    settings: {},
    code: {},
    process: { node: "v20.0.0", platform: "linux" },
  };
}

/** An entry as long as those of a run tend to be: some 300 to 1,500 bytes. */
export function sampleEntry(seq: number, rng: Rng): Entry {
  if (seq === 0) return startEntry();
  const at = START + seq * HOUR + rng.int(2_000);
  if (rng.int(8) === 0)
    return {
      seq,
      at,
      type: "note",
      note: { kind: "gap", message: `no bar for ${rng.int(60)} min – “späte” 時`, stream: 0 },
    };
  const time = START + seq * HOUR;
  const price = 40_000 + 5_000 * rng.next();
  const out: Output[] = [];
  for (let i = rng.int(4); i > 0; i--)
    out.push(
      {
        kind: "signal",
        lane: 0,
        signal: {
          signal: "LONG",
          metadata: { entryPrice: price, strategyType: "rule_based", reason: `ema = ${rng.next()}` },
        },
      },
      {
        kind: "verdict",
        lane: 0,
        verdict: { status: "refused", rule: "maxRisk", limit: 1 / 3, observed: rng.next() },
        facts: {},
      },
    );
  return {
    seq,
    at,
    type: "bars",
    time,
    ageMs: rng.int(2_000),
    quiet: false,
    bars: [
      {
        stream: 0,
        row: [time - HOUR, price, price * 1.01, price * 0.99, price * (1 + rng.next() / 100), 100 * rng.next()],
      },
    ],
    held: [],
    equity: 10_000 + rng.next(),
    out,
  };
}

/** The first entries of a run; equal seeds give equal entries. */
export function sampleEntries(count: number, seed = 1): Entry[] {
  const rng = createRng(seed);
  return Array.from({ length: count }, (_, seq) => sampleEntry(seq, rng));
}

function plain<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}
