import type { BarColumns } from "@bellwether/core";
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
