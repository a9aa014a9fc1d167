import { BAR_FIELDS, type Bar, type BarColumns } from "@bellwether/core";
import { sampleBars } from "@bellwether/core/checks";
import { describe, expect, it } from "vitest";
import { MINUTE, type Ohlc, type VenueOptions, venueOf } from "../../test/broker-venue.js";
import { BadBrokerError } from "./bad-broker-error.js";
import { DetailBars } from "./detail-bars.js";

/** Detail bars, each with its minute. */
function detailOf(rows: readonly (readonly [minute: number, ...Ohlc])[]): BarColumns {
  const column = (k: number) => Float64Array.from(rows, (row) => row[k] ?? 1);
  return {
    openTime: column(0).map((minute) => minute * MINUTE),
    open: column(1),
    high: column(2),
    low: column(3),
    close: column(4),
    volume: column(5),
  };
}

const bracket = { stopLoss: { price: 95 }, takeProfit: { price: 105 } };

function drilling(rows: readonly (readonly [minute: number, ...Ohlc])[], more: VenueOptions = {}) {
  return venueOf({ intrabar: "drilldown", timeframe: "1h", detail: [detailOf(rows)], ...more });
}

describe("drilldown", () => {
  it("lets the bars inside a bar say what came first", () => {
    const { send, bar, story, broker } = drilling([
      [0, 100, 101, 99, 100],
      [20, 100, 106, 100, 104],
      [40, 104, 104, 94, 96],
    ]);
    send({ bracket });
    bar([100, 106, 94, 96]);
    expect(story()).toEqual(["buy at 100", "take-profit at 105"]);
    expect([broker.drilled, broker.undrilled]).toEqual([1, 0]);
  });

  it("says the same to every lane of the bar, and counts the bar once", () => {
    const { send, bar, story, broker } = drilling([
      [0, 100, 101, 99, 100],
      [20, 100, 106, 100, 104],
      [40, 104, 104, 94, 96],
    ]);
    send({ bracket });
    send({ bracket, lane: 1 });
    bar([100, 106, 94, 96]);
    expect(story().slice(2)).toEqual(["take-profit at 105", "take-profit at 105"]);
    expect(broker.drilled).toBe(1);
  });

  it("is pessimistic inside a detail bar that holds both, and says so", () => {
    const { send, bar, story } = drilling([
      [0, 100, 101, 99, 100],
      [20, 100, 106, 94, 96],
    ]);
    send({ bracket });
    bar([100, 106, 94, 96]);
    expect(story()).toEqual(["buy at 100", "stop-loss at 95, ambiguous"]);
  });

  it("fills at the open of a detail bar that gaps", () => {
    const { send, bar, story } = drilling([
      [0, 100, 101, 99, 100],
      [20, 93, 94, 92, 94],
    ]);
    send({ bracket });
    bar([100, 101, 92, 94]);
    expect(story()).toEqual(["buy at 100", "stop-loss at 93"]);
  });

  it("lets orders rest through the detail: a limit, then its exits", () => {
    const { send, bar, story } = drilling([
      [0, 100, 106, 99, 99],
      [20, 97, 97, 96, 97],
      [40, 97, 106, 97, 100],
    ]);
    send({ type: "limit", limitPrice: 98, bracket });
    bar([100, 106, 96, 100]);
    expect(story()).toEqual(["buy at 97", "take-profit at 105"]);
  });

  it("fills an order that a detail bar opens beyond, wherever it goes from there", () => {
    const { send, bar, story } = drilling([
      [0, 100, 101, 99, 99],
      [20, 97, 101, 97, 101],
    ]);
    send({ type: "limit", limitPrice: 98 });
    bar([100, 101, 97, 101]);
    expect(story()).toEqual(["buy at 97"]);
  });

  it("falls back to pessimism where detail is missing, or does not reach the high and the low", () => {
    const { send, bar, flat, story, broker } = drilling([[60, 100, 106, 96, 96]]);
    send({ bracket });
    bar([100, 106, 94, 96]);
    send({ bracket });
    bar([100, 106, 94, 96]);
    expect(story()).toEqual(["buy at 100", "stop-loss at 95, ambiguous", "buy at 100", "stop-loss at 95, ambiguous"]);
    expect([broker.drilled, broker.undrilled]).toEqual([0, 2]);
    flat(100);
    expect(broker.undrilled, "bars in which nothing could happen are not counted").toBe(2);
  });

  it("needs no detail at all to be asked for", () => {
    const { send, bar, story } = venueOf({ intrabar: "drilldown" });
    send({ bracket });
    bar([100, 106, 94, 96]);
    expect(story()[1]).toBe("stop-loss at 95, ambiguous");
  });

  it("fills a market order that arrives inside the bar at the open of the next detail bar", () => {
    const rows = [
      [0, 100, 101, 99, 100],
      [20, 102, 103, 101, 102],
      [40, 104, 106, 104, 105],
    ] as const;
    const arriving = (ms: number) => {
      const { send, bar, story } = drilling(rows, { latency: { ms } });
      send();
      bar([100, 106, 99, 105]);
      bar([110, 110, 110, 110]);
      return story();
    };
    expect(arriving(20 * MINUTE)).toEqual(["buy at 102"]);
    expect(arriving(20 * MINUTE + 1)).toEqual(["buy at 104"]);
    expect(arriving(41 * MINUTE), "none is left: the next bar's open").toEqual(["buy at 110"]);
  });
});

it("refuses detail that cannot be read", () => {
  const rows = detailOf([
    [0, 1, 1, 1, 1],
    [0, 1, 1, 1, 1],
  ]);
  expect(() => new DetailBars(rows)).toThrow(BadBrokerError);
  expect(() => new DetailBars({ ...rows, high: new Float64Array(1) })).toThrow(BadBrokerError);
});

it("detail that goes beyond its bar decides nothing: it is another market's, or longer than the bar", () => {
  const { send, bar, story, broker } = drilling([
    [0, 100, 101, 99, 100],
    [20, 100, 110, 90, 100],
  ]);
  send({ bracket });
  bar([100, 106, 94, 96]);
  expect(story()).toEqual(["buy at 100", "stop-loss at 95, ambiguous"]);
  expect([broker.drilled, broker.undrilled]).toEqual([0, 1]);
});

describe("the detail of a bar", () => {
  const HOURS = 200;
  const minutes = sampleBars({ rows: 60 * HOURS, timeframe: "1m" });
  const start = minutes.openTime[0]!;
  const hours = Array.from({ length: HOURS }, (_, hour): Bar => {
    const of = (name: (typeof BAR_FIELDS)[number]) => minutes[name].subarray(60 * hour, 60 * hour + 60);
    return {
      openTime: of("openTime")[0]!,
      open: of("open")[0]!,
      high: Math.max(...of("high")),
      low: Math.min(...of("low")),
      close: of("close")[59]!,
      volume: 1,
    };
  });
  const counts = (columns: BarColumns, bars = hours) => {
    const detail = new DetailBars(columns);
    for (const bar of bars) detail.cover(bar, bar.openTime + 60 * MINUTE);
    return [detail.drilled, detail.undrilled];
  };
  const moved = (by: number) => ({ ...minutes, openTime: minutes.openTime.map((time) => time + by * MINUTE) });

  it("is what it is made of", () => {
    expect(start % (60 * MINUTE)).toBe(0);
    expect(counts(minutes)).toEqual([HOURS, 0]);
  });

  it.each([-120, -60, -30, 30, 60, 120])("is not that of %i minutes later", (by) => {
    expect(counts(moved(by))).toEqual([0, HOURS]);
  });

  it.each(["open", "high", "low", "close"] as const)("agrees in its %s, but for the noise of doubles", (name) => {
    const shifted = (by: number) => hours.map((bar) => ({ ...bar, [name]: bar[name] * (1 + by) }));
    expect(counts(minutes, shifted(1e-12))).toEqual([HOURS, 0]);
    for (const by of [1e-6, -1e-6]) expect(counts(minutes, shifted(by)), `${by}`).toEqual([0, HOURS]);
  });

  it("may have holes where nothing was traded, but not be absent", () => {
    const kept = minutes.openTime.map((_, i) => i).filter((i) => i < 60 * (HOURS - 1));
    const shorter = Object.fromEntries(BAR_FIELDS.map((name) => [name, kept.map((i) => minutes[name][i]!)]));
    expect(counts(shorter as unknown as BarColumns)).toEqual([HOURS - 1, 1]);
  });
});
