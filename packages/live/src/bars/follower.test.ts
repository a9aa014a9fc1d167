import { expect, it } from "vitest";
import type { BarRow } from "../exchange/market-data.js";
import type { Note } from "../journal/entry.js";
import { type CollectorSettings, collectorSettings } from "./collector-settings.js";
import { Follower } from "./follower.js";

const M = 60_000;
const START = Date.UTC(2024, 0, 1);
const stream = { symbol: "BTC/USDT", timeframe: "1m" } as const;
const row = (minute: number, close = 100 + minute): BarRow => [START + minute * M, 100, 200, 50, close, 1];
const flat = (minute: number, close: number): BarRow => [START + minute * M, close, close, close, close, 0];

function setUp(given: Partial<CollectorSettings> = {}, unreachableMs: (from: number, to: number) => number = () => 0) {
  const notes: Note[] = [];
  const settings = collectorSettings([stream], { spike: null, ...given });
  const follower = new Follower({
    index: 0,
    stream,
    settings,
    rowsPerAnswer: 10,
    unreachableMs,
    note: (note) => notes.push(note),
  });
  follower.recall([row(-1)]);
  follower.begin(START);
  /** Answers a request that was sent then, in minutes; an instant later. */
  const answer = (rows: unknown, sent: number) => {
    const sentAt = START + sent * M;
    return follower.take(rows, { ...follower.question(sentAt), sentAt, receivedAt: sentAt + 50, graceMs: 1_000 });
  };
  const taken = () => {
    const all: (readonly [row: BarRow, flat: boolean, held: string | null])[] = [];
    while (follower.isReady) {
      const { bar, held } = follower.shift();
      all.push([bar.row, bar.flat === true, held]);
    }
    return all;
  };
  return { follower, notes, answer, taken, kinds: () => notes.map(({ kind }) => kind) };
}

const GRACE = 1_000 / M;
const MOMENT = 1 / M;

it("believes a bar when the request was sent at its close and the grace, not a millisecond before", () => {
  const { answer, taken } = setUp();
  expect(answer([row(-1), row(0)], 1 + GRACE - MOMENT)).toBe(false);
  expect(answer([row(-1), row(0)], 1 + GRACE)).toBe(true);
  expect(taken()).toEqual([[row(0), false, null]]);
});

it("goes by when a request was sent: an answer that took minutes may be from before the close", () => {
  const { follower, taken } = setUp();
  const asked = { since: START, limit: 10, sentAt: START + 0.5 * M, receivedAt: START + 10 * M, graceMs: 1_000 };
  follower.take([row(0)], asked);
  expect(taken()).toEqual([]);
});

it("believes a bar before the grace is over if the same answer has a newer one", () => {
  const { answer, taken } = setUp();
  expect(answer([row(-1), row(0), row(1)], 1 + MOMENT)).toBe(true);
  expect(taken()).toEqual([[row(0), false, null]]);
});

it("does not take a row from the future, or one that is no bar, for proof that another has closed", () => {
  for (const newer of [row(5), [START + M, 1, 2, Number.NaN, 1, 1]]) {
    const { answer, taken, kinds } = setUp();
    expect(answer([row(-1), row(0), newer], 0.5)).toBe(false);
    expect(taken()).toEqual([]);
    expect(kinds()).toEqual(["bad-row"]);
  }
});

it("takes what opens now, a moment ahead of our clock, for no news and no fault", () => {
  const { follower, answer, kinds } = setUp();
  expect(answer([row(-1), row(0), row(1)], 1 - 500 * MOMENT)).toBe(false);
  expect([kinds(), follower.rejectedRows]).toEqual([[], 0]);
});

it("never gives a bar twice, and asks from the bar before", () => {
  const { follower, answer, taken } = setUp();
  answer([row(-1), row(0), row(1)], 1.5);
  expect(follower.question(START + 2.5 * M)).toEqual({ since: START, limit: 5 });
  answer([row(-1), row(0), row(1), row(2)], 2.5);
  expect(taken()).toEqual([
    [row(0), false, null],
    [row(1), false, null],
  ]);
  expect(follower.lastOpenTime).toBe(START + M);
});

it("notes a revision of the bar accepted last, once, with both rows, and gives it no second time", () => {
  const { answer, notes, taken } = setUp();
  answer([row(-1), row(0), row(1)], 1.5);
  for (const at of [1.6, 1.7]) answer([row(0, 111), row(1)], at);
  expect(notes).toEqual([
    {
      kind: "revision",
      message: "BTC/USDT 1m: the bar of 2024-01-01T00:00:00.000Z was changed after it had been accepted",
      stream: 0,
      details: { was: row(0), is: row(0, 111) },
    },
  ]);
  expect(taken().map(([each]) => each)).toEqual([row(0)]);
});

it("fills a bar without trades with the close before, once a second answer lacks it too", () => {
  const { follower, answer, taken, kinds } = setUp();
  const rows = [row(-1), row(0), row(3), row(4)];
  answer(rows, 4.5);
  expect(taken(), "not at the first").toEqual([[row(0), false, null]]);
  expect(answer(rows, 4.51)).toBe(true);
  expect(taken()).toEqual([
    [flat(1, 100), true, null],
    [flat(2, 100), true, null],
    [row(3), false, null],
  ]);
  expect([follower.missing, kinds()]).toEqual([2, []]);
});

it("takes a bar that the second answer has after all", () => {
  const { follower, answer, taken } = setUp();
  answer([row(-1), row(0), row(2), row(3)], 3.5);
  answer([row(0), row(1), row(2), row(3)], 3.51);
  expect(taken().map(([each]) => each)).toEqual([row(0), row(1), row(2)]);
  expect(follower.missing).toBe(0);
});

it("does not take an answer that may have lost rows for the second that lacks a bar", () => {
  const { answer, taken } = setUp();
  answer([row(-1), row(0), row(2)], 2.5);
  answer([row(0), [Number.NaN, 1, 1, 1, 1, 1], row(2)], 2.51);
  expect(taken().map(([each]) => each)).toEqual([row(0)]);
  answer([row(0), row(2)], 2.52);
  expect(taken().map(([each]) => each)).toEqual([flat(1, 100)]);
});

it("skips bars without trades where that is wanted", () => {
  const { answer, taken } = setUp({ emptyBars: "skip" });
  for (let i = 0; i < 2; i++) answer([row(-1), row(0), row(2), row(3)], 3.5);
  expect(taken()).toEqual([
    [row(0), false, null],
    [row(2), false, null],
  ]);
});

it("notes a revision when a bar comes that had been given up", () => {
  const { answer, notes } = setUp();
  for (let i = 0; i < 2; i++) answer([row(-1), row(0), row(2)], 2.5);
  answer([row(0), row(1), row(2), row(3)], 3.5);
  expect(notes.map(({ kind, details }) => [kind, details])).toEqual([["revision", { was: flat(1, 100), is: row(1) }]]);
});

it("does not conclude from answers that may have lost rows, and gives up after eight, as a gap", () => {
  const { answer, taken, notes } = setUp();
  const spoiled = [row(-1), row(0), [Number.NaN, 1, 1, 1, 1, 1], row(2), row(3)];
  for (let i = 1; i <= 7; i++) answer(spoiled, 3.5);
  expect(taken().map(([each]) => each)).toEqual([row(0)]);
  answer(spoiled, 3.5);
  expect(taken()).toEqual([[row(2), false, "gap"]]);
  expect(notes.map(({ kind }) => kind)).toEqual(["bad-row", "bad-row", "gap"]);
  expect(notes.at(-1)!.details).toMatchObject({ bars: 1, unreadable: true });
});

it.each([
  [
    "halt",
    [
      [6, false, "gap"],
      [7, false, null],
    ],
  ],
  [
    "skip",
    [
      [6, false, null],
      [7, false, null],
    ],
  ],
  [
    "fill",
    [
      [1, true, null],
      [2, true, null],
      [3, true, null],
      [4, true, null],
      [5, true, null],
      [6, false, null],
      [7, false, null],
    ],
  ],
] as const)("%s: bars missing while the exchange could not be reached are a gap", (gaps, expected) => {
  const { answer, taken, notes } = setUp({ gaps }, (from, to) => (to - from) / 2);
  for (let i = 0; i < 2; i++) answer([row(-1), row(0), row(6), row(7)], 8.1);
  expect(
    taken()
      .slice(1)
      .map(([each, isFlat, held]) => [(each[0] - START) / M, isFlat, held]),
  ).toEqual(expected);
  expect(notes.map(({ kind, details }) => [kind, details])).toEqual([
    ["gap", { from: START + M, to: START + 6 * M, bars: 5, unreadable: false }],
  ]);
});

it("takes a short run, or one while the exchange could be reached, for a time without trades", () => {
  for (const [last, reachable, gap] of [
    [3, M, false],
    [4, M, true],
    [4, M - 1, false],
  ] as const) {
    const { answer, kinds } = setUp({ gapBars: 2 }, () => reachable);
    for (let i = 0; i < 2; i++) answer([row(-1), row(0), row(last)], last + 0.5);
    expect(kinds(), `bars up to ${last}, ${reachable} ms`).toEqual(gap ? ["gap"] : []);
  }
});

it("holds a spike for its own bar, and delivers it", () => {
  const { follower, notes } = setUp({ spike: { share: 0.5, window: 2 } });
  follower.recall([row(-2, 100), row(-1, 100)]);
  const asked = { since: START, limit: 10, sentAt: START + 9 * M, receivedAt: START + 9 * M, graceMs: 1_000 };
  follower.take([row(0, 199), row(1, 100), row(2)], asked);
  expect([follower.shift().held, follower.shift().held]).toEqual(["spike", null]);
  expect(notes).toMatchObject([{ kind: "spike", details: { row: row(0, 199), median: 100 } }]);
});

it("notes a bad row once for each bar that it waits for, and counts all", () => {
  const { follower, answer, kinds } = setUp();
  for (let i = 0; i < 20; i++) answer([null], 1.5);
  expect([kinds(), follower.rejectedRows]).toEqual([["bad-row"], 20]);
});

it("passes by a window of time that stays empty, where an exchange answers for windows only", () => {
  const { follower, taken } = setUp();
  const last = 25;
  for (let asks = 0; asks < 60 && !follower.isReady; asks++) {
    const sentAt = START + (last + 1.5) * M;
    const { since, limit } = follower.question(sentAt);
    const rows = since <= START + last * M && START + last * M < since + limit * M ? [row(last)] : [];
    follower.take(rows, { since, limit, sentAt, receivedAt: sentAt, graceMs: 1_000 });
  }
  expect(taken().map(([each]) => (each[0] - START) / M)).toEqual(Array.from({ length: last + 1 }, (_, i) => i));
});
