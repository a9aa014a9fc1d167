import { describe, expect, it } from "vitest";
import { sampleEntries, startEntry } from "../../test/helpers/sample-entries.js";
import type { Entry } from "./entry.js";
import { type ShowOptions, showJournal, UnknownLaneError } from "./show.js";

const AT = Date.UTC(2024, 0, 1, 1);
const ENTRIES: readonly Entry[] = [
  startEntry(),
  {
    seq: 1,
    at: AT + 300,
    type: "bars",
    time: AT,
    ageMs: 300,
    quiet: false,
    bars: [
      { stream: 0, row: [AT - 3_600_000, 1, 2, 0.5, 1.5, 7] },
      { stream: 1, row: [AT - 3_600_000, 9, 9, 9, 9, 0], flat: true },
    ],
    held: [{ stream: 1, reason: "spike" }],
    equity: 10_000,
    out: [
      {
        kind: "signal",
        lane: 0,
        signal: { signal: "LONG", metadata: { entryPrice: 1, strategyType: "x", reason: "up" } },
      },
      { kind: "verdict", lane: 0, verdict: { status: "refused", rule: "maxRisk", limit: 1, observed: 2 }, facts: {} },
      { kind: "signal", lane: 1, signal: null },
      { kind: "halt", halt: { rule: "maxDrawdown", limit: 0.2, observed: 0.25, flatten: true } },
    ],
  },
  { seq: 2, at: AT + 400, type: "note", note: { kind: "stall", message: "\u001b[31mred\nalert\u202e", stream: 0 } },
  { seq: 3, at: AT + 500, type: "control", command: "pause", by: "cli", out: [] },
  { seq: 4, at: AT + 600, type: "stop", reason: "asked to", orders: [{ id: "a-1", status: "unknown" }] },
];

async function shown(options?: ShowOptions, entries = ENTRIES): Promise<string[]> {
  const lines: string[] = [];
  for await (const line of showJournal([entries], options)) lines.push(line);
  return lines;
}

describe("a journal shown", () => {
  it("has a line for each thing: when, what, whose", async () => {
    expect(await shown()).toEqual([
      "2024-01-01T00:00:00.000Z start   paper on binance, 10000 USDT, version 0.1.0: trend, revert",
      "2024-01-01T01:00:00.300Z bars    close of 2024-01-01T01:00:00.000Z: BTC/USDT 1h 1.5, ETH/USDT 1h 9 (no trades); equity 10000; ETH/USDT 1h held: spike",
      "2024-01-01T01:00:00.300Z signal  trend BTC/USDT: LONG: up",
      "2024-01-01T01:00:00.300Z verdict trend BTC/USDT: refused by maxRisk: 2 against 1",
      "2024-01-01T01:00:00.300Z signal  revert ETH/USDT: no opinion",
      "2024-01-01T01:00:00.300Z halt    maxDrawdown: 0.25 against 0.2",
      "2024-01-01T01:00:00.400Z note    stall: BTC/USDT 1h: \\u{1b}[31mred\\u{a}alert\\u{202e}",
      "2024-01-01T01:00:00.500Z control pause, said cli",
      "2024-01-01T01:00:00.600Z stop    asked to; a-1 is unknown",
    ]);
  });

  it("may be narrowed by kind, strategy, time and number of lines", async () => {
    expect(await shown({ kinds: ["halt", "stop"] })).toHaveLength(2);
    expect(await shown({ lane: "revert" })).toEqual(["2024-01-01T01:00:00.300Z signal  revert ETH/USDT: no opinion"]);
    expect(await shown({ since: AT + 500 })).toHaveLength(2);
    expect(await shown({ last: 3 })).toEqual((await shown()).slice(-3));
    expect(await shown({ last: 0 })).toEqual([]);
    expect(await shown({ kinds: ["signal"], lane: "trend", last: 1 })).toEqual([
      "2024-01-01T01:00:00.300Z signal  trend BTC/USDT: LONG: up",
    ]);
    expect(await shown({ since: Number.NaN })).toEqual([]);
  });

  it("keeps no more than the last lines, however long it is", async () => {
    expect(await shown({ last: 5 }, sampleEntries(500))).toEqual((await shown({}, sampleEntries(500))).slice(-5));
  });

  it("says when no strategy has the name, and which may be meant", async () => {
    await expect(shown({ lane: "trendy" })).rejects.toThrow(UnknownLaneError);
    await expect(shown({ lane: "trendy" })).rejects.toThrow(/no strategy "trendy" in this journal\..*trend/);
  });
});
