import { type BarColumns, createRng, type Frame } from "@bellwether/core";
import { describe, expect, it } from "vitest";
import { noOracles, readOracle, readTable } from "../../../test/oracle-files.js";
import { sampleHours } from "../../../test/sample-bars.js";
import { tinyFrame } from "../../../test/tiny-frame.js";
import { sliceBars } from "../../testing/bar-variants.js";
import { featureChecks } from "../../testing/index.js";
import {
  bookImbalance,
  bookOrderFlow,
  bookOrderFlowFeature,
  bookPressure,
  depthRatio,
  effectiveSpreadBps,
  microPrice,
  microPriceDistanceBps,
  orderBookFeatures,
  quotedSpreadBps,
} from "./index.js";

/** Quotes around the close, on a grid, now and then unmoved or empty on one side. */
function withBook(bars: BarColumns): BarColumns {
  const rng = createRng(29);
  const column = (of: (i: number) => number) => bars.close.map((_, i) => of(i));
  const tick = 1 / 4096;
  const bid = column((i) => Math.floor(bars.close[i]! / tick) * tick);
  const ask = column((i) => bid[i]! + tick * (1 + rng.int(3)));
  const quantity = () => column(() => (rng.int(20) === 0 ? 0 : rng.int(1000)));
  const [bidQuantity, askQuantity, bidDepth, askDepth] = [quantity(), quantity(), quantity(), quantity()];
  const tradeSide = column(() => (rng.int(2) === 0 ? 1 : -1));
  const tradePrice = column((i) => (tradeSide[i]! > 0 ? ask[i]! : bid[i]!));
  return { ...bars, extra: { bid, ask, bidQuantity, askQuantity, bidDepth, askDepth, tradeSide, tradePrice } };
}

const units = {
  bid: "price",
  ask: "price",
  tradePrice: "price",
  bidQuantity: "volume",
  askQuantity: "volume",
  bidDepth: "volume",
  askDepth: "volume",
} as const;

it.each(orderBookFeatures.map((feature) => [feature.name, feature] as const))(
  "%s keeps every promise",
  async (_, feature) => {
    const bars = withBook(sliceBars(await sampleHours(), 0, 3000));
    for (const period of [1, 20]) {
      const params = feature.params.map(() => period);
      expect(featureChecks({ feature, params, bars, timeframe: "1h", units })).toEqual([]);
    }
  },
);

const book = (
  rows: readonly (readonly [bid: number, bidQuantity: number, ask: number, askQuantity: number])[],
): Frame =>
  tinyFrame(
    rows.map(() => 1),
    {
      bid: rows.map(([bid]) => bid),
      bidQuantity: rows.map(([, quantity]) => quantity),
      ask: rows.map(([, , ask]) => ask),
      askQuantity: rows.map(([, , , quantity]) => quantity),
    },
  );

describe("order flow", () => {
  it("counts what is added, taken, offered better and given up, on either side", () => {
    const df = book([
      [99, 5, 101, 5],
      [99, 7, 101, 5], // 2 more bid
      [99, 7, 101, 1], // 4 of the offer taken
      [100, 3, 101, 1], // a better bid of 3
      [99, 8, 101, 1], // that bid of 3 gone
      [99, 8, 100, 6], // a better offer of 6
      [99, 8, 103, 2], // that offer of 6 gone
    ]);
    expect(bookOrderFlow(df).values()).toEqual(Float64Array.of(NaN, 2, 4, 3, -3, -6, 6));
    // the last two cancel; 10 and 14 units stand there
    expect(bookOrderFlowFeature.series(df, 2).last).toBe(0);
    expect(bookOrderFlowFeature.series(df, 1).last).toBe(0.6);
  });

  it("is NaN on a NaN quote and on the row after it", () => {
    const df = book([
      [99, 5, 101, 5],
      [99, NaN, 101, 5],
      [99, 7, 101, 5],
      [99, 8, 101, 5],
    ]);
    expect(bookOrderFlow(df).values()).toEqual(Float64Array.of(NaN, NaN, NaN, 1));
  });
});

describe("quotes", () => {
  const df = book([
    [99, 3, 101, 1],
    [99, 0, 101, 0],
  ]);

  it("have a spread, an imbalance and a micro-price that leans to the thin side", () => {
    expect(quotedSpreadBps.series(df).at(0)).toBeCloseTo(200, 10);
    expect(bookImbalance.series(df).values()).toEqual(Float64Array.of(0.5, 0));
    expect(bookPressure.series(df, 2).last).toBe(0.25);
    expect(microPrice(df).values()).toEqual(Float64Array.of(100.5, 100));
    expect(microPriceDistanceBps.series(df).at(0)).toBeCloseTo(50, 10);
  });

  it("have depth, a half on each side if there is none", () => {
    const depth = tinyFrame([1, 1], { bidDepth: [3, 0], askDepth: [1, 0] });
    expect(depthRatio.series(depth).values()).toEqual(Float64Array.of(0.75, 0.5));
  });

  it("cost a trade twice its distance from the middle, positive when it hurts", () => {
    const extra = { bid: [99, 99], ask: [101, 101], tradePrice: [100.5, 100.5], tradeSide: [1, -1] };
    const spread = effectiveSpreadBps.series(tinyFrame([1, 1], extra)).values();
    expect([...spread]).toEqual([expect.closeTo(100, 10), expect.closeTo(-100, 10)]);
  });
});

interface Oracle {
  readonly inputFile: string;
  readonly expected: {
    readonly nQuotes: number;
    readonly timeWeightedQuotedSpreadBps: number;
    readonly meanImbalance: number;
    readonly micropriceRows: Readonly<Record<string, number>>;
    readonly ofiPerEventRows: Readonly<Record<string, number>>;
    readonly ofiTotal: number;
    readonly ofiPerSecondFirst20: readonly number[];
    readonly effectiveSpreadMeanBps: number;
    readonly effectiveSpreadTrades: number;
  };
}
const oracle = readOracle<Oracle>("order-book-l1-shared.json");

describe("over recorded quotes and trades", () => {
  it.runIf(oracle === undefined)("is not compared here", () => console.info(noOracles));

  it.skipIf(oracle === undefined)("equals the reference figures", () => {
    const { expected, inputFile } = oracle!;
    const table = readTable(inputFile);
    const rows = (quotes: boolean) =>
      Array.from(table.bid!.keys()).filter((i) => Number.isNaN(table.bid![i]!) !== quotes);
    const quoteRows = rows(true);
    const column = (name: string, of: readonly number[]) => of.map((i) => table[name]![i]!);
    expect(quoteRows).toHaveLength(expected.nQuotes);
    const df = book(
      quoteRows.map((i) => [table.bid![i]!, table.bidQty![i]!, table.ask![i]!, table.askQty![i]!] as const),
    );

    const flow = bookOrderFlow(df).values();
    for (const [row, value] of Object.entries(expected.ofiPerEventRows))
      expect(flow[Number(row)]).toBeCloseTo(value, 9);
    expect(flow.subarray(1).reduce((sum, value) => sum + value, 0)).toBeCloseTo(expected.ofiTotal, 8);
    const time = column("localTimeUs", quoteRows);
    const perSecond = new Float64Array(20);
    for (let i = 1; i < flow.length; i++) {
      const second = Math.floor((time[i]! - time[0]!) / 1e6);
      if (second < 20) perSecond[second]! += flow[i]!;
    }
    for (const [second, value] of expected.ofiPerSecondFirst20.entries())
      expect(perSecond[second]).toBeCloseTo(value, 9);

    const micro = microPrice(df);
    for (const [row, value] of Object.entries(expected.micropriceRows))
      expect(Math.abs(micro.at(Number(row)) / value - 1)).toBeLessThan(1e-12);
    const imbalance = bookImbalance.series(df).values();
    const mean = imbalance.reduce((sum, value) => sum + value, 0) / imbalance.length;
    expect(mean).toBeCloseTo(expected.meanImbalance, 12);
    const spread = quotedSpreadBps.series(df).values();
    let weighted = 0;
    for (let i = 0; i + 1 < spread.length; i++) weighted += spread[i]! * (time[i + 1]! - time[i]!);
    const average = weighted / (time[time.length - 1]! - time[0]!);
    expect(Math.abs(average / expected.timeWeightedQuotedSpreadBps - 1)).toBeLessThan(1e-9);

    const tradeRows = rows(false);
    let before = quoteRows[0]!;
    const quoteBefore = table.bid!.map((bid, i) => {
      if (!Number.isNaN(bid)) before = i;
      return before;
    });
    const trades = tinyFrame(
      tradeRows.map(() => 1),
      {
        bid: tradeRows.map((i) => table.bid![quoteBefore[i]!]!),
        ask: tradeRows.map((i) => table.ask![quoteBefore[i]!]!),
        tradePrice: column("price", tradeRows),
        tradeSide: column("isBuyerMaker", tradeRows).map((maker) => (maker === 1 ? -1 : 1)),
      },
    );
    const costs = effectiveSpreadBps.series(trades).values();
    expect(costs).toHaveLength(expected.effectiveSpreadTrades);
    const cost = costs.reduce((sum, value) => sum + value, 0) / costs.length;
    expect(cost).toBeCloseTo(expected.effectiveSpreadMeanBps, 9);
  });
});
