import { describe, expect, it } from "vitest";
import { sampleBars } from "../checks/sample-bars.js";
import { BadTimeframeError } from "../market/timeframe.js";
import { BAR_FIELDS } from "./bar.js";
import { BarStore, linkPeers } from "./bar-store.js";
import { BadFrameError, UnknownColumnError, UnknownSymbolError } from "./errors.js";
import { storeOf } from "./frame.js";
import { frameOf } from "./frame-of.js";
import { ForeignSeriesError } from "./series.js";

const bars = sampleBars({ rows: 6 });
const funding = Float64Array.of(1, 2, 3, 4, 5, 6);

describe("columns", () => {
  const df = frameOf({ ...bars, extra: { funding } }, { symbol: "BTC/USDT", timeframe: "1m" });

  it("are reached by name, the six of every frame and those that the feed adds", () => {
    for (const name of BAR_FIELDS) expect(df.column(name)).toBe(df[name]);
    expect(df.column("funding").last).toBe(6);
    expect(df.column("funding"), "one object a column").toBe(df.column("funding"));
    expect([df.symbol, df.timeframe, df.length]).toEqual(["BTC/USDT", "1m", 6]);
  });

  it("that do not exist are named with the nearest that does", () => {
    expect(() => df.column("fundin")).toThrow(UnknownColumnError);
    expect(() => df.column("fundin")).toThrow(
      'no column "fundin"; the frame has openTime, open, high, low, close, volume, funding. Did you mean "funding"?',
    );
    for (const name of ["__proto__", "constructor", "length"])
      expect(() => df.column(name)).toThrow(UnknownColumnError);
  });
});

describe("peers", () => {
  const [btc, eth] = ["BTC/USDT", "ETH/USDT"].map((symbol) => new BarStore({ symbol, timeframe: "1m" })) as [
    BarStore,
    BarStore,
  ];
  btc.load(bars);
  eth.load({ ...bars, close: bars.close.map((price) => 2 * price) });
  linkPeers([btc, eth]);

  it("are seen as of now, whatever has been loaded", () => {
    btc.reveal();
    eth.reveal();
    btc.reveal();
    const peer = btc.frame.peer("ETH/USDT");
    expect(peer).toBe(eth.frame);
    expect([btc.frame.length, peer.length]).toEqual([2, 1]);
    expect(() => peer.close.at(1)).toThrow("row 1 has not closed");
  });

  it("of a resampled frame are resampled alike", () => {
    const peer = btc.frame.resample("2m").peer("ETH/USDT");
    expect(peer).toBe(eth.frame.resample("2m"));
    expect([btc.frame.resample("2m").length, peer.length]).toEqual([1, 0]);
  });

  it("that do not exist are named with the nearest that does", () => {
    expect(() => btc.frame.peer("ETH/USD")).toThrow(UnknownSymbolError);
    expect(() => btc.frame.peer("ETH/USD")).toThrow('it has BTC/USDT, ETH/USDT. Did you mean "ETH/USDT"?');
    expect(() => btc.frame.resample("2m").peer("ETH/USD")).toThrow('Did you mean "ETH/USDT"?');
  });
});

it("is the same object for the same timeframe, and itself for its own", () => {
  const df = frameOf(bars, { timeframe: "1m" });
  expect(df.resample("5m")).toBe(df.resample("5m"));
  expect(df.resample("1m")).toBe(df);
  expect(() => df.resample("30s")).toThrow(BadTimeframeError);
});

it("refuses frames that are none of core's", () => {
  for (const value of [{}, null, undefined, frameOf(bars).close])
    expect(() => storeOf(value as never)).toThrow(ForeignSeriesError);
});

describe("loading", () => {
  const empty = () => new BarStore({ symbol: "TEST/USDT", timeframe: "1m" });

  it("refuses columns of unequal length, or none at all, and stays empty", () => {
    const store = empty();
    expect(() => store.load({ ...bars, high: bars.high.slice(1) })).toThrow(
      new BadFrameError("TEST/USDT: column high has 5 rows, openTime has 6"),
    );
    expect(() => store.load({ ...bars, volume: undefined as never })).toThrow("column volume is missing");
    expect(() => store.load({ ...bars, extra: { funding: funding.slice(2) } })).toThrow("column funding has 4 rows");
    expect(() => store.load({ ...bars, extra: { close: funding } })).toThrow("cannot be named close");
    expect([store.rows, store.columns.length, store.extra.size]).toEqual([0, 6, 0]);
    store.load(bars);
    expect(store.rows).toBe(6);
  });

  it("refuses open times that do not rise, naming the row", () => {
    for (const [row, time] of [
      [3, bars.openTime[2]!],
      [1, Number.NaN],
      [5, 0],
    ] as const)
      expect(() => empty().load({ ...bars, openTime: bars.openTime.with(row, time) })).toThrow(
        `row ${row} opens at ${time}, which is not after row ${row - 1}`,
      );
    expect(() => empty().load({ ...bars, openTime: bars.openTime.with(0, Number.NaN) })).toThrow("row 0 opens at NaN");
  });

  it("happens once", () => {
    const store = empty();
    store.load(bars);
    expect(() => store.load(bars)).toThrow("bars are loaded once, into an empty store");
  });

  it("shows nothing by itself, and no row beyond the last", () => {
    const store = empty();
    store.load(bars);
    expect(store.frame.length).toBe(0);
    store.revealAll();
    expect(store.frame.length).toBe(6);
    expect(() => store.reveal()).toThrow(new BadFrameError("TEST/USDT: no further row to show"));
  });

  it("leaves NaN in a declared column that the bars lack", () => {
    const store = empty();
    store.declareColumn("funding");
    store.load(bars);
    store.declareColumn("late");
    store.revealAll();
    expect([store.frame.column("funding").last, store.frame.column("late").at(0)]).toEqual([Number.NaN, Number.NaN]);
    expect(() => store.declareColumn("close")).toThrow(BadFrameError);
  });
});

describe("appending", () => {
  const bar = { openTime: 60_000, open: 1, high: 1, low: 1, close: 1, volume: 1 };

  it("takes bars in order, each hidden until it is revealed", () => {
    const store = new BarStore({ symbol: "TEST/USDT", timeframe: "1m" });
    store.append(bar);
    expect(store.frame.length).toBe(0);
    store.reveal();
    expect(store.frame.close.last).toBe(1);
    expect(store.newest.openTime).toBe(60_000);
    for (const openTime of [60_000, 0, Number.NaN])
      expect(() => store.append({ ...bar, openTime })).toThrow(
        new BadFrameError(`TEST/USDT: a bar that opens at ${openTime} does not follow 60000`),
      );
  });

  it("fills declared extra columns, NaN where a bar brings none", () => {
    const store = new BarStore({ symbol: "TEST/USDT", timeframe: "1m" });
    store.declareColumn("funding");
    store.append(bar, { funding: 0.5 });
    store.append({ ...bar, openTime: 120_000 });
    store.revealAll();
    expect([...store.frame.column("funding").values()]).toEqual([0.5, Number.NaN]);
  });

  it("goes on where loaded bars end, and never writes to the arrays that were loaded", () => {
    const before = bars.close.slice();
    const store = new BarStore({ symbol: "TEST/USDT", timeframe: "1m", history: 2 });
    store.load(bars);
    store.revealAll();
    for (let i = 0; i < 600; i++) {
      store.append({ ...bar, openTime: bars.openTime[5]! + (i + 1) * 60_000 });
      store.reveal();
    }
    expect(store.frame.length).toBe(606);
    expect(store.offset, "rows were let go").toBeGreaterThan(0);
    expect(bars.close).toEqual(before);
  });
});
